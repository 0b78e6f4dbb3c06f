import { millis } from '@cream/domain';
import type { SymbolBars } from '@cream/proto/market';
import type { Series } from '@cream/simulation';

/** Bars of the wire as the engine reads them. A price with more than fifteen digits is the nearest number. */
export function engineSeries({ symbol, bars }: SymbolBars): Series {
  const column = (read: (bar: SymbolBars['bars'][number]) => number) => Float64Array.from(bars, read);
  return {
    symbol,
    bars: {
      start: column((bar) => millis(bar.start, 'bar.start')),
      end: column((bar) => millis(bar.end, 'bar.end')),
      open: column((bar) => Number(bar.open?.value)),
      high: column((bar) => Number(bar.high?.value)),
      low: column((bar) => Number(bar.low?.value)),
      close: column((bar) => Number(bar.close?.value)),
      volume: column((bar) => Number(bar.volume?.value ?? 0)),
    },
  };
}
