import { at, type Numbers, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type GREEK_NAMES, GREEKS_WIDTH, type OptionColumns, writeGreeks } from './black-scholes.js';
import { DAYS_PER_YEAR, type OptionInput, requireOption, signOf } from './option-input.js';

/** A value and its derivatives, per unit of the underlying, in the units of the function that made them. */
export type Greeks = Readonly<Record<(typeof GREEK_NAMES)[number], number>>;

/** Columns of one option and its row, written anew by every call, so that a single option needs no memory but its result. */
const single = {
  sign: new Int8Array(1),
  spot: new Float64Array(1),
  strike: new Float64Array(1),
  years: new Float64Array(1),
  volatility: new Float64Array(1),
  rate: new Float64Array(1),
  dividendYield: new Float64Array(1),
};
const singleRow = new Float64Array(GREEKS_WIDTH);

/**
 * Value and Greeks after Black, Scholes and Merton as they are quoted, per unit of the underlying:
 *
 * - `delta`, `gamma`, `speed`: change of value, delta and gamma per 1.00 of the spot
 * - `theta`, `charm`, `color`: change of value, delta and gamma per calendar day that passes
 * - `vega`, `vanna`, `zomma`: change of value, delta and gamma per 1 % point of volatility; `vomma`: of vega, likewise
 * - `rho`, `dividendRho`: change of value per 1 % point of the rate, of the dividend yield
 *
 * Undefined where no derivative exists: no time or no volatility left and the forward exactly at the strike.
 * @throws QuantError as `blackScholes`
 */
export function greeks(option: OptionInput): Greeks | undefined {
  const raw = greeksPerUnit(option);
  return raw === undefined ? undefined : quoted(raw);
}

/**
 * The same as plain partial derivatives: theta, charm and color per year that passes (the derivative with respect to the
 * time to expiry with its sign turned), all others per 1.00 of the variable. Formulas: E. G. Haug, "The Complete Guide to
 * Option Pricing Formulas", 2nd edition, chapter 2.
 */
export function greeksPerUnit(option: OptionInput): Greeks | undefined {
  requireOption(option);
  single.sign[0] = signOf(option.right);
  single.spot[0] = option.spot;
  single.strike[0] = option.strike;
  single.years[0] = option.years;
  single.volatility[0] = option.volatility;
  single.rate[0] = option.rate;
  single.dividendYield[0] = option.dividendYield;
  return writeGreeks(singleRow, 0, single, 0) ? read(singleRow, 0) : undefined;
}

/**
 * Turns plain partial derivatives into the units of `greeks`: time passes by the calendar day, 365 to the year, and
 * volatilities, rates and yields move by the percentage point.
 */
export function quoted(perUnit: Greeks): Greeks {
  return {
    price: perUnit.price,
    delta: perUnit.delta,
    gamma: perUnit.gamma,
    vega: perUnit.vega / 100,
    theta: perUnit.theta / DAYS_PER_YEAR,
    rho: perUnit.rho / 100,
    dividendRho: perUnit.dividendRho / 100,
    vanna: perUnit.vanna / 100,
    charm: perUnit.charm / DAYS_PER_YEAR,
    vomma: perUnit.vomma / 10_000,
    speed: perUnit.speed,
    color: perUnit.color / DAYS_PER_YEAR,
    zomma: perUnit.zomma / 100,
  };
}

/**
 * Values and raw Greeks (`greeksPerUnit`) of many options at once: `GREEKS_WIDTH` numbers an option, in the order of
 * `GREEK_NAMES`, written into `out`, which is returned. Allocates nothing when `out` is given.
 * @throws QuantError naming column and position of an input no value can be computed from, or of an option at the kink
 *   of its payoff, which has no Greeks
 */
export function greeksColumns(
  columns: OptionColumns,
  out: Float64Array = new Float64Array(columns.spot.length * GREEKS_WIDTH),
): Float64Array {
  requireColumns(columns);
  const count = columns.spot.length;
  if (out.length < count * GREEKS_WIDTH) {
    throw new QuantError('out', `has room for ${out.length} numbers, needs ${count * GREEKS_WIDTH}`);
  }
  for (let i = 0; i < count; i++) {
    if (!writeGreeks(out, i * GREEKS_WIDTH, columns, i)) {
      throw new QuantError('strike', 'is the forward with no time or volatility left, where there are no Greeks', i);
    }
  }
  return out;
}

/** Reads option `index` out of the result of `greeksColumns`. */
export function greeksAt(out: Numbers, index: number): Greeks {
  const start = index * GREEKS_WIDTH;
  if (!(Number.isInteger(index) && index >= 0 && start + GREEKS_WIDTH <= out.length)) {
    throw new QuantError('index', `${index} lies outside of ${out.length / GREEKS_WIDTH} options`);
  }
  return read(out, start);
}

/** A row as `writeGreeks` writes it, in the order of `GREEK_NAMES`. */
function read(row: Numbers, start: number): Greeks {
  return {
    price: at(row, start),
    delta: at(row, start + 1),
    gamma: at(row, start + 2),
    vega: at(row, start + 3),
    theta: at(row, start + 4),
    rho: at(row, start + 5),
    dividendRho: at(row, start + 6),
    vanna: at(row, start + 7),
    charm: at(row, start + 8),
    vomma: at(row, start + 9),
    speed: at(row, start + 10),
    color: at(row, start + 11),
    zomma: at(row, start + 12),
  };
}

/** @throws QuantError naming column and position of what no value can be computed from */
export function requireColumns(columns: OptionColumns): void {
  const { sign, spot, strike, years, volatility, rate, dividendYield } = columns;
  for (const [name, column] of Object.entries(columns)) requireSameLength(name, column, 'spot', spot);
  for (let i = 0; i < spot.length; i++) {
    const s = sign[i] as number;
    if (s !== 1 && s !== -1) throw new QuantError('sign', `must be 1 or -1, got ${s}`, i);
    requireBetween('spot', spot[i] as number, i, Number.MIN_VALUE);
    requireBetween('strike', strike[i] as number, i, Number.MIN_VALUE);
    requireBetween('years', years[i] as number, i, 0);
    requireBetween('volatility', volatility[i] as number, i, 0);
    requireBetween('rate', rate[i] as number, i, -Number.MAX_VALUE);
    requireBetween('dividendYield', dividendYield[i] as number, i, -Number.MAX_VALUE);
  }
}

function requireBetween(parameter: string, value: number, index: number, minimum: number): void {
  if (value >= minimum && value <= Number.MAX_VALUE) return;
  const wanted = minimum === 0 ? ' and at least 0' : minimum > 0 ? ' and greater than 0' : '';
  throw new QuantError(parameter, `must be finite${wanted}, got ${value}`, index);
}
