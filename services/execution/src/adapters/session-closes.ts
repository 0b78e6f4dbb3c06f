import { DAY_MS, millis, newYorkDate, wireDate } from '@cream/domain';
import { type Client, failedPrecondition } from '@cream/grpc';
import type { MarketDataService } from '@cream/proto/market';

/** Longer than the exchange was ever closed: a week, in September 2001. */
const LOOK_AHEAD_DAYS = 10;

/**
 * The closes of the sessions around some times and of the first one after the latest, in order. Epoch milliseconds.
 * @throws ConnectError FAILED_PRECONDITION for a time outside market-data's calendar
 */
export async function sessionCloses(
  market: Pick<Client<typeof MarketDataService>, 'getSessions'>,
  times: readonly number[],
): Promise<number[]> {
  const { sessions } = await market.getSessions({
    from: wireDate(newYorkDate(Math.min(...times))),
    to: wireDate(newYorkDate(Math.max(...times) + LOOK_AHEAD_DAYS * DAY_MS)),
  });
  return sessions.map(({ close }) => millis(close, 'session.close'));
}

/** @throws ConnectError FAILED_PRECONDITION when no close after the time is known: it is never guessed */
export function closeAfter(closes: readonly number[], ms: number): number {
  const next = closes.find((close) => close > ms);
  if (next === undefined) throw failedPrecondition(`no session is known to end after ${new Date(ms).toISOString()}`);
  return next;
}
