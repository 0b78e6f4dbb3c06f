import { requireInteger, requireNumber, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type OptionColumns, requireRepresentable } from './black-scholes.js';
import { blackDeviation, type Search } from './black-volatility.js';
import { requireColumns } from './greeks.js';
import { type OptionTerms, requireTerms, signOf } from './option-input.js';

/**
 * The volatility in a price, or why there is none:
 *
 * - `found`: the volatility and how many steps it took
 * - `below-bound`, `above-bound`: the price is an arbitrage; no volatility gives less (more) than `bound`
 * - `no-solution`: the price is at its bound to within rounding, so that every small (great) enough volatility gives it,
 *   or the option has expired and has no volatility left
 * - `not-converged`: the steps allowed were too few; `volatility` is the last one
 */
export type ImpliedVolatility =
  | { readonly kind: 'found'; readonly volatility: number; readonly steps: number }
  | { readonly kind: 'below-bound' | 'above-bound'; readonly bound: number }
  | { readonly kind: 'no-solution'; readonly reason: 'expired' | 'no-time-value' | 'at-upper-bound' }
  | { readonly kind: 'not-converged'; readonly volatility: number; readonly steps: number };

/** Far more than any price takes: two to five is usual, eleven the most seen. */
const DEFAULT_STEPS = 64;
/** How close to a bound a price is on it, relative to the greater of the discounted forward and strike. */
const ON_BOUND = 4 * Number.EPSILON;

/** Below this a double keeps fewer and fewer digits, and at last none. */
const SMALLEST_VALUE = 1e-300;

/** What stands in the `status` column of `impliedVolatilityColumns`, by its number. */
export const IMPLIED_STATUS = [
  'found',
  'below-bound',
  'above-bound',
  'expired',
  'no-time-value',
  'at-upper-bound',
  'not-converged',
] as const;
const [FOUND, BELOW, ABOVE, EXPIRED, NO_TIME_VALUE, AT_UPPER_BOUND, NOT_CONVERGED] = [0, 1, 2, 3, 4, 5, 6] as const;

interface Outcome extends Search {
  status: number;
  bound: number;
}

/**
 * The volatility at which `blackScholes` gives `price`, a ratio per year; for a European option. Wherever a small change
 * of volatility changes the price at all it is right to about the last digit of the price.
 * @throws QuantError for terms or a price no volatility can be computed from, as `blackScholes`
 */
export function impliedVolatility(terms: OptionTerms, price: number, maximumSteps = DEFAULT_STEPS): ImpliedVolatility {
  requireTerms(terms);
  requireNumber('price', price);
  requireInteger('maximumSteps', maximumSteps, 1);
  const outcome: Outcome = { status: FOUND, bound: 0, steps: 0, converged: true };
  const { spot, strike, years, rate, dividendYield } = terms;
  const sign = signOf(terms.right);
  const volatility = solve(sign, price, spot, strike, years, rate, dividendYield, maximumSteps, outcome);
  const { steps, bound } = outcome;
  switch (outcome.status) {
    case FOUND:
      return { kind: 'found', volatility, steps };
    case BELOW:
      return { kind: 'below-bound', bound };
    case ABOVE:
      return { kind: 'above-bound', bound };
    case NOT_CONVERGED:
      return { kind: 'not-converged', volatility, steps };
    default:
      return { kind: 'no-solution', reason: IMPLIED_STATUS[outcome.status] as 'expired' };
  }
}

/** Columns of options and their prices; equal positions belong to one option. */
export type PricedColumns = Omit<OptionColumns, 'volatility'> & { readonly price: ArrayLike<number> };

/**
 * Implied volatilities of many options at once, written into `volatility`; `status` receives the position in
 * `IMPLIED_STATUS` that tells whether there is one. Where there is none the volatility is 0 and means nothing. Allocates
 * nothing; returns how many were found.
 * @throws QuantError naming column and position of an input no volatility can be computed from
 */
export function impliedVolatilityColumns(columns: PricedColumns, volatility: Float64Array, status: Uint8Array): number {
  const { sign, price, spot, strike, years, rate, dividendYield } = columns;
  requireColumns({ sign, spot, strike, years, volatility: years, rate, dividendYield });
  requireSameLength('price', price, 'spot', spot);
  requireSameLength('volatility', volatility, 'spot', spot);
  requireSameLength('status', status, 'spot', spot);
  const outcome: Outcome = { status: FOUND, bound: 0, steps: 0, converged: true };
  let found = 0;
  for (let i = 0; i < spot.length; i++) {
    const value = price[i] as number;
    if (!(Math.abs(value) < Infinity)) throw new QuantError('price', `must be finite, got ${value}`, i);
    const result = solve(
      sign[i] as number,
      value,
      spot[i] as number,
      strike[i] as number,
      years[i] as number,
      rate[i] as number,
      dividendYield[i] as number,
      DEFAULT_STEPS,
      outcome,
    );
    status[i] = outcome.status;
    if (outcome.status === FOUND) found++;
    volatility[i] = outcome.status === FOUND ? result : 0;
  }
  return found;
}

function solve(
  sign: number,
  price: number,
  spot: number,
  strike: number,
  years: number,
  rate: number,
  dividendYield: number,
  maximumSteps: number,
  outcome: Outcome,
): number {
  const asset = spot * Math.exp(-dividendYield * years);
  const cash = strike * Math.exp(-rate * years);
  requireRepresentable(spot / strike, asset, cash);
  const lower = Math.max(sign * (asset - cash), 0);
  const upper = sign > 0 ? asset : cash;
  const rounding = ON_BOUND * Math.max(asset, cash);
  outcome.steps = 0;
  outcome.status = bounded(price, lower, upper, lower > 0 ? rounding : 0, years);
  outcome.bound = outcome.status === BELOW ? lower : upper;
  if (outcome.status !== FOUND) return 0;

  // Of the two options that parity ties together the one out of the money has no intrinsic value to blur its price.
  const root = Math.sqrt(asset * cash);
  const moneyness = -Math.abs(Math.log(spot / strike) + (rate - dividendYield) * years);
  const value = (price - lower) / root;
  if (value < SMALLEST_VALUE) {
    outcome.status = NO_TIME_VALUE;
    return 0;
  }
  if (!(value < Math.exp(0.5 * moneyness))) {
    outcome.status = AT_UPPER_BOUND;
    return 0;
  }
  const deviation = blackDeviation(moneyness, value, maximumSteps, outcome);
  if (!outcome.converged) outcome.status = NOT_CONVERGED;
  return deviation / Math.sqrt(years);
}

function bounded(price: number, lower: number, upper: number, rounding: number, years: number): number {
  if (price < lower - rounding) return BELOW;
  if (price > upper * (1 + ON_BOUND)) return ABOVE;
  if (years === 0) return EXPIRED;
  if (price <= lower + rounding) return NO_TIME_VALUE;
  return price < upper * (1 - ON_BOUND) ? FOUND : AT_UPPER_BOUND;
}
