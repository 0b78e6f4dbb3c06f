import { timestamp, wire } from '@cream/domain';
import { describe, expect, it } from 'vitest';
import { calendarFacts } from '../src/app/calendar-facts.js';
import { aRelease, aReport, at } from './publications.js';

/** The close of 1 March 2016 in New York. */
const AS_OF = Date.parse('2016-03-01T21:00:00Z');
const numbers = (facts: ReturnType<typeof calendarFacts>) =>
  facts.map(({ subject, kind, value }) => [subject, kind, value.case === 'decimal' ? value.value.value : value.case]);

describe('the calendar of a company', () => {
  it('says in how many days it reports', () => {
    expect(numbers(calendarFacts(['AAPL', 'MSFT'], [aReport()], AS_OF))).toEqual([
      ['AAPL', 'event.earnings_days', '55'],
    ]);
  });

  it('counts days on the clock of New York: late in the evening of the day before it is one', () => {
    const tomorrow = [aReport({ time: at('2016-03-02T05:00:00Z') })];
    expect(numbers(calendarFacts(['AAPL'], tomorrow, Date.parse('2016-03-02T04:30:00Z')))[0]?.[2]).toBe('1');
    expect(numbers(calendarFacts(['AAPL'], tomorrow, Date.parse('2016-03-02T05:30:00Z')))[0]?.[2]).toBe('0');
  });

  it('counts days over the change to daylight saving', () => {
    const monday = [aReport({ time: at('2016-03-14T04:00:00Z') })];
    expect(numbers(calendarFacts(['AAPL'], monday, Date.parse('2016-03-12T05:00:00Z')))[0]?.[2]).toBe('2');
  });

  it('says by how much the last report surprised, and nothing of a report without an estimate', () => {
    const past = { time: at('2016-01-26T05:00:00Z'), actual: wire('3.28') };
    const surprise = (more: object) => numbers(calendarFacts(['AAPL'], [aReport({ ...past, ...more })], AS_OF));
    expect(surprise({ estimate: wire('3.23') })).toEqual([['AAPL', 'event.earnings_surprise', '0.01548']]);
    expect(surprise({ estimate: wire('-0.5'), actual: wire('-0.4') })[0]?.[2]).toBe('0.2');
    expect(surprise({ estimate: wire('0') })).toEqual([]);
    expect(surprise({})).toEqual([]);
  });
});

describe('the calendar of the economy', () => {
  const table = (facts: ReturnType<typeof calendarFacts>) => {
    const value = facts.find(({ kind }) => kind === 'event.economic')?.value;
    return value?.case === 'table' ? value.value.rows.map(({ cells }) => cells) : [];
  };

  it('is a table in time order, with an empty cell for what is not known', () => {
    const claims = aRelease({
      name: 'Initial Claims',
      time: at('2016-03-03T13:30:00Z'),
      impact: '',
      estimate: undefined,
    });
    const facts = calendarFacts(['AAPL'], [claims, aRelease()], AS_OF);
    expect(table(facts)).toEqual([
      ['2016-03-03T13:30:00.000Z', 'Initial Claims', 'US', '', '151', '', ''],
      ['2016-03-04T13:30:00.000Z', 'Nonfarm Payrolls', 'US', 'High', '151', '190', ''],
    ]);
    expect(facts[0]).toMatchObject({ subject: 'MARKET', asOf: Date.parse('2016-03-01T12:00:00Z') });
  });

  it('keeps what weighs and what is near when there is too much', () => {
    const minor = Array.from({ length: 40 }, (_, i) =>
      aRelease({ name: `minor ${i}`, impact: 'Low', time: timestamp(AS_OF + (i + 1) * 3_600_000) }),
    );
    const names = table(calendarFacts([], [...minor, aRelease()], AS_OF)).map((cells) => cells[1]);
    expect(names).toHaveLength(30);
    expect(names).toContain('Nonfarm Payrolls');
    expect(names).toContain('minor 28');
    expect(names).not.toContain('minor 29');
  });
});
