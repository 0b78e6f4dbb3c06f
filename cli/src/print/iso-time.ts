import { millis, type Timestamp } from '@cream/domain';

/** `2016-03-01T21:00:00.000Z`. @throws DomainError `TIME_MISSING` when absent */
export function isoTime(time: Timestamp | undefined): string {
  return new Date(millis(time)).toISOString();
}

/** The same; null when absent. */
export function isoTimeOrNull(time: Timestamp | undefined): string | null {
  return time === undefined ? null : isoTime(time);
}
