import type { Clients } from '@cream/grpc';
import type { Clock } from './clock.js';
import type { Counters } from './counters.js';
import type { Logger } from './log.js';
import type { TargetName } from './services.js';
import type { Environment } from './settings.js';

/** What a service gets from the process it runs in. It reaches for nothing else: no clock, no environment, no globals. */
export interface ServiceHost {
  readonly name: TargetName;
  /** Clients of the targets the service declared to call. */
  readonly clients: Clients;
  readonly log: Logger;
  /** Absent in a process that tells Prometheus nothing. */
  readonly counters?: Counters | undefined;
  readonly clock: Clock;
  /** Folder of the service's own files. */
  readonly dataDir: string;
  /** Folder of the key pairs. */
  readonly keysDir: string;
  readonly env: Environment;
  /** True when nothing may be written: a record is only being looked at. */
  readonly readOnly: boolean;
  /** Replacements for parts of services, by a name the service defines: tests and backtests use them. */
  readonly overrides: Readonly<Record<string, unknown>>;
}
