import type { Escrow } from './cash-dividends.js';
import { type OptionInput, signOf } from './option-input.js';
import type { Premium } from './premium.js';

interface Branches {
  readonly up: number;
  readonly down: number;
  readonly probability: number;
}

/**
 * The early-exercise premium in a binomial tree after Leisen and Reimer, "Binomial models for option valuation" (1996), by
 * Peizer and Pratt's second inversion: the American less the European option of the same tree, whose errors cancel.
 *
 * The tree begins two steps before now, as Pelsser and Vorst proposed ("The binomial model and the Greeks", 1994): three
 * nodes stand at the time of now, the middle one at the spot, and give the derivatives.
 *
 * A dividend falls between two steps, and is what options are exercised for, a call just before it and a put just after.
 * Deciding that at the first of the two steps is too early and at the second too late, each by its distance from the
 * dividend; the mean of both, weighted by the other's distance, is neither.
 *
 * @param escrow what is received beside the spot by a holder who exercises: dividends still to come
 * @param steps odd, since the strike then lies between two final nodes
 */
export function treePremium(option: OptionInput, escrow: Escrow, steps: number): Premium {
  const { spot, strike, years, rate, dividendYield } = option;
  const sign = signOf(option.right);
  const { up, down, probability } = branches(option, steps);
  const step = years / steps;
  const discount = Math.exp(-rate * step);
  const rise = probability * discount;
  const fall = (1 - probability) * discount;

  const nodes = steps + 3;
  const spots = new Float64Array(nodes);
  const american = new Float64Array(nodes);
  const european = new Float64Array(nodes);
  const later = new Float64Array(nodes);
  const lowest = Math.log(spot) - Math.log(up) + (steps + 1) * Math.log(down);
  const spread = Math.log(up) - Math.log(down);
  for (let k = 0; k < nodes; k++) {
    const price = Math.exp(lowest + k * spread);
    spots[k] = price;
    european[k] = american[k] = Math.max(sign * (price - strike), 0);
  }
  const side = sign > 0 ? 'before' : 'after';
  let end = years;
  for (let i = steps - 1; i >= 0; i--) {
    const start = i * step;
    const paid = strike - escrow.worth(start, 'after');
    if (escrow.times.length > 0) later.set(american);
    let belowEuropean = european[0] as number;
    let belowAmerican = american[0] as number;
    for (let k = 0; k < i + 3; k++) {
      const price = (spots[k] as number) / down;
      const aboveEuropean = european[k + 1] as number;
      const aboveAmerican = american[k + 1] as number;
      spots[k] = price;
      european[k] = rise * aboveEuropean + fall * belowEuropean;
      american[k] = Math.max(rise * aboveAmerican + fall * belowAmerican, sign * (price - paid));
      belowEuropean = aboveEuropean;
      belowAmerican = aboveAmerican;
    }
    for (const time of escrow.times) {
      if (time <= start || time > end) continue;
      const share = (time - start) / (end - start);
      const owed = strike - escrow.worth(time, side);
      const exercised = (price: number, at: number): number =>
        sign * (price * Math.exp(-dividendYield * (time - at)) - owed * Math.exp(-rate * (time - at)));
      for (let k = 0; k < i + 3; k++) {
        const price = spots[k] as number;
        const early = Math.max(american[k] as number, exercised(price, start));
        const above = Math.max(later[k + 1] as number, exercised(price * up, end));
        const below = Math.max(later[k] as number, exercised(price * down, end));
        const late = Math.max(rise * above + fall * below, sign * (price - paid));
        american[k] = (1 - share) * early + share * late;
      }
    }
    end = start;
  }
  return readRoot(spots, american, european, sign * (spot + escrow.worth(0, 'after') - strike));
}

function readRoot(spots: Float64Array, american: Float64Array, european: Float64Array, intrinsic: number): Premium {
  const [s0 = 0, s1 = 0, s2 = 0] = spots;
  const [v0 = 0, v1 = 0, v2 = 0] = american.map((value, k) => value - (european[k] as number));
  const below = (v1 - v0) / (s1 - s0);
  const above = (v2 - v1) / (s2 - s1);
  const gamma = (2 * (above - below)) / (s2 - s0);
  const delta = (below * (s2 - s1) + above * (s1 - s0)) / (s2 - s0);
  // Equal but for the rounding of the spot on its way down the tree.
  const exercisedNow = intrinsic > 0 && (american[1] as number) <= intrinsic * (1 + 1e-12);
  return { value: v1, delta, gamma, exercisedNow };
}

/** Beyond so many deviations a step the inversion gives a probability of 1, and the tree no longer spreads. */
const INVERTIBLE = 5;

function branches({ spot, strike, years, volatility, rate, dividendYield }: OptionInput, steps: number): Branches {
  const deviation = volatility * Math.sqrt(years);
  const carry = (rate - dividendYield) * years;
  const growth = Math.exp(carry / steps);
  const d2 = (Math.log(spot / strike) + carry) / deviation - 0.5 * deviation;
  const d1 = d2 + deviation;
  if (Math.max(Math.abs(d1), Math.abs(d2)) > INVERTIBLE * Math.sqrt(steps)) {
    const jump = deviation / Math.sqrt(steps);
    const centre = growth / Math.cosh(jump);
    return { up: centre * Math.exp(jump), down: centre * Math.exp(-jump), probability: 0.5 };
  }
  const probability = peizerPratt(d2, steps);
  const withAsset = peizerPratt(d1, steps);
  return {
    up: (growth * withAsset) / probability,
    down: (growth * (1 - withAsset)) / (1 - probability),
    probability,
  };
}

function peizerPratt(z: number, steps: number): number {
  const scaled = z / (steps + 1 / 3 + 0.1 / (steps + 1));
  return 0.5 + 0.5 * Math.sign(z) * Math.sqrt(-Math.expm1(-scaled * scaled * (steps + 1 / 6)));
}
