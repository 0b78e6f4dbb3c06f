import { requireInteger, requireNumber } from '../numbers.js';
import { type AmericanSettings, americanOption } from './american.js';
import { type ImpliedVolatility, impliedVolatility } from './implied-volatility.js';
import { type OptionTerms, requireTerms } from './option-input.js';

const DEFAULT_STEPS = 60;
/** Volatilities are told apart to this. */
const CLOSE_ENOUGH = 1e-9;
/** Prices this close, as a share of them, are one. */
const SAME = 1e-13;
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
  // Where early exercise is worth nothing it is that volatility.
  if (Math.abs(above) <= SAME * price) return { kind: 'found', volatility: high, steps: 1 };
  if (above < 0) {
    high = LARGEST_VOLATILITY;
    above = valueAt(high) - price;
    if (above < 0) return { kind: 'no-solution', reason: 'at-upper-bound' };
  }
  return search(valueAt, price, high, lower - price, above, maximumSteps);
}

/**
 * T. R. Chandrupatla's hybrid (Advances in Engineering Software 28, 1997): inverse quadratic interpolation where three
 * points allow it and halving where they do not, as over the small volatilities at which an option is worth nothing.
 */
function search(
  valueAt: (volatility: number) => number,
  price: number,
  highest: number,
  atLowest: number,
  atHighest: number,
  maximumSteps: number,
): ImpliedVolatility {
  // The newest point, the other end of the bracket, and the point that was dropped last.
  let [a, b, c] = [highest, 0, 0];
  let [fa, fb, fc] = [atHighest, atLowest, atLowest];
  let share = 0.5;
  for (let steps = 1; steps <= maximumSteps; steps++) {
    const guess = a + share * (b - a);
    const error = valueAt(guess) - price;
    if (Math.abs(error) <= SAME * price) return { kind: 'found', volatility: guess, steps };
    if (error > 0 === fa > 0) [c, fc] = [a, fa];
    else [c, b, fc, fb] = [b, a, fb, fa];
    [a, fa] = [guess, error];
    const narrowest = CLOSE_ENOUGH / Math.abs(b - a);
    if (narrowest > 0.5) return { kind: 'found', volatility: Math.abs(fa) < Math.abs(fb) ? a : b, steps };
    const place = (a - b) / (c - b);
    const height = (fa - fb) / (fc - fb);
    const trusted = height * height < place && (1 - height) ** 2 < 1 - place;
    const quadratic = (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb);
    share = trusted ? Math.min(Math.max(quadratic, narrowest), 1 - narrowest) : 0.5;
  }
  return { kind: 'not-converged', volatility: a, steps: maximumSteps };
}
