import { DAY_MS, dateText, dayNumber } from './civil-date.js';
import { newYorkMidnight } from './new-york-clock.js';
import { NYSE_CLOSED_WEEKDAYS, NYSE_EARLY_CLOSES, NYSE_FIRST_DATE, NYSE_LAST_DATE } from './nyse-days.js';
import { countUpTo } from './sorted.js';

const MINUTE_MS = 60_000;
const OPEN_MINUTES = 9 * 60 + 30;
const CLOSE_MINUTES = 16 * 60;

/** One regular session. Times are UTC milliseconds. */
export interface TradingSession {
  readonly day: number;
  readonly openMs: number;
  readonly closeMs: number;
  readonly earlyClose: boolean;
}

/**
 * The regular sessions of the NYSE from 1985-09-30 to 2028-12-31, as a table: every question is an index or a binary
 * search. Dates are day numbers (see civil-date.ts), times UTC milliseconds.
 */
export class TradingCalendar {
  readonly firstDay = dayOf(NYSE_FIRST_DATE);
  readonly lastDay = dayOf(NYSE_LAST_DATE);
  readonly sessions: readonly TradingSession[];
  private readonly indexByDay: Int32Array;
  private readonly opens: Float64Array;
  private readonly closes: Float64Array;

  constructor() {
    const closed = daysIn(NYSE_CLOSED_WEEKDAYS);
    const early = daysIn(NYSE_EARLY_CLOSES);
    const sessions: TradingSession[] = [];
    this.indexByDay = new Int32Array(this.lastDay - this.firstDay + 1).fill(-1);
    for (let day = this.firstDay; day <= this.lastDay; day++) {
      if (isWeekend(day) || closed.has(day)) continue;
      const midnight = newYorkMidnight(day);
      const closeMinutes = early.get(day) ?? CLOSE_MINUTES;
      this.indexByDay[day - this.firstDay] = sessions.length;
      sessions.push({
        day,
        openMs: midnight + OPEN_MINUTES * MINUTE_MS,
        closeMs: midnight + closeMinutes * MINUTE_MS,
        earlyClose: closeMinutes < CLOSE_MINUTES,
      });
    }
    this.sessions = sessions;
    this.opens = Float64Array.from(sessions, (session) => session.openMs);
    this.closes = Float64Array.from(sessions, (session) => session.closeMs);
  }

  /** Whether the calendar knows the date at all. */
  covers(day: number): boolean {
    return day >= this.firstDay && day <= this.lastDay;
  }

  /** `1985-09-30 to 2028-12-31`, for messages. */
  get range(): string {
    return `${dateText(this.firstDay)} to ${dateText(this.lastDay)}`;
  }

  isSession(day: number): boolean {
    return this.sessionOf(day) !== undefined;
  }

  /** The session of a date, or undefined when there is none or the calendar does not know the date. */
  sessionOf(day: number): TradingSession | undefined {
    const index = this.indexByDay[day - this.firstDay];
    return index === undefined ? undefined : this.sessions[index];
  }

  /** Sessions whose date lies in [from, to], in order. */
  sessionsBetween(from: number, to: number): readonly TradingSession[] {
    return this.sessions.slice(this.firstSessionFrom(from), this.firstSessionFrom(to + 1));
  }

  /** The last session before a date, or undefined when the calendar knows none. */
  sessionBefore(day: number): TradingSession | undefined {
    return this.sessions[this.firstSessionFrom(day) - 1];
  }

  /** The first session after a date, or undefined when the calendar knows none. */
  sessionAfter(day: number): TradingSession | undefined {
    return this.sessions[this.firstSessionFrom(day + 1)];
  }

  /** The last session that had closed by a time; at its close it has. */
  lastClosedBy(timeMs: number): TradingSession | undefined {
    return this.sessions[countUpTo(this.closes, timeMs) - 1];
  }

  /** The first session that opens after a time; at its opening it is open already. */
  nextOpeningAfter(timeMs: number): TradingSession | undefined {
    return this.sessions[countUpTo(this.opens, timeMs)];
  }

  /** Sessions that opened at or after `fromMs` and had closed by `toMs`. */
  fullSessionsWithin(fromMs: number, toMs: number): number {
    const firstOpening = countUpTo(this.opens, fromMs - 1);
    return Math.max(0, countUpTo(this.closes, toMs) - firstOpening);
  }

  /** Milliseconds of regular trading between two times. Meant for near times: it walks the sessions between them. */
  tradingMsWithin(fromMs: number, toMs: number): number {
    let total = 0;
    for (let i = countUpTo(this.closes, fromMs); i < this.sessions.length; i++) {
      const session = this.sessions[i];
      if (session === undefined || session.openMs >= toMs) break;
      total += Math.min(toMs, session.closeMs) - Math.max(fromMs, session.openMs);
    }
    return total;
  }

  private firstSessionFrom(day: number): number {
    const first = Math.max(day, this.firstDay);
    for (let candidate = first; candidate <= this.lastDay; candidate++) {
      const index = this.indexByDay[candidate - this.firstDay] ?? -1;
      if (index >= 0) return index;
    }
    return this.sessions.length;
  }
}

function dayOf(date: string): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

function isWeekend(day: number): boolean {
  return new Date(day * DAY_MS).getUTCDay() % 6 === 0;
}

/** Day number → minutes after midnight of the `@HHMM` part, 0 when there is none. */
function daysIn(table: Readonly<Record<number, string>>): Map<number, number> {
  const days = new Map<number, number>();
  for (const [year, list] of Object.entries(table)) {
    for (const entry of list.split(' ')) {
      const day = dayNumber(Number(year), Number(entry.slice(0, 2)), Number(entry.slice(2, 4)));
      days.set(day, Number(entry.slice(5, 7)) * 60 + Number(entry.slice(7, 9)));
    }
  }
  return days;
}
