import { QuantError } from '../quant-error.js';
import { normalCdf } from '../statistics/normal-distribution.js';
import { blackScholes } from './black-scholes.js';
import { greeksPerUnit } from './greeks.js';
import { exercisedEarly, type OptionInput, requireOption, requireWithinNumbers, signOf } from './option-input.js';

const MAXIMUM_STEPS = 200;
const CLOSE_ENOUGH = 1e-12;

/** The premium of early exercise as the quadratic approximation has it: excess·(S / boundary)^exponent. */
interface Quadratic {
  readonly sign: number;
  /** Where exercising is as good as holding. */
  readonly boundary: number;
  /** What exercising at the boundary brings beyond the European option there. */
  readonly excess: number;
  readonly exponent: number;
  /** (β − 1)² + 4α / h in the papers' letters, and α / h itself. */
  readonly discriminant: number;
  readonly ratio: number;
}

/**
 * Value of an American option after Barone-Adesi and Whaley, "Efficient Analytic Approximation of American Option Values",
 * Journal of Finance 42 (1987): good to some cents of a hundred, best for short and for very long times. `americanOption`
 * is exact at more cost.
 * @throws QuantError as `blackScholes`, and where a negative rate or yield gives two exercise boundaries
 */
export function baroneAdesiWhaley(option: OptionInput): number {
  return approximate(option, () => 1);
}

/**
 * Value of an American option after Ju and Zhong, "An Approximate Formula for Pricing American Options", Journal of
 * Derivatives 7 (1999): the same with a correction that is quadratic in the log distance from the boundary, better for
 * the times between.
 * @throws QuantError as `baroneAdesiWhaley`
 */
export function juZhong(option: OptionInput): number {
  return approximate(option, (quadratic) => {
    const { boundary, excess, discriminant, ratio, sign } = quadratic;
    const { years, volatility, rate } = option;
    const discount = Math.exp(-rate * years);
    const theta = greeksPerUnit({ ...option, spot: boundary })?.theta ?? 0;
    const aging = (-2 * theta) / (volatility * volatility * discount * excess);
    const linear = ((-sign * discount) / Math.sqrt(discriminant)) * (aging + ratio - (ratio * ratio) / discriminant);
    const square = (-discount * ratio * ratio) / (2 * discriminant);
    const distance = Math.log(option.spot / boundary);
    return 1 / (1 - distance * (square * distance + linear));
  });
}

function approximate(option: OptionInput, correction: (quadratic: Quadratic) => number): number {
  requireOption(option);
  const european = blackScholes(option);
  if (!exercisedEarly(option)) return european;
  const sign = signOf(option.right);
  const intrinsic = sign * (option.spot - option.strike);
  if (option.years === 0 || option.volatility === 0) return Math.max(european, intrinsic);
  const quadratic = solve(option, sign);
  const { boundary, excess, exponent } = quadratic;
  if (sign * (option.spot - boundary) >= 0) return intrinsic;
  const premium = excess * (option.spot / boundary) ** exponent * correction(quadratic);
  // With little time and much volatility the correction may turn the premium's sign.
  return Math.max(european + Math.max(requireWithinNumbers(premium), 0), intrinsic);
}

function solve(option: OptionInput, sign: number): Quadratic {
  const { strike, years, volatility, rate, dividendYield } = option;
  const variance = volatility * volatility;
  const drift = (2 * (rate - dividendYield)) / variance - 1;
  // (1 − e^(−rT)) / r, which has a limit for a rate of 0.
  const elapsed = rate === 0 ? years : -Math.expm1(-rate * years) / rate;
  const ratio = 2 / (variance * elapsed);
  const discriminant = drift * drift + 4 * ratio;
  const exponent = 0.5 * (-drift + sign * Math.sqrt(discriminant));
  const deviation = volatility * Math.sqrt(years);
  const growth = Math.exp(-dividendYield * years);

  const excessAt = (spot: number): number => sign * (spot - strike) - blackScholes({ ...option, spot });
  const boundary = exerciseBoundary(strike, sign, (spot) => {
    const d1 = (Math.log(spot / strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
    return excessAt(spot) - (sign * (1 - growth * normalCdf(sign * d1)) * spot) / exponent;
  });
  return { sign, boundary, excess: excessAt(boundary), exponent, discriminant, ratio };
}

/** Where the gap between exercising and holding rises through 0 on the side of the strike that is in the money. */
function exerciseBoundary(strike: number, sign: number, gap: (spot: number) => number): number {
  let waiting = strike;
  let exercising = strike;
  for (let i = 0; gap(exercising) < 0; i++) {
    if (i === MAXIMUM_STEPS) throw new QuantError('volatility', 'leaves no spot at which to exercise');
    waiting = exercising;
    exercising *= sign > 0 ? 1.5 : 1 / 1.5;
  }
  for (let i = 0; i < MAXIMUM_STEPS && Math.abs(exercising - waiting) > CLOSE_ENOUGH * strike; i++) {
    const middle = 0.5 * (waiting + exercising);
    if (gap(middle) < 0) waiting = middle;
    else exercising = middle;
  }
  return 0.5 * (waiting + exercising);
}
