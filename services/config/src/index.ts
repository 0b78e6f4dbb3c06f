import { ConfigService } from '@cream/proto/cycle';
import { defineService } from '@cream/runtime';
import { ConfigModule } from './config.module.js';

/** Versioned runtime configuration. */
export const configService = defineService({
  name: 'config',
  implements: [ConfigService],
  calls: [],
  module: (host) => ConfigModule.forHost(host),
});
