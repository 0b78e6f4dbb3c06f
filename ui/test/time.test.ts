import { describe, expect, it } from 'vitest';
import { newYorkDate, newYorkTick, newYorkTime, utc } from '../src/app/format/time.js';

const instant = (iso: string) => ({ seconds: BigInt(Date.parse(iso) / 1000), nanos: 0 });

describe('a moment', () => {
  it('is shown in New York, in winter and in summer time', () => {
    expect(newYorkTime(instant('2016-03-01T21:00:00Z'))).toBe('2016-03-01 16:00 EST');
    expect(newYorkTime(instant('2016-07-01T20:00:00Z'))).toBe('2016-07-01 16:00 EDT');
  });

  it('belongs to the day it is in New York', () => {
    expect(newYorkDate(instant('2016-03-02T03:00:00Z'))).toBe('2016-03-01');
  });

  it('can be read in UTC too, and is a dash when it is not known', () => {
    expect(utc(instant('2016-03-01T21:00:00Z'))).toBe('2016-03-01T21:00:00Z');
    expect(newYorkTime(undefined)).toBe('–');
  });
});

describe('a mark on a time axis', () => {
  it('is as fine as its step, on the clock of New York', () => {
    const opening = instant('2016-03-01T14:30:00Z');
    const steps = ['year', 'month', 'day', 'time'] as const;
    expect(steps.map((step) => newYorkTick(opening, step))).toEqual(['2016', 'Mar', 'Mar 1', '09:30']);
    expect(newYorkTick(instant('2016-01-01T03:00:00Z'), 'year')).toBe('2015');
  });
});
