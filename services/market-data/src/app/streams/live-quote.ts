import { timestamp, wire } from '@cream/domain';
import type { Quote } from '@cream/proto/market';
import type { LivePrice } from './live-price.js';

/**
 * A live price as a quote at a time. What is fresh is served without what is not; when nothing is, everything is there
 * and marked stale. The time is that of the oldest part, so the age is true of all of them.
 * @param maxAgeMs what is older is stale
 * @returns undefined while the feed has said nothing
 */
export function liveQuote(price: LivePrice, asOfMs: number, maxAgeMs: number): Quote | undefined {
  const isFresh = (part: { timeMs: number; intact: boolean } | undefined) =>
    part?.intact === true && asOfMs - part.timeMs <= maxAgeMs;
  const fresh = {
    ...price,
    sides: isFresh(price.sides) ? price.sides : undefined,
    last: isFresh(price.last) ? price.last : undefined,
  };
  const stale = fresh.sides === undefined && fresh.last === undefined;
  return quoteOf(stale ? price : fresh, asOfMs, stale);
}

/** As {@link liveQuote}, but never without the last price: when that is stale, the quote is. */
export function livePriceQuote(price: LivePrice, asOfMs: number, maxAgeMs: number): Quote | undefined {
  if (price.last === undefined) return undefined;
  const quote = liveQuote(price, asOfMs, maxAgeMs);
  return quote?.last === undefined ? quoteOf(price, asOfMs, true) : quote;
}

function quoteOf({ symbol, sides, last }: LivePrice, asOfMs: number, stale: boolean): Quote | undefined {
  if (sides === undefined && last === undefined) return undefined;
  const timeMs = Math.min(sides?.timeMs ?? Number.POSITIVE_INFINITY, last?.timeMs ?? Number.POSITIVE_INFINITY);
  return {
    $typeName: 'cream.market.v1.Quote',
    symbol,
    ...(last && { last: wire(last.price) }),
    ...(sides?.bid !== undefined && { bid: wire(sides.bid) }),
    ...(sides?.ask !== undefined && { ask: wire(sides.ask) }),
    ...(sides?.bidSize !== undefined && { bidSize: wire(sides.bidSize) }),
    ...(sides?.askSize !== undefined && { askSize: wire(sides.askSize) }),
    time: timestamp(timeMs),
    // A vendor's clock may be ahead of ours.
    ageSeconds: BigInt(Math.max(0, Math.floor((asOfMs - timeMs) / 1000))),
    stale,
  };
}
