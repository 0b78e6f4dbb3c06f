import { DAY_MS, isoDate, millis, type WireDate, wireDate } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { MarketDataService } from '@cream/proto/market';
import { UsageError } from '../failure.js';

/** The longest time the NYSE was closed since 1990 is a week. */
const DAYS = 10;

/** Open and close, UTC milliseconds, of the first session on a date in New York or after it. @throws UsageError */
export async function firstSession(clients: Clients, from: WireDate): Promise<{ openMs: number; closeMs: number }> {
  const date = isoDate(from);
  const to = wireDate(new Date(Date.parse(date) + DAYS * DAY_MS).toISOString().slice(0, 10));
  const { sessions } = await clients.get(MarketDataService).getSessions({ from, to });
  const [first] = sessions;
  if (first === undefined) throw new UsageError(`the calendar has no session from ${date} on: choose an earlier date`);
  return { openMs: millis(first.open), closeMs: millis(first.close) };
}
