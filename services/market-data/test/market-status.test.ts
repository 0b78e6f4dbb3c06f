import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, dateText } from '../src/calendar/civil-date.js';
import { canStartCycle, type MarketPhase, marketStatusAt, TradingCalendar } from '../src/calendar/index.js';
import { hasSharedData, sharedData, sharedDataNote } from './shared-data.js';

const MINUTE_MS = 60_000;
const calendar = new TradingCalendar();
const at = (time: string) => marketStatusAt(calendar, Date.parse(time));
const mayStart = (time: string) => canStartCycle(calendar, Date.parse(time));

describe('the state of the exchange', () => {
  it.each<[what: string, time: string, phase: MarketPhase]>([
    ['before the pre-market of a summer day', '2024-07-10T07:59:59.999Z', 'closed'],
    ['at 4:00 in New York', '2024-07-10T08:00:00Z', 'pre'],
    ['a millisecond before the opening', '2024-07-10T13:29:59.999Z', 'pre'],
    ['at the opening', '2024-07-10T13:30:00Z', 'regular'],
    ['a millisecond before the close', '2024-07-10T19:59:59.999Z', 'regular'],
    ['at the close', '2024-07-10T20:00:00Z', 'post'],
    ['a millisecond before 20:00 in New York', '2024-07-10T23:59:59.999Z', 'post'],
    ['at 20:00 in New York', '2024-07-11T00:00:00Z', 'closed'],
    ['at the opening of a winter day', '2024-01-10T14:30:00Z', 'regular'],
    ['where a summer day would be open', '2024-01-10T13:30:00Z', 'pre'],
    ['after 19:00 in New York, when UTC has another date', '2024-01-11T00:30:00Z', 'post'],
    ['at 13:00 of the day after Thanksgiving', '2024-11-29T18:00:00Z', 'post'],
    ['before 17:00 of that day', '2024-11-29T21:59:59.999Z', 'post'],
    ['at 17:00 of that day', '2024-11-29T22:00:00Z', 'closed'],
    ['on a Saturday', '2024-07-13T15:00:00Z', 'closed'],
    ['on Thanksgiving', '2024-11-28T16:00:00Z', 'closed'],
    ["on a holiday's evening, when UTC has the next date", '2024-07-05T00:30:00Z', 'closed'],
  ])('%s (%s) is %s', (_what, time, phase) => {
    expect(at(time)?.phase).toBe(phase);
  });

  it('counts the minutes of the running session, and none outside it', () => {
    const minutes = (time: string) => [at(time)?.minutesSinceOpen, at(time)?.minutesToClose];
    expect(minutes('2024-07-10T13:30:00Z')).toEqual([0, 390]);
    expect(minutes('2024-07-10T13:30:59Z')).toEqual([0, 389]);
    expect(minutes('2024-11-29T17:00:00Z')).toEqual([150, 60]);
    expect(minutes('2024-07-10T13:29:00Z')).toEqual([undefined, undefined]);
    expect(minutes('2024-07-10T20:00:00Z')).toEqual([undefined, undefined]);
  });

  it('names the session of the day, the one before and the next', () => {
    const dates = (time: string) => {
      const status = at(time);
      const sessions = [status?.previous, status?.today?.session, status?.next];
      return sessions.map((session) => session && dateText(session.day));
    };
    expect(dates('2024-07-03T12:00Z')).toEqual(['2024-07-02', '2024-07-03', '2024-07-03']);
    expect(dates('2024-07-03T14:00Z')).toEqual(['2024-07-02', '2024-07-03', '2024-07-05']);
    expect(dates('2024-07-03T17:00Z')).toEqual(['2024-07-03', '2024-07-03', '2024-07-05']);
    expect(dates('2024-07-04T14:00Z')).toEqual(['2024-07-03', undefined, '2024-07-05']);
    expect(dates('1985-09-30T12:00Z')).toEqual([undefined, '1985-09-30', '1985-09-30']);
    expect(dates('2028-12-30T12:00Z')).toEqual(['2028-12-29', undefined, undefined]);
  });

  it('is unknown outside the calendar, whose dates are those of New York', () => {
    expect(at('2029-01-01T04:59:59Z')?.phase).toBe('closed');
    expect(at('2029-01-01T05:00:00Z')).toBeUndefined();
    expect(at('1985-09-30T03:59:59Z')).toBeUndefined();
  });
});

