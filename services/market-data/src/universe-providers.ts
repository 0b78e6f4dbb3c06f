import type { Provider } from '@nestjs/common';
import { ConstituentImport } from './adapters/store/constituent-import.js';
import { FactImport } from './adapters/store/fact-import.js';
import { HoldingsImport } from './adapters/store/holdings-import.js';
import type { MarketStore } from './adapters/store/market-store.js';
import { UniverseInputs } from './adapters/store/universe-inputs.js';
import { UniverseSnapshots } from './adapters/store/universe-snapshots.js';
import { UniverseVersions } from './adapters/store/universe-versions.js';
import type { SeriesCatalog } from './app/series-catalog.js';
import { UniverseResolver } from './app/universe/universe-resolver.js';
import type { TradingCalendar } from './calendar/trading-calendar.js';

export interface UniverseParts {
  readonly store: MarketStore;
  readonly catalog: SeriesCatalog;
  readonly calendar: TradingCalendar;
  readonly now: () => number;
}

/** What answers for universes, over the store and the catalog of the service. */
export function universeProviders({ store, catalog, calendar, now }: UniverseParts): Provider[] {
  const versions = new UniverseVersions(store, now);
  const inputs = new UniverseInputs(store, versions);
  return [
    { provide: UniverseVersions, useValue: versions },
    { provide: UniverseInputs, useValue: inputs },
    { provide: UniverseResolver, useValue: new UniverseResolver(catalog, calendar, inputs) },
    { provide: UniverseSnapshots, useValue: new UniverseSnapshots(store, now) },
    { provide: ConstituentImport, useValue: new ConstituentImport(store) },
    { provide: HoldingsImport, useValue: new HoldingsImport(store) },
    { provide: FactImport, useValue: new FactImport(store) },
  ];
}
