import { clone, fromBinary, toBinary } from '@bufbuild/protobuf';
import { millis, timestamp } from '@cream/domain';
import { type CalendarEvent, CalendarEventKind, CalendarEventSchema } from '@cream/proto/market';
import { blob, type Database, int, text } from '@cream/storage';
import { coverageOf, type StoredCalendar } from '../../app/calendar-coverage.js';
import { compareText } from '../../app/compare-text.js';
import { dateText } from '../../calendar/civil-date.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';
import { publicationConflict } from './publication-conflict.js';

export interface CalendarQuery {
  readonly kinds: readonly CalendarEventKind[];
  /** Day numbers in New York, both inclusive. */
  readonly fromDay: number;
  readonly toDay: number;
  /** UTC milliseconds. */
  readonly asOfMs: number;
}

/** A calendar as it stood when it was asked for. */
export interface OfferedCalendar {
  readonly kind: CalendarEventKind;
  readonly fromDay: number;
  readonly toDay: number;
  readonly knownMs: number;
  /** Each with its day in New York. */
  readonly events: readonly { readonly day: number; readonly event: CalendarEvent }[];
}

interface HeldCalendar extends StoredCalendar {
  readonly importedFrom: string;
}

/** Calendars of the economy and of companies, each as it stood. */
export class EventCalendars {
  constructor(private readonly store: MarketStore) {}

  /** In time order; of each day what the newest calendar known by the time says. */
  async list({ kinds, fromDay, toDay, asOfMs }: CalendarQuery): Promise<CalendarEvent[]> {
    const sql = 'SELECT content FROM calendar_events WHERE calendar = ? AND day >= ? AND day <= ?';
    const found: CalendarEvent[] = [];
    for (const kind of kinds) {
      const calendars = await this.calendars(kind, fromDay, toDay, asOfMs);
      for (const { calendar, ...days } of coverageOf(calendars, fromDay, toDay)) {
        const args = [calendar.id, days.fromDay, days.toDay];
        const events = await this.store.rows(sql, args, (row) => {
          const event = fromBinary(CalendarEventSchema, blob(row, 'content'));
          return Object.assign(event, { knownAt: timestamp(calendar.knownMs), source: calendar.importedFrom });
        });
        found.push(...events);
      }
    }
    return found.toSorted((a, b) => timeOf(a) - timeOf(b) || compareText(orderOf(a), orderOf(b)));
  }

  /** Writes a calendar, all of it or nothing. One that is stored stays as it is; other events for it are a finding. */
  take(offered: OfferedCalendar, source: string): Promise<ImportTotals> {
    const { kind, fromDay, toDay, knownMs } = offered;
    const contents = offered.events
      .map(({ day, event }) => ({ day, content: contentOf(event) }))
      .toSorted((a, b) => a.day - b.day || Buffer.compare(a.content, b.content));
    return this.store.exclusively(async (database) => {
      const before = await stored(database, offered, source);
      if (before !== undefined) {
        const now = contents.map(({ content }) => content);
        if (Buffer.concat(now).equals(Buffer.concat(before))) {
          return { inserted: 0, unchanged: contents.length, conflicts: 0 };
        }
        const finding = publicationConflict({
          origin: `calendar ${source}`,
          subject: '',
          knownMs,
          observed: `${CalendarEventKind[kind]} from ${dateText(fromDay)} to ${dateText(toDay)}: ${now.length} events`,
          expected: `${before.length} other events`,
        });
        await database.write([finding]);
        return { inserted: 0, unchanged: 0, conflicts: 1 };
      }
      const newest = (row: { id?: unknown }) => Number(row.id ?? 0);
      const id = ((await database.get('SELECT max(id) AS id FROM calendars', [], newest)) ?? 0) + 1;
      await database.write([
        {
          sql: `INSERT INTO calendars (id, kind, from_day, to_day, known_ms, events, imported_from)
                VALUES (?, ?, ?, ?, ?, ?, ?)`,
          args: [id, kind, fromDay, toDay, knownMs, contents.length, source],
        },
        ...contents.map(({ day, content }, position) => ({
          sql: 'INSERT INTO calendar_events (calendar, position, day, content) VALUES (?, ?, ?, ?)',
          args: [id, position, day, content],
        })),
      ]);
      return { inserted: contents.length, unchanged: 0, conflicts: 0 };
    });
  }

  private calendars(kind: CalendarEventKind, fromDay: number, toDay: number, asOfMs: number): Promise<HeldCalendar[]> {
    const sql = 'SELECT * FROM calendars WHERE kind = ? AND known_ms <= ? AND to_day >= ? AND from_day <= ?';
    return this.store.rows(sql, [kind, asOfMs, fromDay, toDay], (row) => ({
      id: int(row, 'id'),
      fromDay: int(row, 'from_day'),
      toDay: int(row, 'to_day'),
      knownMs: int(row, 'known_ms'),
      importedFrom: text(row, 'imported_from'),
    }));
  }
}

/** What answers set is not stored. */
function contentOf(given: CalendarEvent): Uint8Array {
  const event = clone(CalendarEventSchema, given);
  delete event.knownAt;
  event.source = '';
  return toBinary(CalendarEventSchema, event);
}

/** The events of this very calendar in their order; undefined when it is not stored. */
async function stored(
  database: Database,
  { kind, fromDay, toDay, knownMs }: OfferedCalendar,
  source: string,
): Promise<Uint8Array[] | undefined> {
  const sql = `SELECT id FROM calendars
               WHERE kind = ? AND from_day = ? AND to_day = ? AND known_ms = ? AND imported_from = ?`;
  const id = await database.get(sql, [kind, fromDay, toDay, knownMs, source], (row) => int(row, 'id'));
  if (id === undefined) return undefined;
  const events = 'SELECT content FROM calendar_events WHERE calendar = ? ORDER BY day, position';
  return database.all(events, [id], (row) => blob(row, 'content'));
}

function timeOf({ time }: CalendarEvent): number {
  return millis(time, 'time');
}

function orderOf({ symbol, country, name }: CalendarEvent): string {
  return [symbol, country, name].join(' ');
}
