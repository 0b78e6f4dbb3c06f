import { MemoryService } from '@cream/proto/knowledge';
import { defineService } from '@cream/runtime';
import { MemoryModule } from './memory.module.js';

/** Remembers closed trades and recalls similar ones. */
export const memoryService = defineService({
  name: 'memory',
  implements: [MemoryService],
  calls: [],
  module: (host) => MemoryModule.forHost(host),
});
