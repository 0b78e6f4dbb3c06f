import { create } from '@bufbuild/protobuf';
import { timestamp, wire } from '@cream/domain';
import type { Fact } from '@cream/proto/knowledge';
import { type Bar, BarInterval, GetBarsResponseSchema } from '@cream/proto/market';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { ChartReader } from '../src/app/chart-reader.js';
import type { Indicator } from '../src/app/indicators/indicator.js';
import { DRAWN } from '../src/app/indicators/indicator-table.js';

/** Prices of one bar, in dollars. */
export type Prices = readonly [open: number, high: number, low: number, close: number];

/** Daily bars of the given prices; the newest ends at `AS_OF_MS`. */
export function barsOf(prices: readonly Prices[]): Bar[] {
  return prices.map(([open, high, low, close], index) => {
    const endMs = AS_OF_MS - (prices.length - 1 - index) * DAY_MS;
    return aBar({
      start: timestamp(endMs - DAY_MS / 4),
      end: timestamp(endMs),
      open: wire(open),
      high: wire(high),
      low: wire(low),
      close: wire(close),
    });
  });
}

/** Daily bars that open and close at the given prices, a dollar high and low around them. */
export function barsClosingAt(closes: readonly number[]): Bar[] {
  return barsOf(closes.map((close) => [close, close + 1, close - 1, close]));
}

/** A reader of one symbol, AAPL, and how often it asked for bars. */
export function readerOf(bars: Bar[]) {
  const calls: number[] = [];
  const reader = new ChartReader({
    getBars: async ({ limit = 0 }) => {
      calls.push(limit);
      const series = [{ symbol: 'AAPL', interval: BarInterval.ONE_DAY, bars: bars.slice(-limit) }];
      return create(GetBarsResponseSchema, { series });
    },
  });
  const asOf = timestamp(AS_OF_MS);
  return {
    calls,
    describe: (indicators?: readonly Indicator[]) => reader.describe(['AAPL'], asOf, indicators),
    drawn: (count: number, indicators: readonly Indicator[] = DRAWN) =>
      reader.chart({ symbol: 'AAPL', asOf, interval: BarInterval.UNSPECIFIED, count, indicators }),
  };
}

/** The numbers of facts by kind; of several of a kind the last. */
export const numbersOf = (facts: readonly Fact[]): Record<string, string> =>
  Object.fromEntries(facts.map(({ kind, value }) => [kind, value.case === 'decimal' ? value.value.value : '']));

export const rising = (count: number) => Array.from({ length: count }, (_, index) => 100 + index);

export const wave = (count: number) =>
  Array.from({ length: count }, (_, index) => 100 + 10 * Math.sin((2 * Math.PI * index) / 40));

/** Closes along a line through the corners, which lie `step` bars apart. */
export function path(step: number, ...corners: readonly number[]): number[] {
  return corners.flatMap((corner, i) => {
    const next = corners[i + 1];
    if (next === undefined) return [corner];
    return Array.from({ length: step }, (_, k) => corner + ((next - corner) * k) / step);
  });
}
