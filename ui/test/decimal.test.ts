import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, quantityWithUnit, sign, signedUsd, usd } from '../src/app/format/decimal.js';

describe('an amount', () => {
  it.each([
    ['0', '$0.00'],
    ['1234567.5', '$1,234,567.50'],
    ['-1234.5', '−$1,234.50'],
    ['-0.001', '$0.00'],
    ['999.999', '$1,000.00'],
  ])('%s is written %s', (text, shown) => {
    expect(usd(text)).toBe(shown);
  });

  it('rounds half to even, as the ledger does', () => {
    expect([usd('0.125'), usd('0.135'), usd('0.1251')]).toEqual(['$0.12', '$0.14', '$0.13']);
  });

  it('keeps every digit that a double would lose', () => {
    expect(usd('9007199254740993.01')).toBe('$9,007,199,254,740,993.01');
  });

  it('is a dash when it is not known', () => {
    expect([usd(undefined), signedUsd(undefined), decimal(undefined)]).toEqual(['–', '–', '–']);
  });

  it('refuses what is not a decimal instead of guessing', () => {
    expect(() => usd('1e5')).toThrow(RangeError);
  });

  it('comes back as the same cents for every sum of cents', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (cents) => {
        const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
        const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(BigInt(usd(text).replace('−', '-').replace(/[$,.]/g, ''))).toBe(cents);
      }),
    );
  });
});

describe('a gain', () => {
  it('carries its sign, and none when it is zero', () => {
    expect([signedUsd('12.3'), signedUsd('-12.3'), signedUsd('0')]).toEqual(['+$12.30', '−$12.30', '$0.00']);
    expect([sign('0.01'), sign('-0.01'), sign('0'), sign(undefined)]).toEqual([1, -1, 0, 0]);
  });
});

describe('a value with a unit', () => {
  it('is exact and names its unit', () => {
    expect(quantityWithUnit('95.123456', 'USD')).toBe('$95.123456');
    expect(quantityWithUnit('9.7', 'percent')).toBe('9.7 %');
    expect(quantityWithUnit('12000', 'shares')).toBe('12,000 shares');
  });

  it('does not round what lies just above a limit down to it', () => {
    expect(quantityWithUnit('10.000000004', 'percent')).toBe('10.000000004 %');
    expect(quantityWithUnit('-2.000000001', 'ratio')).toBe('−2.000000001');
  });
});
