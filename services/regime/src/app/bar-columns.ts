import { DomainError } from '@cream/domain';
import type { Bar } from '@cream/proto/market';

/** Prices in USD as floats, oldest first. */
export interface BarColumns {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

type BarNumbers = readonly [high: number, low: number, close: number];

/** Bars never change, and in one process each cycle hands out the same messages: their text is parsed once. */
const KNOWN = new WeakMap<Bar, BarNumbers>();

/**
 * The columns of some bars.
 * @throws DomainError `BAR_MALFORMED` when a bar lacks a price or it is no number
 */
export function barColumns(bars: readonly Bar[]): BarColumns {
  const high = new Float64Array(bars.length);
  const low = new Float64Array(bars.length);
  const close = new Float64Array(bars.length);
  let index = 0;
  for (const bar of bars) {
    const numbers = numbersOf(bar);
    high[index] = numbers[0];
    low[index] = numbers[1];
    close[index] = numbers[2];
    index += 1;
  }
  return { high, low, close };
}

function numbersOf(bar: Bar): BarNumbers {
  const known = KNOWN.get(bar);
  if (known !== undefined) return known;
  const numbers: BarNumbers = [numeric(bar, 'high'), numeric(bar, 'low'), numeric(bar, 'close')];
  KNOWN.set(bar, numbers);
  return numbers;
}

function numeric(bar: Bar, field: 'high' | 'low' | 'close'): number {
  const text = bar[field]?.value ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new DomainError('BAR_MALFORMED', `"${text}" is no number`, `bar.${field}`);
  return value;
}
