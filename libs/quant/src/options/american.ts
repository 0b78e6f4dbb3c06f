import { requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { treePremium } from './binomial-tree.js';
import { blackScholes } from './black-scholes.js';
import { type CashDividend, dividendsBefore, type Escrow, escrowOf } from './cash-dividends.js';
import { boundaryPremium } from './exercise-boundary.js';
import { earlyExercise, type OptionInput, requireOption, requireWithinNumbers, signOf } from './option-input.js';
import type { Premium } from './premium.js';

export interface AmericanSettings {
  /**
   * Asks for a binomial tree of so many steps, an odd number, where the value could be had without one. With dividends in
   * cash and with negative rates there is always a tree, of 501 steps by default: within about 1e-4 of the value, mostly
   * closer by far, after Richardson's extrapolation with one of half the steps.
   */
  readonly steps?: number;
  /** Cash dividends known today, beside what `dividendYield` stands for. Those after expiry do not matter. */
  readonly dividends?: readonly CashDividend[];
}

/** Values per unit of the underlying. */
export interface AmericanValue {
  readonly value: number;
  /** Of the same option without early exercise. */
  readonly europeanValue: number;
  /** What the right to exercise early is worth: the difference of the two, never below 0. */
  readonly earlyExerciseValue: number;
  /** True when exercising now is the best that can be done. */
  readonly exercisedNow: boolean;
}

/** An option on the part of the spot that moves at random, and the premium on top. */
export interface Escrowed {
  readonly option: OptionInput;
  readonly premium: Premium;
  /** True when the premium has the error of a tree. */
  readonly inTree: boolean;
}

const DEFAULT_STEPS = 501;
const NO_PREMIUM: Premium = { value: 0, delta: 0, gamma: 0, exercisedNow: false };

/**
 * Value of an American option: `blackScholes`, which is exact, plus the right to exercise early. That comes from the
 * boundary of exercise (`boundaryPremium`, about 1e-9 of the strike) or, where that cannot be, from a binomial tree
 * (`treePremium`). Cash dividends are escrowed: the spot less their present value is what moves at random, and whoever
 * exercises receives the shares with the dividends still to come. A dividend yield beside them is paid on the whole spot,
 * so that they are discounted by the rate less the yield (as QuantLib does).
 * @throws QuantError as `blackScholes`, for steps that are not an odd number of at least 5, and for dividends that are
 *   negative or worth as much as the spot
 */
export function americanOption(option: OptionInput, settings: AmericanSettings = {}): AmericanValue {
  const { option: random, premium } = escrowed(option, settings);
  const intrinsic = signOf(option.right) * (option.spot - option.strike);
  const europeanValue = blackScholes(random);
  const value = premium.exercisedNow ? intrinsic : Math.max(europeanValue + Math.max(premium.value, 0), intrinsic);
  requireWithinNumbers(value);
  return {
    value,
    europeanValue,
    earlyExerciseValue: Math.max(value - europeanValue, 0),
    exercisedNow: premium.exercisedNow,
  };
}

/** What value and Greeks of an American option are read from. */
export function escrowed(option: OptionInput, settings: AmericanSettings): Escrowed {
  requireOption(option);
  const { steps = DEFAULT_STEPS, dividends = [] } = settings;
  requireInteger('steps', steps, 5);
  if (steps % 2 === 0) throw new QuantError('steps', `must be odd, got ${steps}`);
  const { spot, years, volatility } = option;
  const carry = option.rate - option.dividendYield;
  const awaited = dividendsBefore(years, dividends, carry, spot);
  const escrow = escrowOf(awaited, carry);
  const random = { ...option, spot: spot - escrow.worth(0, 'after') };
  if (years === 0 || volatility === 0)
    return { option: random, premium: certainPremium(random, escrow), inTree: false };
  if (awaited.length === 0) {
    const boundaries = earlyExercise(option);
    if (boundaries === 'never') return { option: random, premium: NO_PREMIUM, inTree: false };
    const premium = boundaries === 'one-boundary' && settings.steps === undefined ? boundaryPremium(option) : undefined;
    if (premium) return { option: random, premium, inTree: false };
  }
  return { option: random, premium: extrapolated(random, escrow, steps), inTree: true };
}

function extrapolated(option: OptionInput, escrow: Escrow, steps: number): Premium {
  const coarseSteps = 2 * Math.floor((steps + 1) / 4) + 1;
  const fine = treePremium(option, escrow, steps);
  if (fine.exercisedNow) return fine;
  const coarse = treePremium(option, escrow, coarseSteps);
  const limit = (ofFine: number, ofCoarse: number): number =>
    ofFine + ((ofFine - ofCoarse) * coarseSteps) / (steps - coarseSteps);
  return {
    value: limit(fine.value, coarse.value),
    delta: limit(fine.delta, coarse.delta),
    gamma: limit(fine.gamma, coarse.gamma),
    exercisedNow: false,
  };
}

/** Without volatility the spot moves for certain: exercise is worth its best moment, at a dividend or between. */
function certainPremium(option: OptionInput, escrow: Escrow): Premium {
  const { spot, strike, years, rate, dividendYield, right } = option;
  const sign = signOf(right);
  const carry = rate - dividendYield;
  const spotAt = (at: number, side: 'before' | 'after'): number => spot * Math.exp(carry * at) + escrow.worth(at, side);
  // The holder of a call takes the dividend with the shares, the holder of a put gives the shares without it.
  const side = right === 'call' ? 'before' : 'after';
  const exercised = (at: number): number => sign * (spotAt(at, side) - strike) * Math.exp(-rate * at);
  const moments = [0, ...escrow.times];
  // Where what a day of waiting saves in interest is what it costs in dividends, between each two moments.
  const turnings = moments
    .map((from) => from + Math.log((rate * strike) / (dividendYield * spotAt(from, 'after'))) / carry)
    .filter((turning) => turning > 0 && turning < years);
  const now = sign * (spotAt(0, 'after') - strike);
  const best = Math.max(0, now, ...[...moments, years, ...turnings].map(exercised));
  return { value: best - blackScholes(option), delta: 0, gamma: 0, exercisedNow: now > 0 && now >= best };
}
