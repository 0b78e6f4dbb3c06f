import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { SeriesCatalog } from './app/series-catalog.js';
import { TradingCalendar } from './calendar/trading-calendar.js';
import { loadCatalog } from './load-catalog.js';
import { marketDataSettings } from './market-data.config.js';
import { MarketDataController } from './rpc/market-data.controller.js';

@Module({})
class MarketDataModule {}

/**
 * Wires the service. All data is loaded and checked before it answers anything.
 * @throws MarketDataError, SettingsError
 */
export function marketDataModule(host: Pick<ServiceHost, 'env'>): DynamicModule {
  const calendar = new TradingCalendar();
  const catalog = loadCatalog(marketDataSettings(host.env), calendar);
  return {
    module: MarketDataModule,
    controllers: [MarketDataController],
    providers: [
      { provide: TradingCalendar, useValue: calendar },
      { provide: SeriesCatalog, useValue: catalog },
    ],
  };
}
