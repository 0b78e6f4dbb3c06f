import { ContextService } from '@cream/proto/knowledge';
import { defineService } from '@cream/runtime';
import { ContextModule } from './context.module.js';

/** News, filings, macro calendar and prediction markets as facts. */
export const contextService = defineService({
  name: 'context',
  implements: [ContextService],
  calls: [],
  module: () => ({ module: ContextModule }),
});