describe('a cycle', () => {
  it.each<[what: string, time: string, may: boolean]>([
    ['at the opening', '2024-07-10T13:30:00Z', true],
    ['before the opening', '2024-07-10T13:29:59.999Z', false],
    ['five minutes before the close', '2024-07-10T19:55:00Z', true],
    ['a millisecond later', '2024-07-10T19:55:00.001Z', false],
    ['after the close', '2024-07-10T20:30:00Z', false],
    ['five minutes before an early close', '2024-11-29T17:55:00Z', true],
    ['a minute later', '2024-11-29T17:56:00Z', false],
    ['in the usual hours of a day that closed early', '2024-11-29T19:00:00Z', false],
    ['on a holiday', '2025-01-09T16:00:00Z', false],
    ['on a Sunday', '2024-07-14T16:00:00Z', false],
    ['where the calendar ends', '2029-01-02T16:00:00Z', false],
  ])('%s (%s) may start: %s', (_what, time, may) => {
    expect(mayStart(time)).toBe(may);
  });

  it('may start at exactly the minutes of a session that leave five', () => {
    const sessions = fc.nat(calendar.sessions.length - 1).map((index) => calendar.sessions[index]);
    fc.assert(
      fc.property(sessions, fc.integer({ min: -720, max: 1380 }), (session, minute) => {
        if (session === undefined) return false;
        const timeMs = session.openMs + minute * MINUTE_MS;
        const inside = minute >= 0 && timeMs <= session.closeMs - 5 * MINUTE_MS;
        return canStartCycle(calendar, timeMs) === inside;
      }),
    );
  });
});

describe('through both changes of the clock of every year', () => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  /** What the clock on a wall in New York says the phase is. None of these days closes early. */
  const phaseByWallClock = (timeMs: number): MarketPhase => {
    const [date = '', clock = ''] = format.format(timeMs).split(', ');
    if (!calendar.isSession(Date.parse(date) / DAY_MS) || clock < '04:00' || clock >= '20:00') return 'closed';
    if (clock < '09:30') return 'pre';
    return clock < '16:00' ? 'regular' : 'post';
  };
  const years = Array.from({ length: 2028 - 1990 + 1 }, (_, i) => 1990 + i);

  it.each(years)('%i: each minute from Friday to Monday is in the phase the wall clock says', (year) => {
    for (const sunday of clockChanges(year)) {
      const end = (sunday + 2) * DAY_MS;
      for (let ms = (sunday - 2) * DAY_MS; ms < end; ms += MINUTE_MS) {
        const [ours, expected] = [marketStatusAt(calendar, ms)?.phase, phaseByWallClock(ms)];
        if (ours !== expected) expect.fail(`${new Date(ms).toISOString()}: ${ours}, not ${expected}`);
      }
    }
  });

  it.each(years)('%i: the opening moves by an hour against UTC', (year) => {
    const [spring = 0, autumn = 0] = clockChanges(year);
    const openings = [spring, autumn].map((sunday) =>
      [calendar.sessionBefore(sunday), calendar.sessionAfter(sunday)].map((session) =>
        new Date(session?.openMs ?? Number.NaN).toISOString().slice(11, 16),
      ),
    );
    expect(openings).toEqual([
      ['14:30', '13:30'],
      ['13:30', '14:30'],
    ]);
  });
});

/** Day numbers of the Sundays: Uniform Time Act as amended in 1986, and since 2007 the Energy Policy Act of 2005. */
function clockChanges(year: number): [spring: number, autumn: number] {
  const sundays = (month: number) => {
    const all: number[] = [];
    for (let day = Date.UTC(year, month - 1, 1) / DAY_MS; day < Date.UTC(year, month, 1) / DAY_MS; day++) {
      if (new Date(day * DAY_MS).getUTCDay() === 0) all.push(day);
    }
    return all;
  };
  const [spring, autumn] = year < 2007 ? [sundays(4)[0], sundays(10).at(-1)] : [sundays(3)[1], sundays(11)[0]];
  return [spring ?? Number.NaN, autumn ?? Number.NaN];
}

describe.skipIf(!hasSharedData)(`compared with the market hours of Lean${sharedDataNote}`, () => {
  it('has its windows on every day of the week', () => {
    const { week } = JSON.parse(
      readFileSync(join(sharedData, 'golden/calendar/lean_usa_equity_hours.json'), 'utf8'),
    ) as { week: Record<string, { start: string; end: string; state: string }[]> };
    const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const clock = (ms: number, offsetHours: number) =>
      new Date(ms - offsetHours * 3_600_000).toISOString().slice(11, 19);
    // A week without a holiday in summer, one in winter.
    for (const [sunday, offsetHours] of [
      ['2024-07-07', 4],
      ['2024-01-07', 5],
    ] as const) {
      for (const [i, name] of names.entries()) {
        const windows = at(new Date(Date.parse(sunday) + i * DAY_MS + DAY_MS / 2).toISOString())?.today?.windows;
        const ours = windows === undefined ? [] : Object.values(windows);
        expect(ours.map(({ startMs, endMs }) => [clock(startMs, offsetHours), clock(endMs, offsetHours)])).toEqual(
          week[name]?.map(({ start, end }) => [start, end]),
        );
      }
    }
  });
});
