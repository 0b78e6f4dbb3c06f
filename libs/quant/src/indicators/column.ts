import { at, type Numbers, requireFinite, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';

const finite = Number.isFinite;

/**
 * The series itself, checked: no copy, because memory that is touched for the first time costs more than the indicator.
 *
 * @throws QuantError naming the first value that is NaN or infinite
 */
export function column(parameter: string, values: Numbers): Numbers {
  const { length } = values;
  const even = length - (length % 4);
  // Four at a time costs half as much as one at a time; `requireFinite` then finds the position.
  for (let i = 0; i < even; i += 4) {
    const a = at(values, i);
    const b = at(values, i + 1);
    const c = at(values, i + 2);
    const d = at(values, i + 3);
    if (!(finite(a) && finite(b) && finite(c) && finite(d))) requireFinite(parameter, values);
  }
  for (let i = even; i < length; i++) {
    if (!finite(at(values, i))) requireFinite(parameter, values);
  }
  return values;
}

/** Like `column`, for prices that are divided by or whose logarithm is taken. */
export function positiveColumn(parameter: string, values: Numbers): Numbers {
  const out = column(parameter, values);
  for (let i = 0; i < out.length; i++) {
    if (!(at(out, i) > 0)) throw new QuantError(parameter, `must be greater than 0, got ${at(out, i)}`, i);
  }
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

/** @throws QuantError when the value is NaN or infinite */
export function requireValue(parameter: string, value: number): void {
  if (!finite(value)) throw new QuantError(parameter, `must be finite, got ${value}`);
}

/** @throws QuantError when the value is not finite or not above 0 */
export function requirePositiveValue(parameter: string, value: number): void {
  requireValue(parameter, value);
  if (!(value > 0)) throw new QuantError(parameter, `must be greater than 0, got ${value}`);
}

/** @throws QuantError when the volume is not finite or negative */
export function requireVolume(volume: number): void {
  requireValue('volume', volume);
  if (volume < 0) throw new QuantError('volume', `must not be negative, got ${volume}`);
}
