import { type ServiceHost, systemClock } from '@cream/runtime';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { type AdapterRuntime, systemRuntime } from './adapters/http/index.js';
import { ActionImport } from './adapters/store/action-import.js';
import { BarImport } from './adapters/store/bar-import.js';
import { MarketStore } from './adapters/store/market-store.js';
import { OptionChains } from './adapters/store/option-chains.js';
import { refusals } from './adapters/store/refusal-log.js';
import { createVendors } from './adapters/vendors.js';
import { Findings } from './app/findings.js';
import { PriceSnapshots } from './app/price-snapshots.js';
import { Reads } from './app/reads.js';
import { SeriesCatalog } from './app/series-catalog.js';
import { TradingCalendar } from './calendar/trading-calendar.js';
import { feedSettings } from './feed.config.js';
import { FeedStatus } from './feed-status.js';
import { loadCatalog } from './load-catalog.js';
import { marketDataSettings } from './market-data.config.js';
import { openFeed } from './open-feed.js';
import { publicationProviders } from './publication-providers.js';
import { LiveStreams } from './rpc/live-streams.js';
import { MarketDataController } from './rpc/market-data.controller.js';
import { OptionChainController } from './rpc/option-chain.controller.js';
import { PublicationsController } from './rpc/publications.controller.js';
import { StoreController } from './rpc/store.controller.js';
import { UniverseController } from './rpc/universe.controller.js';
import { UniverseImportController } from './rpc/universe-import.controller.js';
import { universeProviders } from './universe-providers.js';
import { vendorsSettings } from './vendors.config.js';

/** Replaces clock, pauses and randomness of the vendors' adapters: tests hand in their own. */
export const ADAPTER_RUNTIME_OVERRIDE = 'market-data.adapter-runtime';

@Module({})
class MarketDataModule implements OnApplicationShutdown {
  constructor(
    @Inject(MarketStore) private readonly store: MarketStore,
    @Optional() @Inject(LiveStreams) private readonly live?: LiveStreams | undefined,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.live?.hub.close();
    await this.store.close();
  }
}

/**
 * Wires the service. Files are loaded and checked before it answers anything; stored bars when they are first asked for.
 * @throws MarketDataError, SettingsError, StorageError
 */
export async function marketDataModule(
  host: Pick<ServiceHost, 'env' | 'dataDir' | 'readOnly' | 'clock'> & Partial<ServiceHost>,
): Promise<DynamicModule> {
  const calendar = new TradingCalendar();
  const settings = marketDataSettings(host.env);
  const { dataDir, readOnly } = host;
  const store = await MarketStore.open({ dataDir, readOnly, contextSymbols: settings.contextSymbols });
  const catalog = loadCatalog(settings, calendar, store);
  const live = liveStreams(host, catalog, calendar);
  return {
    module: MarketDataModule,
    controllers: [
      MarketDataController,
      StoreController,
      UniverseController,
      UniverseImportController,
      PublicationsController,
      OptionChainController,
    ],
    providers: [
      { provide: TradingCalendar, useValue: calendar },
      { provide: SeriesCatalog, useValue: catalog },
      { provide: MarketStore, useValue: store },
      { provide: BarImport, useValue: new BarImport(store, calendar) },
      { provide: ActionImport, useValue: new ActionImport(store) },
      { provide: FeedStatus, useValue: new FeedStatus(live?.hub) },
      ...(live === undefined ? [] : [{ provide: LiveStreams, useValue: live }]),
      { provide: Findings, useValue: new Findings(catalog, calendar, (query) => refusals(store, query)) },
      ...universeProviders({ store, catalog, calendar, now: () => host.clock.now() }),
      ...publicationProviders(store),
      { provide: OptionChains, useValue: new OptionChains(store, calendar) },
    ],
  };
}

/** The configured feed; undefined when there is none. Nobody watches the present in a process that only looks at records. */
function liveStreams(
  { env, readOnly, log, counters, overrides, clock = systemClock }: Parameters<typeof marketDataModule>[0],
  catalog: SeriesCatalog,
  calendar: TradingCalendar,
): LiveStreams | undefined {
  const vendors = vendorsSettings(env);
  const feed = feedSettings(env, vendors);
  if (feed === undefined || readOnly) return undefined;
  const runtime = (overrides?.[ADAPTER_RUNTIME_OVERRIDE] as AdapterRuntime | undefined) ?? { ...systemRuntime, clock };
  const hub = openFeed(feed, createVendors(vendors, calendar, runtime), runtime, { log, counters });
  const reads = new Reads(catalog, calendar);
  return new LiveStreams(hub, { reads, snapshots: new PriceSnapshots(reads, calendar, hub), clock });
}
