import { millis, type Timestamp } from '@cream/domain';

/** `2016-03-01T21:00:00.000Z`; null when absent. */
export function isoTime(time: Timestamp | undefined): string | null {
  return time === undefined ? null : new Date(millis(time)).toISOString();
}
