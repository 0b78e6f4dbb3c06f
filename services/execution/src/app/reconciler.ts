import { dec, millis, timestamp } from '@cream/domain';
import { type Client, failedPrecondition } from '@cream/grpc';
import type { Bar, MarketDataService } from '@cream/proto/market';
import { workBar } from '@cream/simulation';
import type { AccountBook } from './account-book.js';
import { brokerBook } from './broker-book.js';

/** Brings an account forward over the bars that ended meanwhile. */
export class Reconciler {
  constructor(private readonly market: Client<typeof MarketDataService>) {}

  /**
   * @returns false when the account was at that time already
   * @throws ConnectError FAILED_PRECONDITION for a time before the account's clock
   */
  async advance(book: AccountBook, asOfMs: number): Promise<boolean> {
    if (asOfMs === book.clockMs) return false;
    if (asOfMs < book.clockMs) {
      const [asked, clock] = [asOfMs, book.clockMs].map((ms) => new Date(ms).toISOString());
      throw failedPrecondition(`${book.settings.accountId} is at ${clock} and does not go back to ${asked}`);
    }
    const symbols = book.activeSymbols();
    if (symbols.length > 0) {
      const after = timestamp(book.clockMs);
      const { series } = await this.market.getBars({ symbols, after, asOf: timestamp(asOfMs) });
      const bars = series.flatMap((one) => one.bars).sort(byEnd);
      for (const bar of bars) work(book, bar);
    }
    book.clockMs = asOfMs;
    return true;
  }
}

/** A fill is known at the end of the bar that made it. An order works only on bars that began after it was sent. */
function work(book: AccountBook, bar: Bar): void {
  const endMs = millis(bar.end, 'bar.end');
  const prices = { open: dec(bar.open), high: dec(bar.high), low: dec(bar.low) };
  const before = brokerBook(book, bar.symbol, millis(bar.start, 'bar.start'));
  book.apply(bar.symbol, workBar(before, prices, book.costs).events, endMs);
  const position = book.position(bar.symbol);
  if (position === undefined) return;
  position.mark = dec(bar.close);
  position.markMs = endMs;
}

function byEnd(a: Bar, b: Bar): number {
  return millis(a.end) - millis(b.end) || (a.symbol < b.symbol ? -1 : 1);
}
