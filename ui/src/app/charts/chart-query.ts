import type { BarInterval } from '@cream/proto/market';
import { intervalOf } from '../format/interval.js';
import type { Instant } from '../format/time.js';

/** How many bars a chart may be asked for. */
export const BAR_COUNTS = [60, 120, 250, 500, 1000, 2000] as const;
const DEFAULT_BARS = 250;

/** What a chart shows when its address does not say. */
export const USUAL_INDICATORS = [
  'sma_20',
  'sma_50',
  'bollinger_20_2',
  'volume_sma_20',
  'rsi_14',
  'macd_12_26_9',
] as const;
/** The address of a chart without indicators. */
export const NO_INDICATORS = 'none';

/** A chart as its address describes it; texts as they stand there. */
export interface ChartAddress {
  readonly interval: string | undefined;
  readonly asOf: string | undefined;
  readonly bars: string | undefined;
  readonly indicators: string | undefined;
}

export interface ChartQuery {
  readonly interval: BarInterval;
  /** Absent: the newest bar held. */
  readonly asOf?: Instant;
  readonly bars: number;
  readonly indicators: string[];
}

/** Reads an address; whatever cannot be read is as if it were not there. */
export function chartQuery({ interval, asOf, bars, indicators }: ChartAddress): ChartQuery {
  const end = endOfDate(asOf);
  const count = Number(bars);
  return {
    interval: intervalOf(interval),
    ...(end === undefined ? {} : { asOf: end }),
    bars: BAR_COUNTS.find((known) => known === count) ?? DEFAULT_BARS,
    indicators: indicatorNames(indicators),
  };
}

export function indicatorNames(text: string | undefined): string[] {
  if (text === undefined || text === '') return [...USUAL_INDICATORS];
  return text === NO_INDICATORS ? [] : [...new Set(text.split(',').filter((name) => name !== ''))];
}

/** The address of some indicators; undefined for the usual ones. */
export function indicatorsText(names: readonly string[]): string | undefined {
  if (names.length === 0) return NO_INDICATORS;
  const text = names.join(',');
  return text === USUAL_INDICATORS.join(',') ? undefined : text;
}

/** The last second of a date in UTC: after every bar of the date in New York's regular session. */
function endOfDate(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) return undefined;
  return { seconds: BigInt(start / 1000 + 86_399), nanos: 0 };
}
