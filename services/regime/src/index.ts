import { RegimeService } from '@cream/proto/knowledge';
import { defineService } from '@cream/runtime';
import { regimeModule } from './regime.module.js';

/** Names the regime a symbol or the market is in. */
export const regimeService = defineService({
  name: 'regime',
  implements: [RegimeService],
  calls: ['market-data'],
  module: regimeModule,
});
