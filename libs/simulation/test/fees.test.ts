import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allFees,
  bpsFees,
  type FeeTrade,
  feesOf,
  fixedBps,
  halfSpread,
  OPTIONS_REGULATORY_FEE,
  perUnit,
  regulatoryFees,
  SEC_SECTION_31,
  slipped,
  squareRootImpact,
  TRADING_ACTIVITY_FEE,
  volatilityVolumeShare,
} from '../src/index.js';

const sale = (date: string, more: Partial<FeeTrade> = {}): FeeTrade => ({
  kind: 'EQUITY',
  buy: false,
  quantity: 1000,
  price: 50,
  multiplier: 1,
  timeMs: Date.parse(`${date}T18:00:00Z`),
  ...more,
});

describe('regulatory fees', () => {
  it('are those of the day of the trade', () => {
    // $27.80 and $0.00 and $20.60 per million (SEC advisories of FY 2024, 2025, 2026) of a sale of $50,000; a thousand
    // shares at $0.000166 and at $0.000195 (FINRA By-Laws, Schedule A).
    expect(regulatoryFees(sale('2025-05-13'))).toEqual({ sec: 1_390_000, taf: 166_000, orf: 0 });
    expect(regulatoryFees(sale('2025-05-14'))).toEqual({ sec: 0, taf: 166_000, orf: 0 });
    expect(regulatoryFees(sale('2026-04-04'))).toEqual({ sec: 1_030_000, taf: 195_000, orf: 0 });
  });

  it('go back to the day of which the first rate is known', () => {
    // $5.60 per million from 1 April 2008 (FINRA Information Notice 3/10/08) and $25.70 from 10 April 2009 (74 FR 9644) of
    // a sale of $50,000; a thousand shares at $0.000075 (NASD Notice to Members 04-84, FINRA Regulatory Notice 11-27).
    expect(regulatoryFees(sale('2008-04-01'))).toEqual({ sec: 280_000, taf: 75_000, orf: 0 });
    expect(regulatoryFees(sale('2009-04-09')).sec).toBe(280_000);
    expect(regulatoryFees(sale('2009-04-10')).sec).toBe(1_285_000);
    expect(regulatoryFees(sale('2009-04-10', { quantity: 50_001 })).taf).toBe(3_750_000);
    expect(() => regulatoryFees(sale('2008-03-31'))).toThrow('no SEC Section 31 fee is known for 2008-03-31');
    // 1000 shares at $50 sold on the first day at $18.00 per million and $0.00009 a share.
    expect(regulatoryFees(sale('2012-02-21'))).toEqual({ sec: 900_000, taf: 90_000, orf: 0 });
  });

  it('each say where they are from', () => {
    for (const { source } of [...SEC_SECTION_31, ...TRADING_ACTIVITY_FEE, ...OPTIONS_REGULATORY_FEE]) {
      expect(source).toMatch(/SEC|FINRA|Interactive Brokers/);
    }
  });

  it('change at midnight in New York, not in Greenwich', () => {
    const late = sale('2024-05-22', { timeMs: Date.parse('2024-05-22T03:59:59Z') });
    expect(regulatoryFees(late).sec).toBe(400_000);
    expect(regulatoryFees({ ...late, timeMs: late.timeMs + 1000 }).sec).toBe(1_390_000);
  });

  it('are capped, asked of sales alone, and rounded up to the cent where brokers do', () => {
    expect(regulatoryFees(sale('2024-06-03', { quantity: 100_000 })).taf).toBe(8_300_000);
    expect(regulatoryFees(sale('2024-06-03', { buy: true }))).toEqual({ sec: 0, taf: 0, orf: 0 });
    expect(regulatoryFees(sale('2024-06-03', { quantity: 1, price: 1 }), { cents: true })).toEqual({
      sec: 10_000,
      taf: 10_000,
      orf: 0,
    });
  });

  it('are asked per contract of options, of both sides', () => {
    const option = { kind: 'OPTION', multiplier: 100, quantity: 10, price: 2 } as const;
    expect(regulatoryFees(sale('2025-06-02', option))).toEqual({ sec: 0, taf: 27_900, orf: 281_500 });
    expect(regulatoryFees(sale('2025-06-02', { ...option, buy: true }))).toEqual({ sec: 0, taf: 0, orf: 281_500 });
    expect(regulatoryFees(sale('2024-06-03', option), { optionsRegulatoryFee: 0.02 }).orf).toBe(200_000);
  });

  it('are never guessed for days of which no rate is known', () => {
    expect(() => regulatoryFees(sale('2003-01-02'))).toThrow('no SEC Section 31 fee is known for 2003-01-02');
    expect(() => regulatoryFees(sale('2027-01-04'))).toThrow('no trading activity fee is known for 2027-01-04');
    expect(() => regulatoryFees(sale('2024-06-03', { kind: 'OPTION' }))).toThrow('options regulatory fee');
  });

  it.each([['SEC', SEC_SECTION_31] as const, ['FINRA', TRADING_ACTIVITY_FEE] as const])(
    '%s stand in order',
    (_, table) => {
      const dates = table.map(({ from }) => from);
      expect(dates).toEqual([...new Set(dates)].sort());
    },
  );
});

