import { millis } from '@cream/domain';
import type { Quote } from '@cream/proto/market';
import type { FeedHub } from './feed-hub.js';
import { livePriceQuote } from './live-quote.js';

/**
 * The newest price of a symbol at a time, of its stored bars and of the feed. While the feed follows the symbol, a price of
 * either is stale when it is older than the feed allows: a bar of yesterday must not pass for the price of now.
 * @param stored the newest close, undefined when there is none
 */
export function followedQuote(
  hub: FeedHub,
  symbol: string,
  stored: Quote | undefined,
  asOfMs: number,
): Quote | undefined {
  if (!hub.follows(symbol, asOfMs)) return stored;
  const price = hub.priceAt(symbol, asOfMs);
  const live = price && livePriceQuote(price, asOfMs, hub.maxAgeMs);
  if (stored?.time === undefined) return live;
  const storedMs = millis(stored.time);
  if (live?.time !== undefined && millis(live.time) >= storedMs) return live;
  return { ...stored, stale: stored.stale || asOfMs - storedMs > hub.maxAgeMs };
}
