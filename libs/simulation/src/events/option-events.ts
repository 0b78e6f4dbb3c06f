import { Decimal } from '@cream/domain';
import type { CashEvent } from '../engine/fill.js';
import type { Instrument } from '../engine/instrument.js';
import { SimulationError } from '../simulation-error.js';

/** Contracts that somebody else exercises before they expire. */
export interface Assignment {
  readonly symbol: string;
  readonly timeMs: number;
  /** At most as many as are short. */
  readonly contracts: number;
}

/** In the money by at least this many USD per unit, a contract is exercised when it expires (OCC Rule 805). */
export const EXERCISE_BY_EXCEPTION = 0.01;

/**
 * USD per unit by which a contract is in the money; negative when it is out of it. Exact: 150.01 lies a cent above 150,
 * which the difference of the two numbers does not.
 */
export function moneyness(option: Instrument, underlyingPrice: number): Decimal {
  const above = new Decimal(underlyingPrice).minus(option.strike);
  return option.series.option?.right === 'PUT' ? above.negated() : above;
}

/**
 * What becomes of open contracts when they expire: those in the money are exercised, or assigned to whoever is short;
 * the others are worthless.
 * @returns the cash of a contract that is settled in cash
 */
export function expire(option: Instrument, underlying: Instrument, timeMs: number): CashEvent | undefined {
  const { units } = option.holding;
  if (units === 0) return undefined;
  const depth = moneyness(option, underlying.mark);
  if (depth.lt(EXERCISE_BY_EXCEPTION)) {
    option.trade(`${option.symbol}/expiry`, -units, 0, 'EXPIRY', { feeMicros: 0 });
    return undefined;
  }
  return deliver(option, underlying, Math.abs(units), timeMs);
}

/**
 * Exercises contracts that are held, or assigns those that are short: they are gone at no price, and the underlying
 * changes hands at the strike, or the difference is paid in cash.
 */
export function deliver(
  option: Instrument,
  underlying: Instrument,
  contracts: number,
  timeMs: number,
): CashEvent | undefined {
  const { units, multiplier } = option.holding;
  const terms = option.series.option;
  if (terms === undefined) throw new SimulationError('symbol', `${option.symbol} is no option`);
  if (underlying.index < 0) throw new SimulationError('series', `has no bar of ${underlying.symbol} yet`);
  const long = units > 0;
  const reason = long ? 'EXERCISE' : 'ASSIGNMENT';
  const id = `${option.symbol}/${reason.toLowerCase()}`;
  option.trade(id, long ? -contracts : contracts, 0, reason, { feeMicros: 0 });
  if (terms.settlement === 'CASH') {
    const paid = new Decimal(long ? contracts : -contracts).times(multiplier).times(moneyness(option, underlying.mark));
    return { kind: 'SETTLEMENT', symbol: option.symbol, amount: paid.toFixed(), timeMs };
  }
  const buys = (terms.right === 'CALL') === long;
  const shares = contracts * multiplier;
  underlying.trade(id, buys ? shares : -shares, option.strike, reason, { feeMicros: 0 });
  return undefined;
}
