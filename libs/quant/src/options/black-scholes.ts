import { QuantError } from '../quant-error.js';
import { gaussian, INVERSE_SQRT_TWO_PI, normalCdf, normalCdfFrom } from '../statistics/normal-distribution.js';
import { type OptionInput, requireOption, requireWithinNumbers, signOf } from './option-input.js';

/**
 * Value of a European option after Black, Scholes and Merton (1973) with a continuous dividend yield; per unit of the
 * underlying, in its currency. At expiry or with no volatility it is the discounted intrinsic value of the forward.
 * @throws QuantError for a spot or strike that is not above 0, a negative time or volatility, and what is not finite or
 *   gives more than a number can hold
 */
export function blackScholes(option: OptionInput): number {
  requireOption(option);
  const { spot, strike, years, volatility, rate, dividendYield } = option;
  const sign = signOf(option.right);
  const asset = spot * Math.exp(-dividendYield * years);
  const cash = strike * Math.exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  requireRepresentable(spot / strike, asset, cash);
  if (deviation < NO_DEVIATION) return Math.max(sign * (asset - cash), 0);
  const d1 = (Math.log(spot / strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
  const value = sign * (asset * normalCdf(sign * d1) - cash * normalCdf(sign * (d1 - deviation)));
  // The difference of two equal numbers may come out as −1e-17.
  return Math.max(requireWithinNumbers(value), 0);
}

/** Deviations of the log price below this are none: no two distinct doubles are that close. */
const NO_DEVIATION = 1e-100;
/** From so many deviations on the normal density is 0 beside anything else. */
const FAR = 38;

/** Columns of options to be valued together; equal positions belong to one option. Units as in `OptionInput`. */
export interface OptionColumns {
  /** +1 for a call, −1 for a put. */
  readonly sign: ArrayLike<number>;
  readonly spot: ArrayLike<number>;
  readonly strike: ArrayLike<number>;
  readonly years: ArrayLike<number>;
  readonly volatility: ArrayLike<number>;
  readonly rate: ArrayLike<number>;
  readonly dividendYield: ArrayLike<number>;
}

/** Numbers `writeGreeks` writes for an option, in the order of `GREEK_NAMES`. */
export const GREEKS_WIDTH = 13;
export const GREEK_NAMES = [
  'price',
  'delta',
  'gamma',
  'vega',
  'theta',
  'rho',
  'dividendRho',
  'vanna',
  'charm',
  'vomma',
  'speed',
  'color',
  'zomma',
] as const;

/**
 * Writes the value and all derivatives of option `index` into `out` from `offset`, in their raw units (see
 * `greeksPerUnit`), and allocates nothing. The columns are taken to be valid: `requireColumns` checks them.
 *
 * False, with only the value written, where there are no derivatives: no time or no volatility left and the forward
 * exactly at the strike, the kink of the payoff.
 * @throws QuantError where finite inputs give more than a number can hold
 */
export function writeGreeks(out: Float64Array, offset: number, columns: OptionColumns, index: number): boolean {
  const sign = columns.sign[index] as number;
  const spot = columns.spot[index] as number;
  const strike = columns.strike[index] as number;
  const years = columns.years[index] as number;
  const volatility = columns.volatility[index] as number;
  const rate = columns.rate[index] as number;
  const dividendYield = columns.dividendYield[index] as number;

  const carry = (rate - dividendYield) * years;
  const growth = Math.exp(-dividendYield * years);
  const asset = spot * growth;
  const cash = strike * Math.exp(-rate * years);
  const root = Math.sqrt(years);
  const deviation = volatility * root;
  const moneyness = spot / strike;
  requireRepresentable(moneyness, asset, cash, index);
  if (deviation < NO_DEVIATION) {
    const value = sign * (asset - cash);
    const exercised = value > 0 ? sign : 0;
    writeLinear(out, offset, growth * exercised, asset * exercised, cash * exercised, years, rate, dividendYield);
    requireRow(out, offset, index);
    return value !== 0;
  }

  const d1 = (Math.log(moneyness) + carry) / deviation + 0.5 * deviation;
  const d2 = d1 - deviation;
  if (Math.abs(d1) > FAR) {
    const n = sign * normalCdf(sign * d1);
    writeLinear(out, offset, growth * n, asset * n, cash * sign * normalCdf(sign * d2), years, rate, dividendYield);
    requireRow(out, offset, index);
    return true;
  }
  const gaussian1 = gaussian(d1);
  // asset·φ(d1) = cash·φ(d2) saves the second exponential.
  const n1 = normalCdfFrom(sign * d1, gaussian1);
  const n2 = Math.abs(d2) > FAR ? normalCdf(sign * d2) : normalCdfFrom(sign * d2, (gaussian1 * asset) / cash);

  const assetPart = sign * asset * n1;
  const cashPart = sign * cash * n2;
  const density = growth * INVERSE_SQRT_TWO_PI * gaussian1;
  const inverseSpread = 1 / (spot * deviation);
  const gamma = density * inverseSpread;
  const vega = spot * density * root;
  const delta = sign * growth * n1;
  // 2(r − q)T − d2·σ√T, over 2Tσ√T: how fast d1 drifts as time passes, with its sign turned.
  const drift = (2 * carry - d2 * deviation) / (2 * years * deviation);
  const price = assetPart - cashPart;

  out[offset] = Math.max(price, 0);
  out[offset + 1] = delta;
  out[offset + 2] = gamma;
  out[offset + 3] = vega;
  out[offset + 4] = dividendYield * assetPart - rate * cashPart - (0.5 * vega * volatility) / years;
  out[offset + 5] = years * cashPart;
  out[offset + 6] = -years * assetPart;
  out[offset + 7] = (-density * d2) / volatility;
  out[offset + 8] = dividendYield * delta - density * drift;
  out[offset + 9] = (vega * d1 * d2) / volatility;
  out[offset + 10] = (-gamma / spot) * (d1 / deviation + 1);
  out[offset + 11] = gamma * (dividendYield + 0.5 / years + drift * d1);
  out[offset + 12] = (gamma * (d1 * d2 - 1)) / volatility;
  requireRow(out, offset, index);
  return true;
}

/** One addition after another is the cheapest way to ask whether all of them are numbers. */
function requireRow(out: Float64Array, offset: number, index: number): void {
  let sum = 0;
  for (let k = offset; k < offset + GREEKS_WIDTH; k++) sum += out[k] as number;
  requireWithinNumbers(sum, index);
}

/** Where the density is nothing the value is a position in the asset and in cash, and every other derivative is 0. */
function writeLinear(
  out: Float64Array,
  offset: number,
  delta: number,
  assetPart: number,
  cashPart: number,
  years: number,
  rate: number,
  dividendYield: number,
): void {
  out.fill(0, offset, offset + GREEKS_WIDTH);
  out[offset] = Math.max(assetPart - cashPart, 0);
  out[offset + 1] = delta;
  out[offset + 4] = dividendYield * assetPart - rate * cashPart;
  out[offset + 5] = years * cashPart;
  out[offset + 6] = -years * assetPart;
  out[offset + 8] = dividendYield * delta;
}

/** Ratios and discounted amounts outside of what a double can hold would come out as NaN further on. */
export function requireRepresentable(moneyness: number, asset: number, cash: number, index?: number): void {
  if (!(moneyness > 0 && moneyness < Infinity)) {
    throw new QuantError('strike', 'is too far from the spot for a ratio of the two', index);
  }
  if (!(asset < Infinity && cash < Infinity)) {
    throw new QuantError('rate', 'and dividendYield discount to more than a number can hold', index);
  }
}
