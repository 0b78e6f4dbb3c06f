import { requireInteger, requireNumber } from '../numbers.js';
import { type AmericanSettings, americanOption } from './american.js';
import { type ImpliedVolatility, impliedVolatility } from './implied-volatility.js';
import { type OptionTerms, requireTerms } from './option-input.js';

const DEFAULT_STEPS = 60;
/** Volatilities are told apart to this. */
const CLOSE_ENOUGH = 1e-9;
/** No price of a traded option asks for more. */
const LARGEST_VOLATILITY = 32;
const ON_BOUND = 1e-12;

/**
 * The volatility at which `americanOption` gives `price`, or why there is none, as `impliedVolatility` says it. A price
 * at what exercising now brings tells no volatility: every small enough one gives it.
 * @throws QuantError as `americanOption`
 */
export function americanImpliedVolatility(
  terms: OptionTerms,
  price: number,
  settings: AmericanSettings = {},
  maximumSteps = DEFAULT_STEPS,
): ImpliedVolatility {
  requireTerms(terms);
  requireNumber('price', price);
  requireInteger('maximumSteps', maximumSteps, 1);
  const valueAt = (volatility: number): number => americanOption({ ...terms, volatility }, settings).value;
  const { spot, strike, years, rate, dividendYield } = terms;
  const lower = valueAt(0);
  const highest =
    terms.right === 'call'
      ? spot * Math.exp(Math.max(-dividendYield * years, 0))
      : strike * Math.exp(Math.max(-rate * years, 0));
  if (price < lower * (1 - ON_BOUND)) return { kind: 'below-bound', bound: lower };
  if (price > highest) return { kind: 'above-bound', bound: highest };
  if (years === 0) return { kind: 'no-solution', reason: 'expired' };
  if (price <= lower * (1 + ON_BOUND)) return { kind: 'no-solution', reason: 'no-time-value' };

  // The European volatility is the larger one, since the American option is worth more at each.
  const european = impliedVolatility(terms, price);
  let high = european.kind === 'found' ? european.volatility : LARGEST_VOLATILITY;
  let above = valueAt(high) - price;
  if (above < 0) {
    high = LARGEST_VOLATILITY;
    above = valueAt(high) - price;
    if (above < 0) return { kind: 'no-solution', reason: 'at-upper-bound' };
  }
  return search(valueAt, price, high, lower - price, above, maximumSteps);
}

/** The Illinois form of false position: a bracket at every step, and faster than halving it. */
function search(
  valueAt: (volatility: number) => number,
  price: number,
  highest: number,
  atLowest: number,
  atHighest: number,
  maximumSteps: number,
): ImpliedVolatility {
  let [low, high, below, above] = [0, highest, atLowest, atHighest];
  for (let steps = 1; steps <= maximumSteps; steps++) {
    const guess = high - (above * (high - low)) / (above - below);
    const middle = steps % 4 === 0 || !(guess > low && guess < high) ? 0.5 * (low + high) : guess;
    const error = valueAt(middle) - price;
    if (high - low < CLOSE_ENOUGH || Math.abs(error) <= 1e-13 * price) {
      return { kind: 'found', volatility: middle, steps };
    }
    if (error < 0) {
      [low, below] = [middle, error];
      above *= 0.5;
    } else {
      [high, above] = [middle, error];
      below *= 0.5;
    }
  }
  return { kind: 'not-converged', volatility: 0.5 * (low + high), steps: maximumSteps };
}
