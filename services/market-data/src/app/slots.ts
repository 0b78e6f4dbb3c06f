import type { BarInterval } from '@cream/proto/market';
import { dateText } from '../calendar/civil-date.js';
import { newYorkDay, newYorkMidnight } from '../calendar/new-york-clock.js';
import { countUpTo } from '../calendar/sorted.js';
import { intervalName } from './bar-interval.js';
import type { BarSeries } from './bar-series.js';

/** Slots that cannot be listed, with the reason in one line. */
export class NoSlotsError extends Error {
  override readonly name = 'NoSlotsError';
}

/** First and last date in New York as day numbers; absent: no limit. */
export interface DayRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * Each distinct time at which a bar of one of the series ends within the range, ascending.
 * @param series at least one, all to be traded
 * @throws NoSlotsError for context-only symbols, series of different intervals, and a range without bars
 */
export function listSlots(series: readonly BarSeries[], range: DayRange): { slots: number[]; interval: BarInterval } {
  const [first] = series;
  if (first === undefined) throw new NoSlotsError('no symbols');
  for (const one of series) {
    if (one.contextOnly) throw new NoSlotsError(`${one.symbol} is context only and cannot be traded`);
    if (one.interval !== first.interval) {
      const [a, b] = [first, one].map(({ symbol, interval }) => `${symbol} has ${intervalName(interval)} bars`);
      throw new NoSlotsError(`the symbols have different bar intervals: ${a}, ${b}`);
    }
  }
  const after = range.from === undefined ? Number.NEGATIVE_INFINITY : newYorkMidnight(range.from);
  const until = range.to === undefined ? Number.POSITIVE_INFINITY : newYorkMidnight(range.to + 1);
  const slots = new Set<number>();
  for (const { ends } of series) {
    // A bar that ends at midnight belongs to the date before.
    for (const end of ends.subarray(countUpTo(ends, after), countUpTo(ends, until))) slots.add(end);
  }
  if (slots.size === 0) throw new NoSlotsError(`no bars ${rangeText(range)}; the data runs from ${extent(series)}`);
  const ordered = [...slots];
  return { slots: series.length === 1 ? ordered : ordered.sort((a, b) => a - b), interval: first.interval };
}

function rangeText({ from, to }: DayRange): string {
  const first = from === undefined ? 'the beginning' : dateText(from);
  return `from ${first} to ${to === undefined ? 'the end' : dateText(to)}`;
}

function extent(series: readonly BarSeries[]): string {
  const first = Math.min(...series.map((one) => one.endOf(0)));
  const last = Math.max(...series.map((one) => one.endOf(one.length - 1)));
  return `${dateText(newYorkDay(first - 1))} to ${dateText(newYorkDay(last - 1))}`;
}
