import { broken, type LivePrice } from './live-price.js';

/** Of the prices that came in the same quarter of a second the last is kept, and seen from the end of the quarter on. */
const STEP_MS = 250;
const KEPT_MS = 5 * 60_000;

/**
 * What a feed said about one symbol of late. A cycle asks for its slot, minutes later: what is said in between never
 * changes the answer, until it is too long ago to be kept.
 */
export class PriceHistory {
  private prices: LivePrice[];
  private breaks: number[] = [];
  private keptFromMs: number;

  /** @param followedSinceMs when the feed was asked for the symbol */
  constructor(
    readonly symbol: string,
    readonly followedSinceMs: number,
  ) {
    this.prices = [{ symbol, receivedMs: followedSinceMs }];
    this.keptFromMs = followedSinceMs;
  }

  /** The newest of all, for what is built on it. */
  get newest(): LivePrice {
    return this.prices.at(-1) ?? { symbol: this.symbol, receivedMs: this.followedSinceMs };
  }

  add(price: LivePrice): void {
    if (stepOf(this.newest.receivedMs) === stepOf(price.receivedMs)) this.prices.pop();
    this.prices.push(price);
    this.forget(price.receivedMs);
  }

  /** Something was lost: what is known stays, but not as the newest, and that is seen at once. */
  break(atMs: number): void {
    this.breaks.push(atMs);
    this.add(broken(this.newest, atMs));
  }

  /** What was there at a time; undefined before the feed followed the symbol, or longer ago than is kept. */
  at(asOfMs: number): LivePrice | undefined {
    if (asOfMs < this.keptFromMs) return undefined;
    const seen = this.prices.findLast(({ receivedMs }) => stepOf(receivedMs) < stepOf(asOfMs));
    const price = seen ?? { symbol: this.symbol, receivedMs: this.followedSinceMs };
    const lost = this.breaks.findLast((atMs) => atMs <= asOfMs);
    return lost !== undefined && lost > price.receivedMs ? broken(price, lost) : price;
  }

  /** Now and then: what was the newest at the beginning of the time that is kept has to stay. */
  private forget(nowMs: number): void {
    const fromMs = nowMs - KEPT_MS;
    if (fromMs - this.keptFromMs < KEPT_MS) return;
    const first = this.prices.findLastIndex(({ receivedMs }) => stepOf(receivedMs) < stepOf(fromMs));
    this.prices = this.prices.slice(Math.max(0, first));
    this.breaks = this.breaks.filter((atMs) => atMs >= fromMs);
    this.keptFromMs = fromMs;
  }
}

function stepOf(ms: number): number {
  return Math.floor(ms / STEP_MS);
}
