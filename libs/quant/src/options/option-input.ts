import { requireAbove, requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';

export type OptionRight = 'call' | 'put';

/**
 * What an option's value depends on. Rates are continuously compounded and per year, as is the dividend yield; the
 * volatility is that of a year of log returns; all are ratios (0.05 is five percent).
 *
 * `years` is the time to expiry under whatever day count the volatility and the rate are quoted in. `yearsBetween` gives
 * the market's usual one for US options, actual days over 365.
 */
export interface OptionInput {
  readonly right: OptionRight;
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
  readonly rate: number;
  readonly dividendYield: number;
}

/** An option whose volatility is what is asked for. */
export type OptionTerms = Omit<OptionInput, 'volatility'>;

export const DAYS_PER_YEAR = 365;
const DAY_MS = 86_400_000;

/** Years between two instants in epoch milliseconds, actual/365 (fixed); 0 once the later one has passed. */
export function yearsBetween(fromMs: number, toMs: number): number {
  requireNumber('fromMs', fromMs);
  requireNumber('toMs', toMs);
  return Math.max(toMs - fromMs, 0) / (DAY_MS * DAYS_PER_YEAR);
}

/** A continuously compounded rate from one compounded `timesPerYear` times a year: n·ln(1 + r / n). */
export function continuousRate(rate: number, timesPerYear = 1): number {
  requireAbove('timesPerYear', timesPerYear, 0);
  requireAbove('rate', rate, -timesPerYear);
  return timesPerYear * Math.log1p(rate / timesPerYear);
}

/** +1 for a call and −1 for a put, the sign with which the spot enters the value. */
export function signOf(right: OptionRight): 1 | -1 {
  if (right === 'call') return 1;
  if (right === 'put') return -1;
  throw new QuantError('right', `must be "call" or "put", got ${String(right)}`);
}

/** @throws QuantError naming the parameter from which no value can be computed */
export function requireTerms(terms: OptionTerms): void {
  signOf(terms.right);
  requireAbove('spot', terms.spot, 0);
  requireAbove('strike', terms.strike, 0);
  requireAtLeastZero('years', terms.years);
  requireNumber('rate', terms.rate);
  requireNumber('dividendYield', terms.dividendYield);
}

/** @throws QuantError like `requireTerms`, and for a volatility below 0 */
export function requireOption(option: OptionInput): void {
  requireTerms(option);
  requireAtLeastZero('volatility', option.volatility);
}

export function requireAtLeastZero(parameter: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new QuantError(parameter, `must be finite and at least 0, got ${value}`);
  }
}

/** Passes a result on. @throws QuantError where finite inputs give more than a number can hold */
export function requireWithinNumbers(value: number, index?: number): number {
  if (Math.abs(value) < Infinity) return value;
  throw new QuantError('option', 'has a value or a Greek beyond what a number can hold', index);
}

/** What is received by exercising now: never below 0. */
export function intrinsicValue(right: OptionRight, spot: number, strike: number): number {
  return Math.max(signOf(right) * (spot - strike), 0);
}

/**
 * Whether an American option may be worth exercising early. A call saves its dividends and pays interest on the strike by
 * it, a put the other way round. `never` where nothing is saved and more is paid; `one-boundary` where exercise is due on
 * one side of a boundary and nothing negative is paid; `two-boundaries` for the rest, with negative rates or yields.
 */
export function earlyExercise({
  right,
  rate,
  dividendYield,
}: OptionInput): 'never' | 'one-boundary' | 'two-boundaries' {
  const [saved, paid] = right === 'call' ? [dividendYield, rate] : [rate, dividendYield];
  if (saved <= 0 && saved <= paid) return 'never';
  return paid >= 0 ? 'one-boundary' : 'two-boundaries';
}

/**
 * False for an American option that is never exercised early.
 * @throws QuantError for one with two boundaries, which the closed approximations do not know
 */
export function exercisedEarly(option: OptionInput): boolean {
  const boundaries = earlyExercise(option);
  if (boundaries !== 'two-boundaries') return boundaries === 'one-boundary';
  const parameter = option.right === 'call' ? 'rate' : 'dividendYield';
  throw new QuantError(parameter, `below 0 is beyond this approximation, use americanOption; got ${option[parameter]}`);
}
