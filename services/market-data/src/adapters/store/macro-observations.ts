import { int, type Row, text, textOrUndefined } from '@cream/storage';
import { dateText } from '../../calendar/civil-date.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';
import { publicationConflict } from './publication-conflict.js';
import { settled } from './settled.js';

/** A value of a series in one of its vintages. */
export interface Vintage {
  readonly series: string;
  /** Day number. */
  readonly day: number;
  /** UTC milliseconds. */
  readonly knownMs: number;
  /** Decimal text; undefined: it was published that there is none. */
  readonly value: string | undefined;
}

export interface HeldVintage extends Vintage {
  readonly importedFrom: string;
}

export interface MacroQuery {
  /** None: all. */
  readonly series: readonly string[];
  /** Day numbers, both inclusive. */
  readonly fromDay: number | undefined;
  readonly toDay: number | undefined;
  /** UTC milliseconds. */
  readonly asOfMs: number;
  /** The newest so many days of each series; undefined: all. */
  readonly limit: number | undefined;
}

/** Series of the economy in all their vintages. */
export class MacroObservations {
  constructor(private readonly store: MarketStore) {}

  /** By series and day, oldest first; of each day the newest vintage known by the time. */
  async list({ series, fromDay, toDay, asOfMs, limit }: MacroQuery): Promise<HeldVintage[]> {
    // SQLite takes the bare columns from the row that has the maximum.
    const sql = `
      SELECT series, day, max(known_ms) AS known_ms, value, imported_from FROM observations
      WHERE series = ? AND day >= ? AND day <= ? AND known_ms <= ?
      GROUP BY day ORDER BY day DESC LIMIT ?`;
    const names = series.length > 0 ? [...new Set(series)].sort() : await this.names();
    const found: HeldVintage[] = [];
    for (const name of names) {
      const range = [fromDay ?? Number.MIN_SAFE_INTEGER, toDay ?? Number.MAX_SAFE_INTEGER];
      const rows = await this.store.rows(sql, [name, ...range, asOfMs, limit ?? -1], toVintage);
      found.push(...rows.reverse());
    }
    return found;
  }

  /** Writes vintages: all of them or none. One that is stored stays as it is; another value for it is a finding. */
  take(vintages: readonly Vintage[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const names = JSON.stringify([...new Set(vintages.map(({ series }) => series))]);
      const sql = `SELECT series, day, known_ms, value FROM observations WHERE series IN (SELECT value FROM json_each(?))
                   AND day >= ? AND day <= ?`;
      const days = vintages.map(({ day }) => day);
      const range = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
      const stored = await database.all(sql, [names, ...range], (row): [string, string] => {
        const [day, knownMs] = [int(row, 'day'), int(row, 'known_ms')];
        return [keyOf({ series: text(row, 'series'), day, knownMs }), said(textOrUndefined(row, 'value'))];
      });
      const offers = vintages.map((one) => ({ ...one, key: keyOf(one), content: said(one.value) }));
      const { fresh, contradictions, totals } = settled(offers, new Map(stored));
      const conflicts = contradictions.map(({ offered, stored: before }) =>
        publicationConflict({
          origin: `macro ${source}`,
          subject: offered.series,
          knownMs: offered.knownMs,
          observed: `${dateText(offered.day)}: ${offered.content}`,
          expected: before,
        }),
      );
      const rows = fresh.map(({ series, day, knownMs, value }) => [series, day, knownMs, value ?? null]);
      const writes = [
        {
          sql: 'INSERT OR IGNORE INTO macro_series (series) SELECT value FROM json_each(?)',
          args: [names],
        },
        {
          sql: `INSERT INTO observations (series, day, known_ms, value, imported_from)
                SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, ? FROM json_each(?)`,
          args: [source, JSON.stringify(rows)],
        },
      ];
      if (rows.length + conflicts.length > 0) await database.write([...(rows.length > 0 ? writes : []), ...conflicts]);
      return totals;
    });
  }

  private names(): Promise<string[]> {
    return this.store.rows('SELECT series FROM macro_series ORDER BY series', [], (row) => text(row, 'series'));
  }
}

function keyOf({ series, day, knownMs }: Pick<Vintage, 'series' | 'day' | 'knownMs'>): string {
  return `${day} ${knownMs} ${series}`;
}

function said(value: string | undefined): string {
  return value ?? 'no value';
}

function toVintage(row: Row): HeldVintage {
  return {
    series: text(row, 'series'),
    day: int(row, 'day'),
    knownMs: int(row, 'known_ms'),
    value: textOrUndefined(row, 'value'),
    importedFrom: text(row, 'imported_from'),
  };
}
