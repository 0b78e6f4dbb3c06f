import { BarInterval, Finding_Code } from '@cream/proto/market';
import { INTRADAY_INTERVALS, intervalMs } from '../../app/bar-interval.js';
import { MarketDataError } from '../../app/market-data-error.js';
import type { Objection } from '../../app/validation/finding.js';
import { mixedIntervals } from '../../app/validation/mixed-interval.js';
import { timeOrderObjection } from '../../app/validation/time-order.js';
import { DAY_MS, dateText } from '../../calendar/civil-date.js';
import { newYorkDay, newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { Piece, RefusedRow } from './piece.js';
import { barEnd, dailyDates } from './timeline.js';

/** Bars of a piece with their times: by index, the row in the piece's store, its date in New York, start and end. */
export interface PlacedPiece {
  readonly rows: readonly number[];
  readonly days: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly refused: readonly RefusedRow[];
  /** Start of the newest bar read so far, placed or not. */
  readonly lastStartMs: number | undefined;
}

/**
 * The interval of a file from its first piece: daily when every time is a date or a midnight, else the most frequent
 * distance between two bars of a date, the shorter of two equally frequent ones.
 * @throws MarketDataError UNKNOWN_INTERVAL
 */
export function intervalOf(piece: Piece, file: string): BarInterval {
  const { form, times } = piece;
  if (form === undefined) throw new MarketDataError('FILE_EMPTY', 'no row of the file can be read', { file });
  if (dailyDates(form, times) !== undefined) return BarInterval.ONE_DAY;
  const counts = new Map<number, number>();
  for (let i = 1; i < times.length; i++) {
    const [before = 0, now = 0] = [times[i - 1], times[i]];
    if (now > before && sameDate(form === 'instant', before, now)) {
      counts.set(now - before, (counts.get(now - before) ?? 0) + 1);
    }
  }
  const [first] = [...counts].sort(([gapA, a], [gapB, b]) => b - a || gapA - gapB);
  const interval = first === undefined ? undefined : INTRADAY_INTERVALS.get(first[0]);
  if (interval !== undefined) return interval;
  const why =
    first === undefined
      ? 'no date has two bars'
      : `most bars are ${first[0] / 60_000} minutes apart, no known interval`;
  throw new MarketDataError('UNKNOWN_INTERVAL', `${why}: say which interval the bars have`, { file });
}

/** Gives every row of a piece its place in the calendar; rows without one are put aside. */
export function placePiece(
  piece: Piece,
  interval: BarInterval,
  lastStartMs: number | undefined,
  calendar: TradingCalendar,
): PlacedPiece {
  const placing = new Placing(piece, intervalMs(interval), lastStartMs, calendar);
  for (let row = 0; row < piece.times.length; row++) placing.add(row);
  return placing.finish();
}

class Placing implements PlacedPiece {
  readonly rows: number[] = [];
  readonly days: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly refused: RefusedRow[] = [];
  /** Bars of the date being read, checked together when it is over. */
  private date: number[] = [];
  private dateRows: number[] = [];
  private day = Number.NaN;

  constructor(
    private readonly piece: Piece,
    private readonly length: number | undefined,
    public lastStartMs: number | undefined,
    private readonly calendar: TradingCalendar,
  ) {}

  add(row: number): void {
    const written = this.piece.times[row] ?? Number.NaN;
    const day = this.dayOf(written);
    const session = this.calendar.sessionOf(day);
    if (session === undefined) {
      const expected = this.calendar.covers(day) ? 'a trading day of the NYSE' : `a date from ${this.calendar.range}`;
      this.refuse(row, { code: Finding_Code.NO_SESSION, observed: dateText(day), expected }, undefined);
      return;
    }
    if (day !== this.day) this.endDate();
    this.day = day;
    const midnight = newYorkMidnight(day);
    const instant = this.piece.form === 'instant' ? written : midnight + (written - day * DAY_MS);
    const isDate = this.piece.form === 'date' || instant === midnight || written % DAY_MS === 0;
    if (this.length === undefined && !isDate) {
      const observed = new Date(instant).toISOString();
      this.refuse(row, { code: Finding_Code.MIXED_INTERVAL, observed, expected: 'daily bars' }, instant);
      return;
    }
    if (this.length !== undefined && this.piece.form === 'date') {
      const expected = `${this.length / 60_000}-minute bars`;
      this.refuse(row, { code: Finding_Code.MIXED_INTERVAL, observed: dateText(day), expected }, session.openMs);
      return;
    }
    const start = this.length === undefined ? session.openMs : instant;
    const objection = timeOrderObjection(start, this.lastStartMs);
    if (objection !== undefined) {
      this.refuse(row, objection, start);
      return;
    }
    this.lastStartMs = start;
    this.date.push(start);
    this.dateRows.push(row);
  }

  /** The date of a bar in New York. A daily bar stamped with a midnight in UTC means the date it names. */
  private dayOf(written: number): number {
    const names = this.piece.form !== 'instant' || (this.length === undefined && written % DAY_MS === 0);
    return names ? Math.floor(written / DAY_MS) : newYorkDay(written);
  }

  finish(): PlacedPiece {
    this.endDate();
    return this;
  }

  private endDate(): void {
    const session = this.calendar.sessionOf(this.day);
    const mixed =
      this.length === undefined || this.date.length === 0
        ? undefined
        : mixedIntervals(this.date, this.length, newYorkMidnight(this.day));
    for (let i = 0; i < this.date.length; i++) {
      const [row = 0, start = 0] = [this.dateRows[i], this.date[i]];
      const objection = mixed?.get(i);
      if (objection !== undefined) {
        this.refuse(row, objection, start);
        continue;
      }
      this.rows.push(row);
      this.days.push(this.day);
      this.starts.push(start);
      this.ends.push(this.length === undefined ? (session?.closeMs ?? start) : barEnd(start, this.length, session));
    }
    this.date = [];
    this.dateRows = [];
  }

  private refuse(row: number, objection: Objection, timeMs: number | undefined): void {
    this.refused.push({ ...objection, line: this.piece.lines[row] ?? 0, row: this.piece.text(row), timeMs });
  }
}

function sameDate(instant: boolean, a: number, b: number): boolean {
  return instant ? newYorkDay(a) === newYorkDay(b) : Math.floor(a / DAY_MS) === Math.floor(b / DAY_MS);
}
