import { failedPrecondition } from '@cream/grpc';
import type { AccountBook } from './account-book.js';
import type { Brokers } from './broker.js';
import type { OrderSender } from './order-sender.js';

/** Brings an account forward over what happened meanwhile. */
export class Reconciler {
  constructor(
    private readonly brokers: Brokers,
    private readonly sender: OrderSender,
  ) {}

  /**
   * The clock does not move past an order that was not sent.
   * @returns false when the account was at that time already; otherwise its book has changed and is not stored yet
   * @throws ConnectError FAILED_PRECONDITION for a time before the account's clock
   */
  async advance(book: AccountBook, asOfMs: number): Promise<boolean> {
    const { accountId, mode } = book.settings;
    if (asOfMs < book.clockMs) {
      const [asked, clock] = [asOfMs, book.clockMs].map((ms) => new Date(ms).toISOString());
      throw failedPrecondition(`${accountId} is at ${clock} and does not go back to ${asked}`);
    }
    await this.sender.resend(book);
    if (asOfMs === book.clockMs) return false;
    await this.brokers.of(mode).work(book, asOfMs);
    book.clockMs = asOfMs;
    return true;
  }
}
