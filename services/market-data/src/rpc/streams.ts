import { setImmediate } from 'node:timers/promises';
import type { Bar, Quote } from '@cream/proto/market';
import type { BarSeries } from '../app/bar-series.js';
import { type BarAt, barsInTime } from '../app/bars-in-time.js';
import { quoteOf } from '../app/quote.js';
import type { TradingCalendar } from '../calendar/trading-calendar.js';

/** Messages sent before other work of the process, such as a cancellation, gets its turn. */
const BURST = 64;

/** Bars that end in (afterMs, asOfMs], in time order, until the caller gives up. */
export async function* streamBars(
  series: readonly BarSeries[],
  afterMs: number,
  asOfMs: number,
  signal: AbortSignal,
): AsyncGenerator<{ bar: Bar }> {
  for await (const at of paced(barsInTime(series, afterMs, asOfMs), signal)) yield { bar: at.series.bar(at.index) };
}

/** The quote of each series at `asOfMs`, then one for each bar that ends by `untilMs`, in time order. */
export async function* streamQuotes(
  series: readonly BarSeries[],
  asOfMs: number,
  untilMs: number,
  calendar: TradingCalendar,
  signal: AbortSignal,
): AsyncGenerator<{ quote: Quote }> {
  for (const one of series) {
    const newest = one.visibleAt(asOfMs) - 1;
    if (newest >= 0) yield { quote: quoteOf(one, newest, asOfMs, calendar) };
  }
  for await (const at of paced(barsInTime(series, asOfMs, untilMs), signal)) {
    yield { quote: quoteOf(at.series, at.index, at.endMs, calendar) };
  }
}

async function* paced(bars: Iterable<BarAt>, signal: AbortSignal): AsyncGenerator<BarAt> {
  let sent = 0;
  for (const bar of bars) {
    if (++sent % BURST === 0) await setImmediate();
    if (signal.aborted) return;
    yield bar;
  }
}
