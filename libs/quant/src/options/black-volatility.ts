import { erfcx } from '../statistics/normal-distribution.js';

const SQRT_HALF = Math.SQRT1_2;
const SQRT_TWO_OVER_PI = 0.7978845608028654;
/** A step this small, as a share of the deviation, leaves the fourth power of it as the error: below a double's. */
const SETTLED = 2e-5;

/** What `blackDeviation` found out on the way; one object may be reused for any number of searches. */
export interface Search {
  steps: number;
  converged: boolean;
}

/**
 * The deviation s = σ√T at which Black's formula gives `value`, in normalised form: an out-of-the-money option on a
 * forward, `moneyness` = −|ln(F / K)| and `value` its undiscounted price over √(F·K), strictly between 0 and
 * e^(moneyness / 2).
 *
 * The form of the problem (the normalised price, the two objectives, the third-order Householder step) is that of
 * P. Jäckel, "Let's Be Rational", Wilmott (2015). Below the inflection of the price in s the objective is 1 / ln b, above
 * it ln(bmax − b): both are nearly linear where they are used. Every step is held inside a bracket that only shrinks.
 */
export function blackDeviation(moneyness: number, value: number, maximumSteps: number, search: Search): number {
  const distance = -moneyness;
  const inflection = Math.sqrt(2 * distance);
  const maximum = Math.exp(0.5 * moneyness);
  // The price and its complement at the inflection, where d2 = −√(2·distance) and d1 = 0.
  const tail = 0.5 * maximum * erfcx(Math.sqrt(distance));
  const atInflection = 0.5 * maximum - tail;
  return value < atInflection
    ? belowInflection(distance, value, inflection, atInflection, maximumSteps, search)
    : aboveInflection(distance, maximum - value, inflection, 0.5 * maximum + tail, maximumSteps, search);
}

function belowInflection(
  distance: number,
  value: number,
  inflection: number,
  atInflection: number,
  maximumSteps: number,
  search: Search,
): number {
  const target = Math.log(value);
  let low = 0;
  let high = inflection;
  // Exact at the inflection and in the limit of a price of 0, where −ln b → distance² / 2s².
  let s = lowGuess(distance, target - Math.log(atInflection));
  search.converged = true;
  for (search.steps = 1; search.steps <= maximumSteps; search.steps++) {
    const h = distance / s;
    const t = 0.5 * s;
    const difference = erfcx((h - t) * SQRT_HALF) - erfcx((h + t) * SQRT_HALF);
    const logPrice = Math.log(0.5 * difference) - 0.5 * (h * h + t * t);
    if (logPrice < target) low = s;
    else high = s;
    const slope = SQRT_TWO_OVER_PI / difference;
    const lambda = 1 / logPrice;
    const curve = (h * h) / s - 0.5 * t;
    const third = curve * curve - 3 * (h / s) * (h / s) - 0.25;
    const newton = ((target - logPrice) * logPrice) / (target * slope);
    const second = curve - slope * (1 + 2 * lambda);
    const cubic = third - 3 * slope * curve * (1 + 2 * lambda) + 2 * slope * slope * (1 + 3 * lambda * (1 + lambda));
    const step = householder(newton, second, cubic);
    // Asked first: once there, rounding may have put the bracket's own end on the wrong side.
    if (Math.abs(step) <= SETTLED * s) return s + step;
    const next = s + step;
    if (next > low && next < high) s = next;
    else s = low > 0 ? Math.sqrt(low * high) : 0.5 * high;
  }
  search.steps = maximumSteps;
  search.converged = false;
  return s;
}

function aboveInflection(
  distance: number,
  complement: number,
  inflection: number,
  complementAtInflection: number,
  maximumSteps: number,
  search: Search,
): number {
  const target = Math.log(complement);
  let low = inflection;
  let high = Infinity;
  let s = Math.max(highGuess(distance, complement / complementAtInflection), inflection);
  search.converged = true;
  for (search.steps = 1; search.steps <= maximumSteps; search.steps++) {
    const h = distance / s;
    const t = 0.5 * s;
    const sum = erfcx((t - h) * SQRT_HALF) + erfcx((t + h) * SQRT_HALF);
    const logComplement = Math.log(0.5 * sum) - 0.5 * (h * h + t * t);
    if (logComplement > target) low = s;
    else high = s;
    const slope = -SQRT_TWO_OVER_PI / sum;
    const curve = (h * h) / s - 0.5 * t;
    const third = curve * curve - 3 * (h / s) * (h / s) - 0.25;
    const step = householder(
      (target - logComplement) / slope,
      curve - slope,
      third - 3 * slope * curve + 2 * slope * slope,
    );
    if (Math.abs(step) <= SETTLED * s) return s + step;
    const next = s + step;
    if (next > low && next < high) s = next;
    else s = high < Infinity ? 0.5 * (low + high) : 2 * s;
  }
  search.steps = maximumSteps;
  search.converged = false;
  return s;
}

function lowGuess(distance: number, logOfShare: number): number {
  return distance * Math.sqrt(2 / (distance - 4 * logOfShare));
}

/** Exact at the inflection and in the limit of a price of all there is, where the complement falls like Φ(−s / 2). */
function highGuess(distance: number, share: number): number {
  const atInflection = 0.5 * Math.exp(-0.25 * distance) * erfcx(0.5 * Math.sqrt(distance));
  return 2 * upperQuantile(share * atInflection);
}

/** x with Φ(−x) = p for p ≤ ½, to 4.5e-4: M. Abramowitz and I. Stegun, formula 26.2.23. */
function upperQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const over = (0.010328 * t + 0.802853) * t + 2.515517;
  const under = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1;
  return t - over / under;
}

/** Householder's step of third order from Newton's and the ratios of the second and third derivative to the first. */
function householder(newton: number, second: number, third: number): number {
  const halley = newton * (1 + 0.5 * second * newton);
  return halley / (1 + newton * (second + (third * newton) / 6));
}
