import type { Provider } from '@nestjs/common';
import { EventCalendars } from './adapters/store/event-calendars.js';
import { FinancialStatements } from './adapters/store/financial-statements.js';
import { MacroObservations } from './adapters/store/macro-observations.js';
import type { MarketStore } from './adapters/store/market-store.js';
import { NewsArticles } from './adapters/store/news-articles.js';
import { PublicationSources } from './adapters/store/publication-sources.js';

/** What answers for publications, over the store of the service. */
export function publicationProviders(store: MarketStore): Provider[] {
  return [
    { provide: NewsArticles, useValue: new NewsArticles(store) },
    { provide: FinancialStatements, useValue: new FinancialStatements(store) },
    { provide: MacroObservations, useValue: new MacroObservations(store) },
    { provide: EventCalendars, useValue: new EventCalendars(store) },
    { provide: PublicationSources, useValue: new PublicationSources(store) },
  ];
}
