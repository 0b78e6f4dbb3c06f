import {
  at,
  held,
  type Numbers,
  requireAbove,
  requireFinite,
  requireHeld,
  requirePositive,
  requireSameLength,
} from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { mean } from '../statistics/statistics.js';

/** Share of the periods in which a position was held; undefined without periods. */
export function exposure(held: readonly boolean[]): number | undefined {
  return held.length === 0 ? undefined : held.filter(Boolean).length / held.length;
}

/** How much of the account is in the market, as ratios of equity. */
export interface Exposures {
  /** (long + size of the short) / equity. */
  readonly gross: number;
  /** (long − size of the short) / equity. */
  readonly net: number;
  readonly long: number;
  /** A positive ratio. */
  readonly short: number;
}

/** Exposures of one moment from the signed market values of the positions; equity above 0. */
export function exposuresOf(marketValues: Numbers, equity: number): Exposures {
  requireFinite('marketValues', marketValues);
  requireAbove('equity', equity, 0);
  let long = 0;
  let short = 0;
  for (let i = 0; i < marketValues.length; i++) {
    const value = at(marketValues, i);
    if (value > 0) long += value;
    else short -= value;
  }
  const [gross, net] = [(long + short) / equity, (long - short) / equity];
  requireHeld('marketValues', [gross, net]);
  return { gross, net, long: long / equity, short: short / equity };
}

/** Trading of a stretch of time, one value a period: money bought for, money sold for, and account value. */
export interface Trading {
  readonly bought: Numbers;
  readonly sold: Numbers;
  readonly equity: Numbers;
}

/**
 * Annual portfolio turnover as US funds report it (SEC Form N-1A, item 13): the lesser of all purchases and all sales /
 * mean account value, × periodsPerYear / periods. 1 says that the account was replaced once. Undefined without periods.
 */
export function turnover(trading: Trading, periodsPerYear: number): number | undefined {
  return traded(trading, periodsPerYear, (bought, sold) => Math.min(bought, sold));
}

/** The same of purchases and sales together: what costs of trading are paid on. */
export function twoSidedTurnover(trading: Trading, periodsPerYear: number): number | undefined {
  return traded(trading, periodsPerYear, (bought, sold) => bought + sold);
}

function traded(
  { bought, sold, equity }: Trading,
  periodsPerYear: number,
  counted: (bought: number, sold: number) => number,
): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  requirePositive('equity', equity);
  requireSameLength('bought', bought, 'equity', equity);
  requireSameLength('sold', sold, 'equity', equity);
  const average = mean(equity);
  if (average === undefined) return undefined;
  return held(((counted(total('bought', bought), total('sold', sold)) / average) * periodsPerYear) / equity.length);
}

function total(parameter: string, amounts: Numbers): number {
  let sum = 0;
  for (let i = 0; i < amounts.length; i++) {
    const amount = at(amounts, i);
    if (!(Number.isFinite(amount) && amount >= 0))
      throw new QuantError(parameter, `must be 0 or more, got ${amount}`, i);
    sum += amount;
  }
  return sum;
}
