import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DAY_MS, dateText, dayNumber } from '../src/calendar/civil-date.js';
import { newYorkDay, newYorkMidnight, newYorkOffsetMs } from '../src/calendar/new-york-clock.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { hasSharedData, sharedData, sharedDataNote } from './shared-data.js';

const calendar = new TradingCalendar();
const day = (date: string) => Date.parse(date) / DAY_MS;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const session = (date: string) => {
  const found = calendar.sessionOf(day(date));
  return found && `${iso(found.openMs)} ${iso(found.closeMs)}${found.earlyClose ? ' early' : ''}`;
};

describe('the trading calendar', () => {
  it.each([
    ['a winter day', '2016-03-01', '2016-03-01T14:30 2016-03-01T21:00'],
    ['a summer day', '2016-07-05', '2016-07-05T13:30 2016-07-05T20:00'],
    ['the Friday before the clocks go forward', '2016-03-11', '2016-03-11T14:30 2016-03-11T21:00'],
    ['the Monday after', '2016-03-14', '2016-03-14T13:30 2016-03-14T20:00'],
    ['the Friday before the clocks go back', '2016-11-04', '2016-11-04T13:30 2016-11-04T20:00'],
    ['the Monday after that', '2016-11-07', '2016-11-07T14:30 2016-11-07T21:00'],
    ['April 2006, when summer time began later', '2006-04-03', '2006-04-03T13:30 2006-04-03T20:00'],
    ['the Friday after Thanksgiving', '2015-11-27', '2015-11-27T14:30 2015-11-27T18:00 early'],
    ['a Christmas Eve', '2020-12-24', '2020-12-24T14:30 2020-12-24T18:00 early'],
    ['July 3 before a Thursday, since 2013', '2013-07-03', '2013-07-03T13:30 2013-07-03T17:00 early'],
    ['July 5 after a Thursday, until 2012', '2002-07-05', '2002-07-05T13:30 2002-07-05T17:00 early'],
    ['shortened hours after the crash of 1987', '1987-10-23', '1987-10-23T13:30 1987-10-23T18:00 early'],
  ])('%s (%s)', (_what, date, expected) => {
    expect(session(date)).toBe(expected);
  });

  it.each([
    ['a Saturday', '2016-03-05'],
    ['Good Friday', '2016-03-25'],
    ['Juneteenth', '2023-06-19'],
    ['Christmas kept on Friday', '2010-12-24'],
    ['Christmas kept on Monday', '2011-12-26'],
    ['Independence Day kept on Friday', '2015-07-03'],
    ['Martin Luther King Jr. Day', '1998-01-19'],
    ['September 11', '2001-09-11'],
    ['Hurricane Sandy', '2012-10-29'],
    ['mourning for President Carter', '2025-01-09'],
  ])('has no session on %s (%s)', (_what, date) => {
    expect(calendar.isSession(day(date))).toBe(false);
  });

  it('has sessions on days other calendars close', () => {
    expect(calendar.isSession(day('2010-12-31'))).toBe(true); // New Year's Day 2011 was a Saturday
    expect(calendar.isSession(day('1997-01-20'))).toBe(true); // the exchange kept King's day from 1998
    expect(calendar.isSession(day('2021-06-18'))).toBe(true); // and Juneteenth from 2022
  });

  it('knows nothing outside its range', () => {
    expect(calendar.sessionOf(day('1985-09-27'))).toBeUndefined();
    expect(calendar.sessionOf(day('2029-01-02'))).toBeUndefined();
    expect(calendar.covers(day('2028-12-31'))).toBe(true);
    expect(calendar.covers(day('2029-01-01'))).toBe(false);
    expect(calendar.sessionsBetween(day('1900-01-01'), day('2100-01-01'))).toHaveLength(calendar.sessions.length);
  });

  it('lists the sessions of a range', () => {
    const dates = calendar.sessionsBetween(day('2016-12-23'), day('2017-01-03')).map((one) => dateText(one.day));
    expect(dates).toEqual(['2016-12-23', '2016-12-27', '2016-12-28', '2016-12-29', '2016-12-30', '2017-01-03']);
    expect(calendar.sessionsBetween(day('2016-12-24'), day('2016-12-26'))).toEqual([]);
  });

  // Trading days of each year as counted for the S&P 500's published history; 2026 to 2028 from the exchange's schedule.
  it('has as many sessions a year as were held', () => {
    const counts: Record<number, number> = {};
    for (let year = 1990; year <= 2028; year++) {
      counts[year] = calendar.sessionsBetween(day(`${year}-01-01`), day(`${year}-12-31`)).length;
    }
    expect(Object.values(counts)).toEqual([
      253, 253, 254, 253, 252, 252, 254, 253, 252, 252, 252, 248, 252, 252, 252, 252, 251, 251, 253, 252, 252, 252, 250,
      252, 252, 252, 252, 251, 251, 252, 253, 252, 251, 250, 252, 250, 251, 251, 251,
    ]);
  });

  // exchange_calendars 4.13, XNYS: every session from 1990 to 2028 as "2016-03-01 14:30 21:00" in UTC, joined by line feeds.
  it('has each of the 9820 sessions of exchange_calendars, at the same times, and no other', () => {
    const lines = calendar
      .sessionsBetween(day('1990-01-01'), day('2028-12-31'))
      .map(({ day: number, openMs, closeMs }) =>
        [dateText(number), iso(openMs).slice(11), iso(closeMs).slice(11)].join(' '),
      );
    expect(lines).toHaveLength(9820);
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      '6d822f21c41b23021a83f40c0ce8fdb2c8ebd45942dc51aed90926b798deb331',
    );
  });

  it('steps from session to session over what lies between', () => {
    const dates = (date: string) =>
      [calendar.sessionBefore(day(date)), calendar.sessionAfter(day(date))].map((one) => one && dateText(one.day));
    expect(dates('2001-09-12')).toEqual(['2001-09-10', '2001-09-17']);
    expect(dates('2012-10-29')).toEqual(['2012-10-26', '2012-10-31']);
    expect(dates('2006-12-29')).toEqual(['2006-12-28', '2007-01-03']);
    expect(dates('1985-09-30')).toEqual([undefined, '1985-10-01']);
    expect(dates('2028-12-29')).toEqual(['2028-12-28', undefined]);
  });

  it('counts full sessions and trading time between two times', () => {
    const friday = Date.parse('2016-03-04T21:00Z');
    expect(calendar.fullSessionsWithin(friday, Date.parse('2016-03-07T20:59Z'))).toBe(0);
    expect(calendar.fullSessionsWithin(friday, Date.parse('2016-03-07T21:00Z'))).toBe(1);
    expect(calendar.tradingMsWithin(friday - 60_000, Date.parse('2016-03-07T14:32Z'))).toBe(3 * 60_000);
    expect(calendar.tradingMsWithin(friday, Date.parse('2016-03-07T14:30Z'))).toBe(0);
  });

  it('was generated from the rules as they stand', () => {
    const script = fileURLToPath(new URL('../tools/generate-calendar.mjs', import.meta.url));
    expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow();
  });
});

