import { blackScholes } from './black-scholes.js';
import type { Greeks } from './greeks.js';
import { type Leg, type OptionLeg, requireAmount, requireLegs } from './legs.js';
import { intrinsicValue, requireAtLeastZero } from './option-input.js';
import { costOf } from './payoff.js';

/** A leg's Greeks per unit of the underlying, and how much of it is held. */
export interface GreekLeg<Name extends keyof Greeks> {
  /** Undefined when unknown. */
  readonly greeks: Readonly<Record<Name, number>> | undefined;
  /** Above 0 bought, below 0 sold. */
  readonly contracts: number;
  readonly multiplier: number;
}

/**
 * Greeks of a position: the sum over its legs of contracts × multiplier × the leg's Greek, and of its shares, which have a
 * delta of 1. Units are those of the legs' Greeks times units of the underlying. Undefined when those of any leg are: a
 * partial sum would be a smaller risk than the real one.
 * @throws QuantError where a leg's size or Greek is no finite number
 */
export function positionGreeks<Name extends keyof Greeks>(
  names: readonly Name[],
  legs: readonly GreekLeg<Name>[],
  shares = { quantity: 0, price: 0 },
): Record<Name, number> | undefined {
  const total = {} as Record<Name, number>;
  for (const name of names) {
    total[name] = name === 'delta' ? shares.quantity : name === 'price' ? shares.quantity * shares.price : 0;
  }
  for (const { greeks, contracts, multiplier } of legs) {
    if (greeks === undefined) return undefined;
    for (const name of names) total[name] += contracts * multiplier * greeks[name];
  }
  for (const name of names) requireAmount(total[name]);
  return total;
}

/** What the value of an option before its expiry depends on, besides spot and time. */
export interface ValuationInputs {
  readonly rate: number;
  readonly dividendYield: number;
  /** Annual volatility of a leg's option. */
  readonly volatilityOf: (leg: OptionLeg) => number;
  /** Years from `at` to a leg's expiry; 0 or less once it has passed. */
  readonly yearsTo: (expiry: number) => number;
}

/**
 * Profit of a position at a time before the last of its expiries, by `blackScholes`: for calendars and for any position on
 * the way to expiry. A leg that has expired counts with its intrinsic value at `spot`.
 * @throws QuantError for a leg or an input nothing can be computed from
 */
export function theoreticalProfit(legs: readonly Leg[], spot: number, inputs: ValuationInputs): number {
  requireLegs(legs);
  requireAtLeastZero('spot', spot);
  let value = 0;
  for (const leg of legs) {
    if (leg.kind === 'shares') value += leg.shares * spot;
    else value += leg.contracts * leg.multiplier * optionValue(leg, spot, inputs);
  }
  return requireAmount(value - costOf(legs));
}

function optionValue(leg: OptionLeg, spot: number, inputs: ValuationInputs): number {
  const { right, strike, expiry } = leg;
  const years = inputs.yearsTo(expiry);
  if (years <= 0) return intrinsicValue(right, spot, strike);
  const { rate, dividendYield } = inputs;
  return blackScholes({ right, spot, strike, years, volatility: inputs.volatilityOf(leg), rate, dividendYield });
}
