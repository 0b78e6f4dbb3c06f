import { MarketDataService } from '@cream/proto/market';
import { defineService } from '@cream/runtime';
import { FeedStatus } from './feed-status.js';
import { marketDataModule } from './market-data.module.js';

export { checkQuoteFile } from './adapters/check-quote-file.js';
export { ACTION_FILE_KINDS, type ActionFileKind, readActionFile } from './adapters/read-action-file.js';
export { readConstituentFile, readFactFile, readHoldingsFile } from './adapters/read-universe-file.js';
export { type VendorArticle, VendorError, type VendorOption, type VendorSnapshot } from './app/ports/index.js';
export { isSymbol } from './app/symbol.js';
export * from './history/index.js';

/** Bars, quotes, calendar and universe, never later than the asked time. */
export const marketDataService = defineService({
  name: 'market-data',
  implements: [MarketDataService],
  calls: [],
  module: marketDataModule,
  ready: (app) => app.get(FeedStatus).readiness(),
});
