import { DomainError } from '@cream/domain';
import type { Bar, SymbolBars } from '@cream/proto/market';
import { SlidingColumns } from '@cream/quant';

/** Prices in USD as floats, oldest first. Shared between questions: not to be written to. */
export interface BarColumns {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

const NONE = new Float64Array(0);

/** Reads bars as columns. In one process each cycle hands out the same bars and a newer one: only that one is parsed. */
export class BarColumnReader {
  readonly #columns = new SlidingColumns<Bar>([
    (bar) => numeric(bar, 'high'),
    (bar) => numeric(bar, 'low'),
    (bar) => numeric(bar, 'close'),
  ]);

  /** @throws DomainError `BAR_MALFORMED` when a bar lacks a price or it is no number */
  read({ symbol, bars }: Pick<SymbolBars, 'symbol' | 'bars'>): BarColumns {
    const [high = NONE, low = NONE, close = NONE] = this.#columns.read(symbol, bars);
    return { high, low, close };
  }
}

function numeric(bar: Bar, field: 'high' | 'low' | 'close'): number {
  const text = bar[field]?.value ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new DomainError('BAR_MALFORMED', `"${text}" is no number`, `bar.${field}`);
  return value;
}
