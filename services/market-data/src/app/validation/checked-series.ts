import { type BarInterval, CorporateAction_Kind, type Finding_Code, type Finding_Severity } from '@cream/proto/market';
import { intervalMs } from '../bar-interval.js';
import type { BarSeries } from '../bar-series.js';
import type { InstrumentAction } from '../instruments.js';
import type { Finding } from './finding.js';

/** The bars of a series that are visible at a time, as columns of floats: what the checks of stored data look at. */
export interface CheckedSeries {
  readonly symbol: string;
  readonly interval: BarInterval;
  /** Undefined for daily bars. */
  readonly lengthMs: number | undefined;
  readonly count: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** Splits known by then, oldest first: bars from `effectiveMs` on are in new units. */
  readonly splits: readonly { readonly effectiveMs: number; readonly ratio: number }[];
}

export function checkedSeries(series: BarSeries, actions: readonly InstrumentAction[], asOfMs: number): CheckedSeries {
  const count = series.visibleAt(asOfMs);
  const { rows, starts } = series.parts;
  const [high, low, close, volume] = [0, 1, 2, 3].map(() => new Float64Array(count)) as Columns;
  for (let i = 0; i < count; i++) {
    const fields = rows.fields(i);
    high[i] = Number(fields[1]);
    low[i] = Number(fields[2]);
    close[i] = Number(fields[3]);
    volume[i] = Number(fields[4]);
  }
  const splits = actions
    .filter(({ kind, effectiveMs }) => kind === CorporateAction_Kind.SPLIT && effectiveMs <= asOfMs)
    .map(({ effectiveMs, value }) => ({ effectiveMs, ratio: Number(value) }));
  const { symbol, interval } = series;
  const columns = { starts: starts.subarray(0, count), ends: series.ends.subarray(0, count), high, low, close, volume };
  return { symbol, interval, lengthMs: intervalMs(interval), count, ...columns, splits };
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array];

/** New units per old unit between two bars: above 1 after a split. */
export function splitBetween({ splits, starts }: CheckedSeries, before: number, after: number): number {
  const [from = 0, to = 0] = [starts[before], starts[after]];
  return splits.reduce(
    (ratio, one) => (from < one.effectiveMs && one.effectiveMs <= to ? ratio * one.ratio : ratio),
    1,
  );
}

/** A finding about bars in the store. */
export function storedFinding(
  { symbol, interval }: Pick<CheckedSeries, 'symbol' | 'interval'>,
  code: Finding_Code,
  severity: Finding_Severity,
  timeMs: number,
  observed: string,
  expected: string,
): Finding {
  return { code, severity, symbol, interval, timeMs, observed, expected, file: '', line: 0, row: '' };
}
