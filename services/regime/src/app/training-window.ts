import { isoDate, millis, type WireDate } from '@cream/domain';
import { type Client, failedPrecondition } from '@cream/grpc';
import type { MarketDataService } from '@cream/proto/market';

/** Epoch milliseconds: open of the first and close of the last session of a range of dates. */
export interface TrainingWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The window of a range of dates, which must have closed by `asOfMs`.
 * @throws ConnectError FAILED_PRECONDITION for a range without sessions and for one that ends later, naming both times
 */
export async function trainingWindow(
  marketData: Pick<Client<typeof MarketDataService>, 'getSessions'>,
  { from, to }: { readonly from: WireDate; readonly to: WireDate },
  asOfMs: number,
): Promise<TrainingWindow> {
  const { sessions } = await marketData.getSessions({ from, to });
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (first === undefined || last === undefined) {
    throw failedPrecondition(`the exchange had no session from ${isoDate(from)} to ${isoDate(to)}`);
  }
  const window = { startMs: millis(first.open), endMs: millis(last.close) };
  refuseLater(window.endMs, asOfMs);
  return window;
}

/** @throws ConnectError FAILED_PRECONDITION for a window that ends after `asOfMs`, naming both times */
export function refuseLater(windowEndMs: number, asOfMs: number): void {
  if (windowEndMs <= asOfMs) return;
  const [end, asOf] = [windowEndMs, asOfMs].map((ms) => new Date(ms).toISOString());
  throw failedPrecondition(`the training window ends at ${end}, after as_of ${asOf}`);
}
