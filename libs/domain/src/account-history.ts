import type { AccountEvent, Fill } from '@cream/proto/trading';
import { millis } from './time.js';

/** What happened to an account: a fill, or a split or dividend. */
export type AccountChange =
  | { readonly fill: Fill; readonly event?: undefined }
  | { readonly event: AccountEvent; readonly fill?: undefined };

/**
 * Fills and events, each oldest first, as they happened: an event comes before what was filled from its time on.
 * @throws DomainError `TIME_MISSING` for an event without a time, and for a fill without one while events are left
 */
export function* accountHistory(fills: readonly Fill[], events: readonly AccountEvent[]): Generator<AccountChange> {
  let next = 0;
  function* eventsUntil(ms: number): Generator<AccountChange> {
    for (let event = events[next]; event !== undefined && millis(event.time) <= ms; event = events[++next]) {
      yield { event };
    }
  }
  for (const fill of fills) {
    if (next < events.length) yield* eventsUntil(millis(fill.time, `time of fill ${fill.fillId}`));
    yield { fill };
  }
  yield* eventsUntil(Number.POSITIVE_INFINITY);
}
