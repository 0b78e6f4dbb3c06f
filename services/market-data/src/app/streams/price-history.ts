import { broken, type LivePrice } from './live-price.js';

const KEPT = 600;
/** Of prices that came this close together only the newest is kept: the history reaches a minute back at least. */
const APART_MS = 100;

/** What a feed said about one symbol of late: questions are asked of a moment that has just passed. */
export class PriceHistory {
  private prices: LivePrice[];
  private newestIsBreak = true;

  /** @param followedSinceMs when the feed was asked for the symbol */
  constructor(
    readonly symbol: string,
    readonly followedSinceMs: number,
  ) {
    this.prices = [{ symbol, receivedMs: followedSinceMs }];
  }

  get newest(): LivePrice {
    return this.prices.at(-1) ?? { symbol: this.symbol, receivedMs: this.followedSinceMs };
  }

  add(price: LivePrice): void {
    const before = this.prices.at(-2);
    // What was lost stays visible at its time, so a break is never replaced.
    const close = before !== undefined && !this.newestIsBreak && price.receivedMs - before.receivedMs < APART_MS;
    if (close) this.prices.pop();
    this.prices.push(price);
    this.newestIsBreak = false;
    if (this.prices.length >= 2 * KEPT) this.prices = this.prices.slice(-KEPT);
  }

  /** Something was lost: what is known stays, but not as the newest. */
  break(atMs: number): void {
    this.prices.push(broken(this.newest, atMs));
    this.newestIsBreak = true;
    if (this.prices.length >= 2 * KEPT) this.prices = this.prices.slice(-KEPT);
  }

  /** The newest that was there at a time; undefined before the feed followed the symbol, or longer ago than is kept. */
  at(asOfMs: number): LivePrice | undefined {
    return this.prices.findLast(({ receivedMs }) => receivedMs <= asOfMs);
  }
}
