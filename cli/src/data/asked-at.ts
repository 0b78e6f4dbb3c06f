import { timestamp } from '@cream/domain';
import { momentFlag } from '../universe/moment.js';

/** The time of `--as-of`, a date or a time; now when it is left out. UTC. @throws UsageError */
export function askedAt(asOf: string | undefined) {
  const ms = momentFlag('--as-of', asOf, 'end') ?? Date.now();
  return { asOf: timestamp(ms), text: new Date(ms).toISOString() };
}
