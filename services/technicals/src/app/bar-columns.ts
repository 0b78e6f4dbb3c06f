import { DomainError } from '@cream/domain';
import type { Bar } from '@cream/proto/market';

/** What statistics need of bars, as floats, oldest first. Prices in USD. */
export interface BarColumns {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Undefined when some bar says no volume: an average over the others would be of another series. */
  readonly volume: Float64Array | undefined;
}

interface BarNumbers {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | undefined;
}

/** Bars never change, and in one process each cycle hands out the same messages: their text is parsed once. */
const KNOWN = new WeakMap<Bar, BarNumbers>();

/**
 * The columns of some bars.
 * @throws DomainError `BAR_MALFORMED` when a bar lacks a price or a number is none
 */
export function barColumns(bars: readonly Bar[]): BarColumns {
  const high = new Float64Array(bars.length);
  const low = new Float64Array(bars.length);
  const close = new Float64Array(bars.length);
  const volume = new Float64Array(bars.length);
  let volumes = true;
  let index = 0;
  for (const bar of bars) {
    const numbers = numbersOf(bar);
    high[index] = numbers.high;
    low[index] = numbers.low;
    close[index] = numbers.close;
    if (numbers.volume === undefined) volumes = false;
    else volume[index] = numbers.volume;
    index += 1;
  }
  return { high, low, close, volume: volumes ? volume : undefined };
}

function numbersOf(bar: Bar): BarNumbers {
  const known = KNOWN.get(bar);
  if (known !== undefined) return known;
  const numbers = {
    high: numeric(bar, 'high'),
    low: numeric(bar, 'low'),
    close: numeric(bar, 'close'),
    volume: bar.volume === undefined ? undefined : numeric(bar, 'volume'),
  };
  KNOWN.set(bar, numbers);
  return numbers;
}

function numeric(bar: Bar, field: 'high' | 'low' | 'close' | 'volume'): number {
  const text = bar[field]?.value ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new DomainError('BAR_MALFORMED', `"${text}" is no number`, `bar.${field}`);
  return value;
}
