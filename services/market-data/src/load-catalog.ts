import { folderSources } from './adapters/folder-sources.js';
import { loadSeries } from './adapters/load-series.js';
import { sampleSources } from './adapters/sample-sources.js';
import { SeriesCatalog, type StoredBars } from './app/series-catalog.js';
import type { TradingCalendar } from './calendar/trading-calendar.js';
import type { MarketDataSettings } from './market-data.config.js';

/**
 * Loads every series of the configured folder, or the sample sets when there is none, and puts the store beside them.
 * @throws MarketDataError for the first defect, one line naming file and line
 */
export function loadCatalog(
  settings: MarketDataSettings,
  calendar: TradingCalendar,
  store?: StoredBars,
): SeriesCatalog {
  const { folder, contextSymbols } = settings;
  const sources = folder === undefined ? sampleSources() : folderSources(folder, contextSymbols);
  const series = sources.map((source) => loadSeries(source, calendar));
  return new SeriesCatalog(series, { store, filesFirst: folder !== undefined });
}