describe("New York's clock", () => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });

  it.each(['1986-04-27', '1987-04-05', '2006-10-29', '2007-03-11', '2016-03-13', '2016-11-06', '2028-11-05'])(
    'agrees with the time zone database minute by minute around %s',
    (date) => {
      const start = Date.parse(date) - 60 * 60_000;
      for (let ms = start; ms < start + DAY_MS; ms += 60_000) {
        const wall = new Date(ms + newYorkOffsetMs(ms)).toISOString();
        const expected = format.format(ms);
        if (expected !== `${wall.slice(0, 10)}, ${wall.slice(11, 16)}`)
          expect.fail(`${iso(ms)}: ${wall}, not ${expected}`);
      }
    },
  );

  it('finds the midnight of every date', () => {
    for (let d = calendar.firstDay; d <= calendar.lastDay; d++) {
      const midnight = newYorkMidnight(d);
      if (newYorkDay(midnight) !== d || newYorkDay(midnight - 1) !== d - 1) expect.fail(dateText(d));
    }
  });
});

describe('civil dates', () => {
  it('count days as the proleptic Gregorian calendar does', () => {
    for (let d = day('1896-01-01'); d < day('2104-12-31'); d += 1) {
      const [year = 0, month = 0, date = 0] = dateText(d).split('-').map(Number);
      if (dayNumber(year, month, date) !== d) expect.fail(dateText(d));
    }
  });
});

