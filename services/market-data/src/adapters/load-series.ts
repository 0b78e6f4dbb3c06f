import { BarSeries } from '../app/bar-series.js';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import { readSeriesFile } from './csv/read-series-file.js';
import { buildTimeline } from './csv/timeline.js';

/** A file to load and what is known about it besides its content. */
export interface SeriesSource {
  readonly symbol: string;
  readonly path: string;
  /** For people: in error messages and ListSeries. */
  readonly name: string;
  readonly contextOnly: boolean;
}

/** @throws MarketDataError naming file and line */
export function loadSeries(source: SeriesSource, calendar: TradingCalendar): BarSeries {
  const file = readSeriesFile(source.path, source.name);
  const timeline = buildTimeline(file, calendar);
  return new BarSeries({
    symbol: source.symbol,
    ...timeline,
    rows: file.rows,
    source: source.name,
    contextOnly: source.contextOnly,
  });
}
