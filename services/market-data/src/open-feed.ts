import type { Counters, Logger } from '@cream/runtime';
import type { AdapterRuntime } from './adapters/http/index.js';
import type { Vendors } from './adapters/vendors.js';
import { FeedHub } from './app/streams/feed-hub.js';
import type { FeedSettings } from './feed.config.js';
import { feedLog } from './feed-log.js';

/**
 * The hub of the configured vendor's stream of stocks. It connects at once when the settings name symbols to follow, else
 * with the first symbol somebody wants.
 */
export function openFeed(
  { vendor, symbols, maxSymbols, maxAgeMs, bufferMessages }: FeedSettings,
  vendors: Vendors,
  { clock, sleep }: AdapterRuntime,
  { log, counters }: { readonly log?: Logger | undefined; readonly counters?: Counters | undefined },
): FeedHub {
  const feed = vendor === 'alpaca' ? vendors.alpacaFeed('stocks') : vendors.polygonFeed('stocks');
  const watch = log && feedLog(feed.vendor, log, counters);
  const hub = new FeedHub(feed, { clock, sleep, maxSymbols, maxAgeMs, capacity: bufferMessages, watch });
  if (symbols.length > 0) hub.hold(symbols);
  return hub;
}
