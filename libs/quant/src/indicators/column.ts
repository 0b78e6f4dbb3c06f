import { at, LARGEST, type Numbers, requireAbove, requireSameLength, SMALLEST } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** False for NaN too. */
const usable = (value: number): boolean => Math.abs(value) <= LARGEST;

/**
 * The series itself, checked: no copy, because memory that is touched for the first time costs more than the indicator.
 *
 * @throws QuantError naming the first value that is NaN, infinite or beyond ±1e100
 */
export function column(parameter: string, values: Numbers): Numbers {
  const { length } = values;
  const even = length - (length % 4);
  // Four at a time costs half as much as one at a time; `refuse` then finds the position.
  for (let i = 0; i < even; i += 4) {
    const a = at(values, i);
    const b = at(values, i + 1);
    const c = at(values, i + 2);
    const d = at(values, i + 3);
    if (!(usable(a) && usable(b) && usable(c) && usable(d))) refuse(parameter, values);
  }
  for (let i = even; i < length; i++) {
    if (!usable(at(values, i))) refuse(parameter, values);
  }
  return values;
}

function refuse(parameter: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) requireUsable(parameter, at(values, i), i);
}

function requireUsable(parameter: string, value: number, index?: number): void {
  if (usable(value)) return;
  const rule = Number.isFinite(value) ? `lie within ±${LARGEST}` : 'be finite';
  throw new QuantError(parameter, `must ${rule}, got ${value}`, index);
}

function requireAboveNothing(parameter: string, value: number, index?: number): void {
  if (value >= SMALLEST) return;
  throw new QuantError(
    parameter,
    `must be ${value > 0 ? `at least ${SMALLEST}` : 'greater than 0'}, got ${value}`,
    index,
  );
}

/** Like `column`, for prices that are divided by or whose logarithm is taken. */
export function positiveColumn(parameter: string, values: Numbers): Numbers {
  const out = column(parameter, values);
  for (let i = 0; i < out.length; i++) requireAboveNothing(parameter, at(out, i), i);
  return out;
}

/** Like `column`, for volumes. */
export function volumeColumn(volume: Numbers): Numbers {
  const out = column('volume', volume);
  for (let i = 0; i < out.length; i++) {
    if (at(out, i) < 0) throw new QuantError('volume', `must not be negative, got ${at(out, i)}`, i);
  }
  return out;
}

export interface RangeColumns {
  readonly high: Numbers;
  readonly low: Numbers;
}

export interface BarColumns extends RangeColumns {
  readonly close: Numbers;
}

/** High and low of equal length, checked. */
export function rangeColumns(high: Numbers, low: Numbers): RangeColumns {
  requireSameLength('low', low, 'high', high);
  return { high: column('high', high), low: column('low', low) };
}

/** High, low and close of equal length, checked. */
export function barColumns(high: Numbers, low: Numbers, close: Numbers): BarColumns {
  requireSameLength('close', close, 'high', high);
  return { ...rangeColumns(high, low), close: column('close', close) };
}

/** One value given to a stream. Checked before any state changes, so that a refused value can be left out. */
export function requireBar(high: number, low: number, close: number): void {
  requireValue('high', high);
  requireValue('low', low);
  requireValue('close', close);
}

/** @throws QuantError when the value is NaN, infinite or beyond ±1e100 */
export function requireValue(parameter: string, value: number): void {
  requireUsable(parameter, value);
}

/** @throws QuantError when the value is not one `requireValue` takes, or not above 0 */
export function requirePositiveValue(parameter: string, value: number): void {
  requireUsable(parameter, value);
  requireAboveNothing(parameter, value);
}

/** @throws QuantError when a factor or a rate is not above 0, or so large that no result of it is a number */
export function requireFactor(parameter: string, value: number): void {
  requireAbove(parameter, value, 0);
  requireUsable(parameter, value);
}

/** @throws QuantError when the volume is not finite or negative */
export function requireVolume(volume: number): void {
  requireValue('volume', volume);
  if (volume < 0) throw new QuantError('volume', `must not be negative, got ${volume}`);
}
