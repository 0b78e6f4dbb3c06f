import { PublicationSource_Kind } from '@cream/proto/market';
import { int, text } from '@cream/storage';
import { countUpTo } from '../../calendar/sorted.js';
import type { MarketStore } from './market-store.js';

/** What was held of a kind from one source at a time. */
export interface HeldPublications {
  readonly kind: PublicationSource_Kind;
  readonly source: string;
  readonly count: number;
  /** When the newest of them became known, UTC milliseconds. */
  readonly newestMs: number;
}

interface KnownTimes {
  readonly kind: PublicationSource_Kind;
  readonly source: string;
  /** UTC milliseconds, rising, and how many had become known by then. */
  readonly times: Float64Array;
  readonly counts: readonly number[];
}

const { NEWS, STATEMENTS, MACRO, CALENDAR } = PublicationSource_Kind;
const TABLES = [
  { kind: NEWS, table: 'articles', weight: '1' },
  { kind: STATEMENTS, table: 'statements', weight: '1' },
  { kind: MACRO, table: 'observations', weight: '1' },
  { kind: CALENDAR, table: 'calendars', weight: 'events' },
];

/**
 * How much is held of what, at any time. Every cycle asks, so the times are kept in memory, a number for each moment at which
 * something became known; an import has them read again.
 */
export class PublicationSources {
  private known: Promise<readonly KnownTimes[]> | undefined;

  constructor(private readonly store: MarketStore) {}

  /** By kind and source; what nothing was known of is left out. */
  async at(asOfMs: number): Promise<HeldPublications[]> {
    this.known ??= this.read().catch((error: unknown) => {
      // A read that failed says nothing: the next one asks again.
      this.known = undefined;
      throw error;
    });
    return (await this.known).flatMap(({ kind, source, times, counts }) => {
      const last = countUpTo(times, asOfMs) - 1;
      const [newestMs, count] = [times[last], counts[last]];
      return newestMs === undefined || count === undefined ? [] : [{ kind, source, count, newestMs }];
    });
  }

  /** Something was imported. */
  changed(): void {
    this.known = undefined;
  }

  private async read(): Promise<KnownTimes[]> {
    const all: KnownTimes[] = [];
    for (const { kind, table, weight } of TABLES) {
      const sql = `SELECT imported_from, known_ms, sum(${weight}) AS count FROM ${table}
                   GROUP BY imported_from, known_ms ORDER BY imported_from, known_ms`;
      const rows = await this.store.rows(sql, [], (row) => ({
        source: text(row, 'imported_from'),
        knownMs: int(row, 'known_ms'),
        count: int(row, 'count'),
      }));
      for (const [source, own] of Map.groupBy(rows, (row) => row.source)) {
        let total = 0;
        const counts = own.map(({ count }) => {
          total += count;
          return total;
        });
        all.push({ kind, source, times: Float64Array.from(own, ({ knownMs }) => knownMs), counts });
      }
    }
    return all;
  }
}
