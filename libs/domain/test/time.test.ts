import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../src/errors.js';
import { isoDate, millis, newYorkDate, sameTime, slotText, timestamp, wireDate } from '../src/time.js';

describe('times', () => {
  it('survive the wire to the millisecond, before 1970 too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8e12, max: 8e12 }), (ms) => {
        const wired = timestamp(ms);
        expect(wired.nanos).toBeGreaterThanOrEqual(0);
        expect(millis(wired)).toBe(ms);
        expect(sameTime(wired, timestamp(ms))).toBe(true);
        expect(sameTime(wired, timestamp(ms + 1))).toBe(false);
      }),
    );
  });

  it('refuses parts of a millisecond and absent times', () => {
    expect(() => timestamp(1.5)).toThrow(DomainError);
    expect(() => millis(undefined, 'as_of')).toThrow(expect.objectContaining({ code: 'TIME_MISSING', field: 'as_of' }));
  });

  it('names the New York date, which is not the UTC date late in the evening', () => {
    expect(newYorkDate(Date.UTC(2016, 2, 1, 21))).toBe('2016-03-01');
    expect(newYorkDate(Date.UTC(2016, 2, 2, 4, 59))).toBe('2016-03-01');
    expect(newYorkDate(Date.UTC(2016, 6, 2, 4, 0))).toBe('2016-07-02');
  });

  it('spells a slot as cycle ids do', () => {
    expect(slotText(Date.UTC(2016, 2, 1, 21))).toBe('20160301T210000Z');
  });
});

describe('dates', () => {
  it('come back as they were', () => {
    expect(isoDate(wireDate('2016-02-29'))).toBe('2016-02-29');
  });

  it.each(['2015-02-29', '2016-13-01', '2016-00-10', '16-01-01', '2016-1-1', '', 'today'])('refuses %j', (text) => {
    expect(() => wireDate(text)).toThrow(expect.objectContaining({ code: 'DATE_MALFORMED' }));
  });
});
