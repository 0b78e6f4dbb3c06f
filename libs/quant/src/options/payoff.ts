import { requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type Leg, optionLegs, requireAmount, requireLegs } from './legs.js';
import { requireAtLeastZero, signOf } from './option-input.js';

/** The most a position can make or lose, in the currency of its prices. */
export type Extreme =
  | {
      readonly kind: 'finite';
      readonly amount: number;
      /** Spots at expiry between which it is reached; `to` may be infinite. */
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'unbounded' };

export interface PayoffProfile {
  /** Paid for the whole position; below 0 when it was received. */
  readonly cost: number;
  /** 0 when there is none to make. */
  readonly maximumProfit: Extreme;
  /** Above 0, or 0 when nothing can be lost. */
  readonly maximumLoss: Extreme;
  /** Spots at expiry where profit turns into loss or touches it, in rising order; both ends of a stretch without either. */
  readonly breakEvens: readonly number[];
}

/** A point of the piecewise linear payoff, with the slope to its right. */
interface Kink {
  readonly spot: number;
  readonly profit: number;
  readonly slope: number;
}

/** Profits closer to 0 than this share of what is at stake are 0 but for rounding. */
const ROUNDING = 1e-12;
const SIGNIFICANT_DIGITS = 14;

/**
 * What a position has made or lost when its options expire with the underlying at `spot`, after what it cost.
 * @throws QuantError for a leg nothing can be computed from, a negative spot, or options that expire at different times:
 *   what the later ones are then worth is a matter of a model
 */
export function payoffAt(legs: readonly Leg[], spot: number): number {
  requireOneExpiry(legs);
  requireAtLeastZero('spot', spot);
  return requireAmount(profitAt(legs, spot));
}

/**
 * Cost, greatest profit and loss, and break-evens of a position at the expiry of its options. The payoff is linear between
 * its strikes, so all of it is read off there: nothing is searched.
 * @throws QuantError as `payoffAt`
 */
export function payoffProfile(legs: readonly Leg[]): PayoffProfile {
  requireOneExpiry(legs);
  const kinks = kinksOf(legs);
  const last = kinks.at(-1) as Kink;
  return {
    cost: requireAmount(costOf(legs)),
    maximumProfit: extreme(kinks, last.slope, 1),
    maximumLoss: extreme(kinks, last.slope, -1),
    breakEvens: breakEvens(kinks),
  };
}

/** What a position costs to open, below 0 when it pays. */
export function costOf(legs: readonly Leg[]): number {
  let cost = 0;
  for (const leg of legs) cost += leg.price * unitsOf(leg);
  return cost;
}

function unitsOf(leg: Leg): number {
  return leg.kind === 'shares' ? leg.shares : leg.contracts * leg.multiplier;
}

function requireOneExpiry(legs: readonly Leg[]): void {
  requireLegs(legs);
  const expiries = new Set(optionLegs(legs).map(({ expiry }) => expiry));
  if (expiries.size > 1) throw new QuantError('legs', `expire at ${expiries.size} different times`);
}

function profitAt(legs: readonly Leg[], spot: number): number {
  let profit = 0;
  for (const leg of legs) {
    const value = leg.kind === 'shares' ? spot : Math.max(signOf(leg.right) * (spot - leg.strike), 0);
    profit += unitsOf(leg) * (value - leg.price);
  }
  return profit;
}

/** Change of the profit per 1.00 just above a spot. */
function slopeAbove(legs: readonly Leg[], spot: number): number {
  let slope = 0;
  for (const leg of legs) {
    if (leg.kind === 'shares') slope += leg.shares;
    else if (leg.right === 'call' && leg.strike <= spot) slope += unitsOf(leg);
    else if (leg.right === 'put' && leg.strike > spot) slope -= unitsOf(leg);
  }
  return slope;
}

function kinksOf(legs: readonly Leg[]): Kink[] {
  const strikes = optionLegs(legs).map(({ strike }) => strike);
  const spots = [...new Set([0, ...strikes])].sort((a, b) => a - b);
  const stake = requireAmount(
    legs.reduce((sum, leg) => sum + Math.abs(unitsOf(leg)) * (leg.price + (spots.at(-1) ?? 0)), 0),
  );
  return spots.map((spot) => {
    const profit = requireAmount(profitAt(legs, spot));
    const slope = requireAmount(slopeAbove(legs, spot));
    return { spot, profit: Math.abs(profit) <= ROUNDING * stake ? 0 : profit, slope };
  });
}

function extreme(kinks: readonly Kink[], lastSlope: number, sign: 1 | -1): Extreme {
  if (sign * lastSlope > 0) return { kind: 'unbounded' };
  const best = Math.max(...kinks.map(({ profit }) => sign * profit));
  const reached = kinks.filter(({ profit }) => sign * profit >= best - ROUNDING * Math.abs(best));
  const from = reached[0]?.spot ?? 0;
  const end = reached.at(-1);
  const to = end === kinks.at(-1) && lastSlope === 0 ? Infinity : (end?.spot ?? from);
  return { kind: 'finite', amount: Math.max(best, 0), from, to };
}

function breakEvens(kinks: readonly Kink[]): number[] {
  const found: number[] = [];
  for (const [i, { spot, profit, slope }] of kinks.entries()) {
    const next = kinks[i + 1];
    if (profit === 0) {
      found.push(spot);
      continue;
    }
    const crosses = next === undefined ? profit * slope < 0 : profit * next.profit < 0;
    if (crosses) found.push(requireAmount(Number((spot - profit / slope).toPrecision(SIGNIFICANT_DIGITS))));
  }
  return found;
}

/** The spots from `from` to `to` in equal steps, both included, for a drawing of the payoff. */
export function spotGrid(from: number, to: number, points: number): Float64Array {
  requireAtLeastZero('from', from);
  requireNumber('to', to);
  if (!(Number.isInteger(points) && points >= 2)) throw new QuantError('points', `must be at least 2, got ${points}`);
  return Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}
