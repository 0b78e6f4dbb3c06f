import { folderSources } from './adapters/folder-sources.js';
import { loadSeries } from './adapters/load-series.js';
import { sampleSources } from './adapters/sample-sources.js';
import { SeriesCatalog } from './app/series-catalog.js';
import type { TradingCalendar } from './calendar/trading-calendar.js';
import type { MarketDataSettings } from './market-data.config.js';

/**
 * Loads every series of the configured folder, or the sample sets when there is none.
 * @throws MarketDataError for the first defect, one line naming file and line
 */
export function loadCatalog(settings: MarketDataSettings, calendar: TradingCalendar): SeriesCatalog {
  const { folder, contextSymbols } = settings;
  const sources = folder === undefined ? sampleSources() : folderSources(folder, contextSymbols);
  return new SeriesCatalog(sources.map((source) => loadSeries(source, calendar)));
}
