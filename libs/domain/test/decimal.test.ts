import { decimals } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, dec, decIfReadable, decOr, quotient, statistic, wire } from '../src/decimal.js';
import { DomainError } from '../src/errors.js';

const CANONICAL = /^-?(0|[1-9][0-9]{0,30})(\.[0-9]{0,17}[1-9])?$/;
const text = (value: string) => ({ $typeName: 'cream.common.v1.Decimal' as const, value });

describe('decimals on the wire', () => {
  it.each([
    [new Decimal('0.10'), '0.1'],
    [new Decimal('-0'), '0'],
    [new Decimal('1e30'), '1000000000000000000000000000000'],
    [new Decimal('1e-18'), '0.000000000000000001'],
    [1200, '1200'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    ['007.50', '7.5'],
  ])('writes %s as %s', (value, expected) => {
    expect(wire(value).value).toBe(expected);
  });

  it('rounds what is finer than the wire to even', () => {
    expect(wire(new Decimal('0.0000000000000000005')).value).toBe('0');
    expect(wire(new Decimal('0.0000000000000000015')).value).toBe('0.000000000000000002');
    expect(wire(new Decimal(1).div(3)).value).toBe('0.333333333333333333');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 'ten', '', '1e31', new Decimal('-1e31')])('refuses %s', (value) => {
    expect(() => wire(value)).toThrow(DomainError);
  });

  it.each(['', '-0', '+1', '01', '1.', '1.0', '.5', '1e3', ' 1', '1\n', '0.0000000000000000001', 'NaN', '0x1'])(
    'refuses to read %j',
    (value) => {
      expect(() => dec(text(value), 'price')).toThrow(
        expect.objectContaining({ code: 'DECIMAL_MALFORMED', field: 'price' }),
      );
      expect(decIfReadable(text(value))).toBeUndefined();
    },
  );

  it('tells an absent number from zero', () => {
    expect(() => dec(undefined, 'stop')).toThrow(expect.objectContaining({ code: 'DECIMAL_MISSING', field: 'stop' }));
    expect(decOr(undefined, undefined)).toBeUndefined();
    expect(decOr(wire(0), undefined)?.isZero()).toBe(true);
  });

  it('brings every decimal back as it was', () => {
    fc.assert(
      fc.property(decimals(), (value) => {
        const written = wire(value);
        expect(written.value).toMatch(CANONICAL);
        expect(dec(written).eq(value)).toBe(true);
        expect(wire(dec(written)).value).toBe(written.value);
      }),
    );
  });
});

describe('numbers from floating point', () => {
  it('keeps six digits and cuts trailing zeros', () => {
    expect(statistic(100.12345649).value).toBe('100.123456');
    expect(statistic(0.1 + 0.2).value).toBe('0.3');
    expect(statistic(-0.0000001).value).toBe('0');
    expect(statistic(12.3456, 2).value).toBe('12.35');
  });

  it('does not turn "no number" into one', () => {
    expect(() => statistic(Number.NaN)).toThrow(DomainError);
  });

  it('rounds as decimal arithmetic does, half-way cases to even', () => {
    const halfWay = fc.tuple(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.integer({ min: 1, max: 9 }));
    const ties = halfWay.map(([units, digits]) => [Number(`${units * 10 + 5}e-${digits + 1}`), digits] as const);
    const any = fc.tuple(fc.double({ noNaN: true, min: -1e20, max: 1e20 }), fc.integer({ min: 0, max: 9 }));
    const prices = fc.tuple(fc.double({ noNaN: true, min: -1000, max: 1000 }), fc.constantFrom(2, 6));
    fc.assert(
      fc.property(fc.oneof(ties, any, prices), ([x, digits]) => {
        expect(statistic(x, digits)).toEqual(wire(new Decimal(x).toDecimalPlaces(digits)));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes every finite statistic of a market canonically', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (x) => {
        expect(statistic(x).value).toMatch(CANONICAL);
      }),
    );
  });
});

describe('quotients', () => {
  it('end after twelve digits', () => {
    expect(quotient(new Decimal(2), new Decimal(3))?.toFixed()).toBe('0.666666666667');
  });

  it('do not exist over zero', () => {
    expect(quotient(new Decimal(1), new Decimal(0))).toBeUndefined();
  });
});
