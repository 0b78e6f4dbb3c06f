import { shiftDate } from '../adapters/wire/dates.js';
import type { CalendarEventSource, CalendarRequest, VendorCalendarEvent } from '../app/ports/index.js';
import { dateText } from '../calendar/civil-date.js';
import { newYorkDay } from '../calendar/new-york-clock.js';
import { type DateSpan, daySpans } from './history-piece.js';

const KINDS: readonly CalendarRequest['kind'][] = ['EARNINGS', 'ECONOMIC'];
/** FMP answers at most three months at once. */
const PIECE_DAYS = 60;

/** A calendar as it stood when it was asked for. Dates in New York. */
export interface StoodCalendar extends DateSpan {
  readonly kind: CalendarRequest['kind'];
  /** UTC milliseconds. */
  readonly knownAt: number;
  readonly events: readonly VendorCalendarEvent[];
}

/** Calendars of dates, as they stand now. @param now UTC milliseconds @throws VendorError */
export async function* calendarPieces(
  source: CalendarEventSource,
  dates: DateSpan,
  now: () => number,
  signal: AbortSignal,
): AsyncGenerator<StoodCalendar> {
  for (const kind of KINDS) {
    for (const span of daySpans(dates, PIECE_DAYS)) {
      // A vendor's dates are those of another clock: what it dates a day before or after may lie inside.
      const asked = { kind, fromDate: shiftDate(span.from, -1), toDate: shiftDate(span.to, 1) };
      const answered = await source.calendarEvents(asked, signal);
      const events = answered.filter(({ timeMs }) => {
        const date = dateText(newYorkDay(timeMs));
        return date >= span.from && date <= span.to;
      });
      yield { kind, ...span, knownAt: now(), events };
    }
  }
}
