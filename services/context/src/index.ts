import { ContextService } from '@cream/proto/knowledge';
import { defineService } from '@cream/runtime';
import { contextModule } from './context.module.js';

/** News, statements, economic series and calendars as facts. */
export const contextService = defineService({
  name: 'context',
  implements: [ContextService],
  calls: ['market-data'],
  module: contextModule,
});
