import type { Counters, Logger } from '@cream/runtime';
import type { FeedWatch } from './app/streams/feed-watch.js';

/** Logs what happens to a vendor's feed, and counts it for Prometheus. */
export function feedLog(vendor: string, log: Logger, counters: Counters | undefined): FeedWatch {
  const count = (name: string, help: string, labels: readonly string[] = []) =>
    counters?.counter(name, help, ['vendor', ...labels]) ?? (() => undefined);
  const ups = count('cream_feed_connections_total', 'Connections of the live feed that came up.');
  const downs = count('cream_feed_losses_total', 'Connections of the live feed that were lost or refused.');
  const gaps = count('cream_feed_gaps_total', 'Places in the live feed where events are missing or were put aside.');
  const missed = count('cream_feed_missed_total', 'Events known to be missing from the live feed.');
  const dropped = count('cream_stream_dropped_total', 'Messages dropped for subscribers too slow.', ['kind']);
  return {
    noticed(notice) {
      if (notice.kind === 'up') {
        ups({ vendor });
        log.info({ vendor }, 'the live feed is up');
      } else if (notice.kind === 'down') {
        downs({ vendor });
        log.warn({ vendor, reason: notice.reason }, 'the live feed is down');
      } else {
        gaps({ vendor });
        missed({ vendor }, notice.missed ?? 0);
        log.debug({ vendor, symbol: notice.symbol, missed: notice.missed, reason: notice.reason }, 'a gap in the feed');
      }
    },
    dropped: (kind) => dropped({ vendor, kind }),
    failed: (error) => log.error({ vendor, err: error }, 'the live feed has ended'),
  };
}