describe('costs of a fill', () => {
  const price = fc.integer({ min: 1, max: 5e9 }).map((micros) => micros / 1e6);
  const bps = fc.integer({ min: 0, max: 99_999 }).map((hundredths) => hundredths / 100);
  const bar = { open: 1, high: 1, low: 1, close: 1, volume: 1000, opensSession: true, closesSession: true };

  it('are, in whole numbers, what decimals give to the last digit', () => {
    fc.assert(
      fc.property(price, bps, fc.integer({ min: 1, max: 1e7 }), fc.boolean(), (at, points, quantity, buy) => {
        const costs = { slippageBps: new Decimal(points), feeBps: new Decimal(points) };
        const touch = { buy, price: at, quantity, bar, filledBefore: 0 };
        expect(fixedBps(points).price(touch)).toBe(slipped(new Decimal(at), buy, costs).toNumber());
        const fees = bpsFees(points)({ kind: 'EQUITY', buy, quantity, price: at, multiplier: 1, timeMs: 0 });
        expect(new Decimal(fees).div(1e6).eq(feesOf(new Decimal(quantity), new Decimal(at), costs))).toBe(true);
      }),
    );
  });

  it('are against whoever trades, whatever the model', () => {
    const window = { meanVolume: 1e6, volatility: 0.2 };
    const models = [fixedBps(3), halfSpread(0.03), squareRootImpact(0.02), volatilityVolumeShare(window)];
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...models), (at, quantity, model) => {
        const touch = { price: at, quantity, bar, filledBefore: 0 };
        expect(model.price({ ...touch, buy: true })).toBeGreaterThanOrEqual(at);
        expect(model.price({ ...touch, buy: false })).toBeLessThanOrEqual(at);
      }),
    );
  });

  it('are half the spread, of the quotes where there are some', () => {
    const touch = { buy: true, price: 100, quantity: 1, bar, filledBefore: 0 };
    expect(halfSpread(0.04).price(touch)).toBe(100.02);
    expect(halfSpread(0.04).price({ ...touch, bar: { ...bar, bid: 99, ask: 99.5 } })).toBe(100.25);
    expect(halfSpread(0.04).price({ ...touch, bar: { ...bar, bid: 99.98, ask: 100 } })).toBe(100);
  });

  it('grow with the root of the share of the volume, up to a cap', () => {
    const touch = { buy: true, price: 100, bar, filledBefore: 0 };
    const model = squareRootImpact(0.02);
    expect([10, 40, 1e9].map((quantity) => model.price({ ...touch, quantity }))).toEqual([100.2, 100.4, 105]);
  });

  it('grow with the root of the share of a usual day, as far as that was volatile', () => {
    const touch = { buy: true, price: 100, quantity: 10_000, bar, filledBefore: 0 };
    const model = volatilityVolumeShare({ meanVolume: 1e6, volatility: 0.2 }, 0.05, 0.05);
    expect(model.volumeShare).toBe(0.05);
    // 100 × 0.05 × 0.2 × √(10,000 / 1,000,000)
    expect(model.price(touch)).toBeCloseTo(100.1, 9);
    expect(model.price({ ...touch, buy: false, quantity: 40_000 })).toBeCloseTo(99.8, 9);
  });

  it('add up, with a commission of at least so much', () => {
    const trade = sale('2024-06-03', { quantity: 100 });
    const fees = allFees(perUnit('EQUITY', 0.005, 1), perUnit('OPTION', 0.65), bpsFees(1));
    expect(fees(trade)).toBe(1_000_000 + 500_000);
    expect(fees({ ...trade, kind: 'OPTION', quantity: 3, price: 1, multiplier: 100 })).toBe(1_950_000 + 30_000);
  });

  it.each([[Number.NaN], [-1], [10_000], [0.0000001]])('refuse %s basis points', (points) => {
    expect(() => fixedBps(points)).toThrow(RangeError);
    expect(() => bpsFees(points)).toThrow(RangeError);
  });
});
