import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, dateText } from '../src/calendar/civil-date.js';
import { monthlyExpiry, optionExpiriesBetween, weeklyExpiry } from '../src/calendar/option-expiries.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';

const calendar = new TradingCalendar();
const day = (date: string) => Date.parse(date) / DAY_MS;
const text = (found: number | undefined) => found && dateText(found);
const weekday = (d: number) => new Date(d * DAY_MS).getUTCDay();
const expiries = (underlying: string, from: string, to: string) =>
  optionExpiriesBetween(calendar, underlying, day(from), day(to)).map((one) => `${dateText(one.day)} ${one.kind}`);

describe('the monthly expiry', () => {
  // Cboe and OCC expiration calendars of those years.
  it.each([
    [2015, 2, '2015-02-20'],
    [2020, 3, '2020-03-20'],
    [2021, 1, '2021-01-15'],
    [2023, 9, '2023-09-15'],
    [2024, 3, '2024-03-15'],
    [2024, 6, '2024-06-21'],
    [2025, 8, '2025-08-15'],
  ])('of %i-%i is its third Friday, %s', (year, month, date) => {
    expect(text(monthlyExpiry(calendar, year, month))).toBe(date);
  });

  it('moves to the Thursday in the months whose third Friday is Good Friday or Juneteenth, and in no other', () => {
    const moved: string[] = [];
    for (let year = 1990; year <= 2028; year++) {
      for (let month = 1; month <= 12; month++) {
        const expiry = monthlyExpiry(calendar, year, month) ?? Number.NaN;
        const date = dateText(expiry);
        if (weekday(expiry) !== 5) moved.push(date);
        else expect([date, Number(date.slice(8)) >= 15 && Number(date.slice(8)) <= 21]).toEqual([date, true]);
      }
    }
    expect(moved).toEqual([
      '1992-04-16',
      '2000-04-20',
      '2003-04-17',
      '2008-03-20',
      '2014-04-17',
      '2019-04-18',
      '2022-04-14',
      '2025-04-17',
      '2026-06-18',
      '2027-06-17',
    ]);
  });

  it('is unknown outside the calendar', () => {
    expect(monthlyExpiry(calendar, 1985, 9)).toBeUndefined();
    expect(monthlyExpiry(calendar, 2029, 1)).toBeUndefined();
  });
});

describe('the weekly expiry', () => {
  it.each([
    ['a usual week', '2024-07-08', '2024-07-12'],
    ['its Sunday', '2024-07-07', '2024-07-12'],
    ['its Saturday', '2024-07-13', '2024-07-12'],
    ['a week whose Friday is Christmas', '2020-12-21', '2020-12-24'],
    ["a week whose Friday is New Year's Day", '2020-12-29', '2020-12-31'],
    ['a week whose Friday keeps Independence Day', '2015-07-01', '2015-07-02'],
    ['a week that had only a Monday', '2001-09-13', '2001-09-10'],
    ['a week that closes early on its Friday', '2024-11-25', '2024-11-29'],
  ])('of %s (%s) is %s', (_what, date, expected) => {
    expect(text(weeklyExpiry(calendar, day(date)))).toBe(expected);
  });

  it('is the last session of its week, whichever date of the week asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('1990-01-07'), max: day('2028-12-23') }), (date) => {
        const sunday = date - weekday(date);
        const last = calendar.sessionsBetween(sunday, sunday + 6).at(-1);
        return last !== undefined && weeklyExpiry(calendar, date) === last.day;
      }),
    );
  });
});

describe('the expiries of an underlying', () => {
  it('are monthly and weekly for a share', () => {
    expect(expiries('AAPL', '2025-04-01', '2025-04-30')).toEqual([
      '2025-04-04 weekly',
      '2025-04-11 weekly',
      '2025-04-17 monthly',
      '2025-04-25 weekly',
    ]);
  });

  it('fall on every session for SPY, each once', () => {
    expect(expiries('SPY', '2025-04-14', '2025-04-22')).toEqual([
      '2025-04-14 daily',
      '2025-04-15 daily',
      '2025-04-16 daily',
      '2025-04-17 monthly',
      '2025-04-21 daily',
      '2025-04-22 daily',
    ]);
  });

  it('are none in a range without a session, or beyond the calendar', () => {
    expect(expiries('SPX', '2024-07-04', '2024-07-04')).toEqual([]);
    expect(expiries('SPX', '2029-01-01', '2029-12-31')).toEqual([]);
  });

  it('do not depend on how a range is cut, and hold twelve monthly ones a year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2028 }),
        fc.integer({ min: 0, max: 363 }),
        fc.constantFrom('SPX', 'AAPL'),
        (year, cut, underlying) => {
          const [from, to] = [day(`${year}-01-01`), day(`${year}-12-31`)];
          const between = (a: number, b: number) => optionExpiriesBetween(calendar, underlying, a, b);
          const whole = between(from, to);
          expect([...between(from, from + cut), ...between(from + cut + 1, to)]).toEqual(whole);
          expect(whole.filter((one) => one.kind === 'monthly')).toHaveLength(12);
        },
      ),
    );
  });
});