describe.skipIf(!hasSharedData)(`compared with published calendars${sharedDataNote}`, () => {
  const lines = (file: string) => readFileSync(join(sharedData, file), 'utf8').trim().split('\n').slice(1);
  const closedWeekdays = (from: string, to: string) => {
    const closed: string[] = [];
    for (let d = day(from); d <= day(to); d++) {
      if (new Date(d * DAY_MS).getUTCDay() % 6 !== 0 && !calendar.isSession(d)) closed.push(dateText(d));
    }
    return closed;
  };
  const earlyCloses = (from: string, to: string) =>
    calendar
      .sessionsBetween(day(from), day(to))
      .filter((one) => one.earlyClose)
      .map((one) => `${dateText(one.day)},${iso(one.closeMs + newYorkOffsetMs(one.closeMs)).slice(11)}`);

  // The files begin with the first session of 1990 and end in the middle of January 2023.
  it('closes on the weekdays of exchange_calendars, 1990 to 2023', () => {
    const expected = lines('golden/calendar/xnys_weekday_closures.csv');
    expect(expected).toHaveLength(295);
    expect(closedWeekdays('1990-01-02', '2023-01-13')).toEqual(expected);
  });

  it('closes early as exchange_calendars does, 1990 to 2023', () => {
    expect(earlyCloses('1990-01-02', '2023-01-13')).toEqual(lines('golden/calendar/xnys_special_closes_et.csv'));
  });

  it('opens late on no day, as exchange_calendars has it', () => {
    const late = calendar
      .sessionsBetween(day('1990-01-02'), day('2023-01-13'))
      .filter((one) => iso(one.openMs + newYorkOffsetMs(one.openMs)).slice(11) !== '09:30');
    expect(late.map((one) => dateText(one.day))).toEqual(
      lines('golden/calendar/xnys_special_opens_et.csv').map((line) => line.slice(0, 10)),
    );
  });

  it('has the sessions of exchange_calendars at their UTC times, 2015 on', () => {
    const sessions = calendar.sessionsBetween(day('2015-01-01'), day('2023-01-13'));
    const ours = sessions.map((one) => `${dateText(one.day)},${iso(one.openMs)}Z,${iso(one.closeMs)}Z`);
    expect(ours).toEqual(lines('golden/calendar/xnys_sessions_utc_2015_on.csv'));
  });

  it('agrees with the holidays of Lean, 1998 to 2028', () => {
    const lean = JSON.parse(readFileSync(join(sharedData, 'calendar/nyse_1998_2028.lean.json'), 'utf8')) as {
      holidays: string[];
      earlyCloses: Record<string, string>;
    };
    const weekdays = (date: string) => new Date(date).getUTCDay() % 6 !== 0;
    expect(closedWeekdays('1998-01-01', '2028-12-31')).toEqual(lean.holidays.filter(weekdays));
    // Lean lists early closes from November 1999 and lacks the last day of that year.
    const early = Object.entries(lean.earlyCloses).map(([date, close]) => `${date},${close}`);
    const ours = earlyCloses('1999-01-01', '2028-12-31').filter((one) => !one.startsWith('1999-12-31'));
    expect(ours).toEqual(early.filter((one) => weekdays(one.slice(0, 10))));
  });
});
