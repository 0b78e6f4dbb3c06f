const SQRT_HALF = Math.SQRT1_2;
const INVERSE_SQRT_PI = 0.5641895835477563;
/** 1 / √(2π). */
export const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** Up to here the error function itself is the accurate one to approximate, beyond it its scaled complement. */
const CENTRE = 0.46875;

/**
 * exp(−x² / 2), right to the last digit far into the tail: x² is rounded, and that rounding would be multiplied by x² / 2,
 * so the square is taken in two parts, the first of which is exact.
 */
export function gaussian(x: number): number {
  const high = Math.fround(x);
  const low = x - high;
  const rest = low * (high + 0.5 * low);
  return Math.exp(-0.5 * high * high) * (1 - rest * (1 - rest * (0.5 - rest * (1 / 6))));
}

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return INVERSE_SQRT_TWO_PI * (Math.abs(x) > 40 ? 0 : gaussian(x));
}

/**
 * Distribution function Φ of the standard normal distribution with full relative accuracy in both the centre and the
 * lower tail (Φ(−37) is right to 15 digits). NaN stays NaN; ±∞ give 0 and 1.
 */
export function normalCdf(x: number): number {
  return Math.abs(x) > 40 ? (x > 0 ? 1 : 0) : normalCdfFrom(x, gaussian(x));
}

/** Φ(x) for callers who know exp(−x² / 2) already. */
export function normalCdfFrom(x: number, gaussianOfX: number): number {
  const y = Math.abs(x) * SQRT_HALF;
  if (y <= CENTRE) return 0.5 + 0.5 * erfCentre(x * SQRT_HALF);
  const tail = 0.5 * gaussianOfX * erfcxTail(y);
  return x > 0 ? 1 - tail : tail;
}

/** ln Φ(x), also where Φ(x) itself is too small for a number. */
export function logNormalCdf(x: number): number {
  return x > -5 ? Math.log(normalCdf(x)) : Math.log(0.5 * erfcxTail(-x * SQRT_HALF)) - 0.5 * x * x;
}

/** The error function, 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= CENTRE) return erfCentre(x);
  const value = y > 6 ? 1 : 1 - expOfMinusSquare(y) * erfcxTail(y);
  return x > 0 ? value : -value;
}

/** The complementary error function 1 − erf(x), with full relative accuracy in its tail. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= CENTRE) return 1 - erfCentre(x);
  const tail = y > 28 ? 0 : expOfMinusSquare(y) * erfcxTail(y);
  return x > 0 ? tail : 2 - tail;
}

/** The scaled complementary error function exp(x²)·erfc(x): no underflow for large x, infinite below about −26. */
export function erfcx(x: number): number {
  const y = Math.abs(x);
  if (y <= CENTRE) return Math.exp(y * y) * (1 - erfCentre(x));
  return x > 0 ? erfcxTail(y) : 2 / expOfMinusSquare(y) - erfcxTail(y);
}

/** exp(−x²), in two parts like `gaussian`. */
function expOfMinusSquare(x: number): number {
  const high = Math.fround(x);
  const low = x - high;
  const rest = low * (2 * high + low);
  return Math.exp(-high * high) * (1 - rest * (1 - rest * (0.5 - rest * (1 / 6))));
}

/**
 * erf for |x| ≤ 0.46875. Rational Chebyshev approximation with the coefficients of W. J. Cody, "Rational Chebyshev
 * approximations for the error function", Mathematics of Computation 23 (1969), table I: relative error below 6e-19.
 */
function erfCentre(x: number): number {
  const z = x * x;
  const over =
    (((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z + 377.485237685302) * z +
    3209.3775891384694;
  const under = (((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z + 2844.236833439171;
  return (x * over) / under;
}

/** exp(x²)·erfc(x) for x > 0.46875, from tables II and III of the same paper. */
export function erfcxTail(x: number): number {
  if (x <= 4) {
    const over =
      (((((((2.1531153547440383e-8 * x + 0.5641884969886701) * x + 8.883149794388377) * x + 66.11919063714163) * x +
        298.6351381974001) *
        x +
        881.952221241769) *
        x +
        1712.0476126340707) *
        x +
        2051.0783778260716) *
        x +
      1230.3393547979972;
    const under =
      (((((((x + 15.744926110709835) * x + 117.6939508913125) * x + 537.1811018620099) * x + 1621.3895745666903) * x +
        3290.7992357334597) *
        x +
        4362.619090143247) *
        x +
        3439.3676741437216) *
        x +
      1230.3393548037495;
    return over / under;
  }
  const z = 1 / (x * x);
  const over =
    ((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z + 0.12578172611122926) * z +
      0.016083785148742275) *
      z +
    0.0006587491615298378;
  const under =
    ((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z + 0.06051834131244132) * z +
    0.0023352049762686918;
  return (INVERSE_SQRT_PI - (z * over) / under) / x;
}
