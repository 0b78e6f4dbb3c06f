import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ActionImport } from './adapters/store/action-import.js';
import { BarImport } from './adapters/store/bar-import.js';
import { MarketStore } from './adapters/store/market-store.js';
import { refusals } from './adapters/store/refusal-log.js';
import { Findings } from './app/findings.js';
import { SeriesCatalog } from './app/series-catalog.js';
import { TradingCalendar } from './calendar/trading-calendar.js';
import { loadCatalog } from './load-catalog.js';
import { marketDataSettings } from './market-data.config.js';
import { MarketDataController } from './rpc/market-data.controller.js';
import { StoreController } from './rpc/store.controller.js';
import { UniverseController } from './rpc/universe.controller.js';
import { UniverseImportController } from './rpc/universe-import.controller.js';
import { universeProviders } from './universe-providers.js';

@Module({})
class MarketDataModule implements OnApplicationShutdown {
  constructor(@Inject(MarketStore) private readonly store: MarketStore) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

/**
 * Wires the service. Files are loaded and checked before it answers anything; stored bars when they are first asked for.
 * @throws MarketDataError, SettingsError, StorageError
 */
export async function marketDataModule(
  host: Pick<ServiceHost, 'env' | 'dataDir' | 'readOnly' | 'clock'>,
): Promise<DynamicModule> {
  const calendar = new TradingCalendar();
  const settings = marketDataSettings(host.env);
  const { dataDir, readOnly } = host;
  const store = await MarketStore.open({ dataDir, readOnly, contextSymbols: settings.contextSymbols });
  const catalog = loadCatalog(settings, calendar, store);
  return {
    module: MarketDataModule,
    controllers: [MarketDataController, StoreController, UniverseController, UniverseImportController],
    providers: [
      { provide: TradingCalendar, useValue: calendar },
      { provide: SeriesCatalog, useValue: catalog },
      { provide: MarketStore, useValue: store },
      { provide: BarImport, useValue: new BarImport(store, calendar) },
      { provide: ActionImport, useValue: new ActionImport(store) },
      { provide: Findings, useValue: new Findings(catalog, calendar, (query) => refusals(store, query)) },
      ...universeProviders({ store, catalog, calendar, now: () => host.clock.now() }),
    ],
  };
}
