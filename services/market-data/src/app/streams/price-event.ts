import type { MarketFeedEvent } from '../ports/index.js';
import { type LivePrice, withBar, withQuote, withTrade } from './live-price.js';

/** What a feed says about a price, not about itself. */
export type PriceEvent = Extract<MarketFeedEvent, { kind: 'quote' | 'trade' | 'bar' }>;

export function isPriceEvent(event: MarketFeedEvent): event is PriceEvent {
  return event.kind === 'quote' || event.kind === 'trade' || event.kind === 'bar';
}

/** Whose it is and when it was made; a bar is made when it ends. */
export function placeOf(event: PriceEvent): { readonly symbol: string; readonly timeMs: number } {
  if (event.kind === 'quote') return event.quote;
  if (event.kind === 'trade') return event.trade;
  return { symbol: event.bar.symbol, timeMs: event.bar.endMs };
}

/** The price after an event. @returns undefined when it changes nothing */
export function priceAfter(event: PriceEvent, before: LivePrice, receivedMs: number): LivePrice | undefined {
  if (event.kind === 'quote') return withQuote(before, event.quote, receivedMs);
  if (event.kind === 'bar') return withBar(before, event.bar, receivedMs);
  return event.setsLast ? withTrade(before, event.trade, receivedMs) : undefined;
}
