import { DomainError } from '@cream/domain';
import type { Bar, SymbolBars } from '@cream/proto/market';
import { SlidingColumns } from '@cream/quant';

/** What statistics need of bars, as floats, oldest first. Prices in USD. Shared between questions: not to be written to. */
export interface BarColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Undefined when some bar says no volume: an average over the others would be of another series. */
  readonly volume: Float64Array | undefined;
}

const NO_VOLUME = Number.NaN;

/** Reads bars as columns. In one process each cycle hands out the same bars and a newer one: only that one is parsed. */
export class BarColumnReader {
  readonly #columns = new SlidingColumns<Bar>([
    (bar) => numeric(bar, 'open'),
    (bar) => numeric(bar, 'high'),
    (bar) => numeric(bar, 'low'),
    (bar) => numeric(bar, 'close'),
    (bar) => (bar.volume === undefined ? NO_VOLUME : numeric(bar, 'volume')),
  ]);

  /** @throws DomainError `BAR_MALFORMED` when a bar lacks a price or a number is none */
  read({ symbol, bars }: Pick<SymbolBars, 'symbol' | 'bars'>): BarColumns {
    const [open = NONE, high = NONE, low = NONE, close = NONE, volume = NONE] = this.#columns.read(symbol, bars);
    return { open, high, low, close, volume: volume.some(Number.isNaN) ? undefined : volume };
  }
}

/** The newest `count` bars of some columns before bar `end` (default: of all), without copying them. */
export function newestColumns(
  { open, high, low, close, volume }: BarColumns,
  count: number,
  end = close.length,
): BarColumns {
  const from = Math.max(end - count, 0);
  const window = (column: Float64Array): Float64Array => column.subarray(from, end);
  return {
    open: window(open),
    high: window(high),
    low: window(low),
    close: window(close),
    volume: volume && window(volume),
  };
}

const NONE = new Float64Array(0);

function numeric(bar: Bar, field: 'open' | 'high' | 'low' | 'close' | 'volume'): number {
  const text = bar[field]?.value ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new DomainError('BAR_MALFORMED', `"${text}" is no number`, `bar.${field}`);
  return value;
}
