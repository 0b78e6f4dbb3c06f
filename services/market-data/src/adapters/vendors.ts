import type { MarketFeed } from '../app/ports/index.js';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import type { VendorsSettings } from '../vendors.config.js';
import { type AlpacaMarket, AlpacaMarketData, alpacaFeed } from './alpaca/index.js';
import { AlphaVantageMarketData } from './alphavantage/index.js';
import { DatabentoHistory } from './databento/index.js';
import { FmpMarketData } from './fmp/index.js';
import { FredSeries } from './fred/index.js';
import type { AdapterRuntime } from './http/index.js';
import { type PolygonMarket, PolygonMarketData, polygonFeed } from './polygon/index.js';

/** Every vendor, behind its ports. None is asked anything before somebody needs it, so keys may be missing. */
export interface Vendors {
  readonly alpaca: AlpacaMarketData;
  readonly polygon: PolygonMarketData;
  readonly databento: DatabentoHistory;
  readonly fmp: FmpMarketData;
  readonly alphaVantage: AlphaVantageMarketData;
  readonly fred: FredSeries;
  /** A new stream; one for each market is enough. */
  alpacaFeed(market: AlpacaMarket): MarketFeed;
  polygonFeed(market: PolygonMarket): MarketFeed;
}

/** One adapter a vendor, so that a vendor's pace and circuit are kept by all who ask it. */
export function createVendors(settings: VendorsSettings, calendar: TradingCalendar, runtime: AdapterRuntime): Vendors {
  return {
    alpaca: new AlpacaMarketData(settings.alpaca, calendar, runtime),
    polygon: new PolygonMarketData(settings.polygon, calendar, runtime),
    databento: new DatabentoHistory(settings.databento, runtime),
    fmp: new FmpMarketData(settings.fmp, calendar, runtime),
    alphaVantage: new AlphaVantageMarketData(settings.alphaVantage, runtime),
    fred: new FredSeries(settings.fred, runtime),
    alpacaFeed: (market) => alpacaFeed(market, settings.alpaca, calendar, runtime),
    polygonFeed: (market) => polygonFeed(market, settings.polygon, calendar, runtime),
  };
}
