import { MarketDataService } from '@cream/proto/market';
import { defineService } from '@cream/runtime';
import { marketDataModule } from './market-data.module.js';

/** Bars, quotes, calendar and universe, never later than the asked time. */
export const marketDataService = defineService({
  name: 'market-data',
  implements: [MarketDataService],
  calls: [],
  module: marketDataModule,
});
