import { describe, expect, it } from 'vitest';
import { newYorkDate, newYorkTime, utc } from '../src/app/format/time.js';

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
