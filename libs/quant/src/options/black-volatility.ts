import { erfcx, erfcxTail } from '../statistics/normal-distribution.js';

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
    const difference = scaledTail((h - t) * SQRT_HALF) - scaledTail((h + t) * SQRT_HALF);
    const logPrice = Math.log(0.5 * difference) - 0.5 * (h * h + t * t);
    if (logPrice < target) low = s;
    else high = s;
    const slope = SQRT_TWO_OVER_PI / difference;
    const lambda = 1 / logPrice;
    const curve = (h * h) / s - 0.5 * t;
    const third = curve * curve - 3 * (h / s) * (h / s) - 0.25;
    const newton = ((target - logPrice) * logPrice) / (target * slope);
    const second = curve - slope * (1 + 2 * lambda);
    const cubic =
      third - 3 * slope * curve * (1 + 2 * lambda) + 2 * slope * slope * (1 + 3 * lambda * (1 + lambda));
    const step = householder(newton, second, cubic);
    let next = s + step;
    if (!(next > low && next < high)) next = low > 0 ? Math.sqrt(low * high) : 0.5 * high;
    else if (Math.abs(step) <= SETTLED * s) return next;
    s = next;
  }
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
  let s = highGuess(distance, inflection, complement / complementAtInflection);
  search.converged = true;
  for (search.steps = 1; search.steps <= maximumSteps; search.steps++) {
    const h = distance / s;
    const t = 0.5 * s;
    const sum = scaledTail((t - h) * SQRT_HALF) + scaledTail((t + h) * SQRT_HALF);
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
    let next = s + step;
    if (!(next >= low && next <= high)) next = high < Infinity ? 0.5 * (low + high) : 2 * s;
    else if (Math.abs(step) <= SETTLED * s) return next;
    s = next;
  }
  search.converged = false;
  return s;
}
