import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, greatestLoss, type MarginPosition, strategyMargin } from '../../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from '../golden.js';
import { call, FAR, holding, put, reversed } from './margin-under-test.js';

function amounts(position: MarginPosition) {
  const { initial, maintenance, parts } = strategyMargin(position);
  return [initial.toNumber(), maintenance.toNumber(), parts.map(({ rule }) => rule).join(' ')];
}

describe('the margin of short options nothing covers', () => {
  // FINRA Rule 4210(f)(2)(E): value + max(20 % of the underlying − out of the money, 10 % of underlying or strike).
  it.each([
    ['a call at the money', holding(100, 0, call(-1, 100, 3)), 300 + 2000, 'naked-call'],
    ['a call 5 out of the money', holding(100, 0, call(-1, 105, 1)), 100 + 2000 - 500, 'naked-call'],
    ['a call far out of the money', holding(100, 0, call(-1, 150, '0.05')), 5 + 1000, 'naked-call'],
    ['a put 5 out of the money', holding(100, 0, put(-2, 95, 1)), 2 * (100 + 2000 - 500), 'naked-put'],
    ['a put far out of the money', holding(100, 0, put(-1, 50, '0.05')), 5 + 500, 'naked-put'],
    ['a straddle', holding(100, 0, call(-1, 100, 3), put(-1, 100, 2)), 2300 + 200, 'short-straddle'],
    ['a strangle', holding(100, 0, call(-1, 110, 1), put(-1, 95, 2)), 1700 + 100, 'short-straddle'],
    [
      'two calls and a put',
      holding(100, 0, call(-2, 100, 3), put(-1, 100, 2)),
      2500 + 2300,
      'short-straddle naked-call',
    ],
  ])('of %s', (_, position, amount, rules) => {
    expect(amounts(position)).toEqual([amount, amount, rules]);
  });

  it('takes 15 % of a broad index', () => {
    const position = { ...holding(5000, 0, call(-1, 5000, 80)), underlying: 'broad-index' as const };
    expect(amounts(position)).toEqual([8000 + 75_000, 8000 + 75_000, 'naked-call']);
  });
});

describe('the margin of a spread', () => {
  it.each([
    ['a bull call spread', holding(100, 0, call(1, 100, 4), call(-1, 110, 1)), 0],
    ['a bear call spread', holding(100, 0, call(-1, 100, 4), call(1, 110, 1)), 1000],
    ['a bull put spread', holding(100, 0, put(1, 90, 1), put(-1, 100, 3)), 1000],
    ['a bear put spread', holding(100, 0, put(-1, 90, 1), put(1, 100, 3)), 0],
    ['an iron condor', holding(100, 0, put(1, 85, 1), put(-1, 90, 1), call(-1, 110, 1), call(1, 115, 1)), 500],
    ['an uneven iron condor', holding(100, 0, put(3, 80, 1), put(-3, 90, 1), call(-3, 110, 1), call(3, 115, 1)), 3000],
    ['an iron butterfly', holding(100, 0, put(1, 90, 1), put(-1, 100, 3), call(-1, 100, 3), call(1, 110, 1)), 1000],
    ['a long butterfly', holding(100, 0, call(1, 95, 6), call(-2, 100, 3), call(1, 105, 1)), 0],
    ['a short butterfly', holding(100, 0, call(-1, 95, 6), call(2, 100, 3), call(-1, 105, 1)), 500],
    ['a long box', holding(100, 0, call(1, 95, 6), put(-1, 95, 1), call(-1, 105, 1), put(1, 105, 6)), 0],
    ['a short box', holding(100, 0, call(-1, 95, 6), put(1, 95, 1), call(1, 105, 1), put(-1, 105, 6)), 1000],
    ['a bear call ladder', holding(100, 0, call(-1, 100, 4), call(1, 104, 2), call(1, 108, 1)), 400],
    ['a long calendar', holding(100, 0, call(-1, 100, 2), call(1, 100, 3, FAR)), 0],
    ['a diagonal', holding(100, 0, put(-1, 100, 2), put(1, 95, 3, FAR)), 500],
  ])('of %s is what it can lose', (_, position, amount) => {
    expect(amounts(position).slice(0, 2)).toEqual([amount, amount]);
  });

  it('is that of a naked option when the long one may be gone before', () => {
    expect(amounts(holding(100, 0, call(-1, 100, 3, FAR), call(1, 100, 2)))).toEqual([2300, 2300, 'naked-call']);
  });

  it('is never more than that of the naked option: a wide spread far out of the money', () => {
    expect(amounts(holding(100, 0, put(-1, 60, '0.1'), put(1, 20, '0.01')))).toEqual([610, 610, 'naked-put']);
  });

  it('covers what it can and leaves the rest naked', () => {
    const ladder = holding(100, 0, call(1, 100, 4), call(-1, 104, 2), call(-1, 108, 1));
    expect(amounts(ladder)).toEqual([100 + 2000 - 800, 1300, 'spread naked-call']);
    const ratio = holding(100, 0, put(1, 100, 4), put(-3, 95, 2));
    expect(amounts(ratio)).toEqual([2 * (200 + 1500), 3400, 'spread naked-put']);
  });

  it('says what a position can lose, or that there is no limit', () => {
    expect(greatestLoss([call(-1, 100, 4), call(1, 110, 1)])?.toNumber()).toBe(1000);
    expect(greatestLoss([put(-1, 100, 4)])?.toNumber()).toBe(10_000);
    expect(greatestLoss([call(-1, 100, 4)])).toBeUndefined();
    expect(greatestLoss([call(-1, 100, 4, FAR), call(1, 110, 1)])).toBeUndefined();
  });
});

interface PublishedShort {
  readonly px?: number;
  readonly shares?: number;
  readonly short_maint?: number | string;
}

describe('the margin of shares', () => {
  // Regulation T; FINRA Rule 4210(c), Regulatory Notice 11-16: price, shares, maintenance of the short position.
  it.each([
    [4, 100, 400],
    [2, 100, 250],
    [10, 100, 500],
    [100, 100, 3000],
    [6, 100, 500],
  ])('at %d, %d short, is %d from then on', (spot, count, maintenance) => {
    const short = strategyMargin(holding(spot, -count));
    expect(short.maintenance.toNumber()).toBe(maintenance);
    expect(short.initial.toNumber()).toBe(Math.max(spot * count * 0.5, maintenance));
    expect(amounts(holding(spot, count))).toEqual([spot * count * 0.5, spot * count * 0.25, 'long-shares']);
  });

  it.skipIf(!GOLDEN_PRESENT)(`is as published for short shares${GOLDEN_NOTE}`, () => {
    const { regt } = goldenJson('rules/margin_and_daytrade.json', { regt: [] as PublishedShort[] });
    const shorts = regt.filter(({ px }) => px !== undefined);
    expect(shorts.length).toBeGreaterThan(4);
    for (const { px = 0, shares = 0, short_maint: expected } of shorts) {
      expect(strategyMargin(holding(px, -shares)).maintenance.toNumber(), `${px}`).toBe(expected);
    }
  });

  // Cboe margin manual: short call and long underlying, long put and long underlying, conversion, collar …
  it.each([
    ['a covered call', holding(100, 100, call(-1, 105, 2)), 5000, 2500, 'covered-call'],
    ['a covered call in the money', holding(100, 100, call(-1, 90, 12)), 4500 + 1000, 2250 + 1000, 'covered-call'],
    ['a covered put', holding(100, -100, put(-1, 95, 2)), 5000, 3000, 'covered-put'],
    ['a covered put in the money', holding(100, -100, put(-1, 110, 12)), 5500 + 1000, 3300 + 1000, 'covered-put'],
    ['a protective put', holding(100, 100, put(1, 95, 2)), 5000, 950 + 500, 'protective-put'],
    ['a protective put far below', holding(100, 100, put(1, 60, 2)), 5000, 2500, 'protective-put'],
    ['a protective call', holding(100, -100, call(1, 105, 2)), 5000, 1050 + 500, 'protective-call'],
    ['a conversion', holding(100, 100, put(1, 105, 6), call(-1, 105, 1)), 5000, 1050, 'conversion'],
    [
      'a reverse conversion',
      holding(100, -100, put(-1, 105, 6), call(1, 105, 1)),
      5250 + 500,
      1050 + 500,
      'reverse-conversion',
    ],
    ['a collar', holding(100, 100, put(1, 95, 2), call(-1, 110, 1)), 5000, 950 + 500, 'collar'],
    ['a wide collar', holding(100, 100, put(1, 50, 2), call(-1, 110, 1)), 5000, 2750, 'collar'],
    ['300 shares and two calls', holding(100, 300, call(-2, 105, 2)), 15_000, 7500, 'covered-call long-shares'],
    [
      '100 shares and two calls',
      holding(100, 100, call(-2, 105, 2)),
      5000 + 1700,
      2500 + 1700,
      'covered-call naked-call',
    ],
    ['150 shares and a put spread', holding(100, 150, put(-1, 95, 2), put(1, 90, 1)), 8000, 4250, 'long-shares spread'],
  ])('with options, as %s', (_, position, initial, maintenance, rules) => {
    expect(amounts(position)).toEqual([initial, maintenance, rules]);
  });
});

const dollars = (min: number, max: number) => fc.integer({ min, max }).map((cents) => new Decimal(cents).div(100));
const optionsHeld = fc.array(
  fc
    .record({
      right: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.integer({ min: 10, max: 40 }).map((k) => new Decimal(k * 5)),
      expiration: fc.constantFrom('2026-01-16', '2026-03-20'),
      contracts: fc.integer({ min: -4, max: 4 }),
      price: dollars(1, 5000),
    })
    .map((leg) => ({ ...leg, multiplier: new Decimal(100) })),
  { maxLength: 6 },
);
const positions: fc.Arbitrary<MarginPosition> = fc.record({
  spot: dollars(5000, 20_000),
  shares: fc.integer({ min: -4, max: 4 }).map((lots) => new Decimal(lots * 100)),
  options: optionsHeld,
  underlying: fc.constant('equity' as const),
});

describe('margin', () => {
  it('is never below 0, never more from then on than at the start, and the sum of its parts', () => {
    fc.assert(
      fc.property(positions, (position) => {
        const { initial, maintenance, parts } = strategyMargin(position);
        expect(maintenance.gte(0) && initial.gte(maintenance)).toBe(true);
        const sum = parts.reduce((left, right) => left.add(right.initial), new Decimal(0));
        expect(sum.eq(initial)).toBe(true);
      }),
    );
  });

  it('grows in proportion to the position', () => {
    fc.assert(
      fc.property(positions, (position) => {
        const { initial } = strategyMargin(position);
        const doubled = {
          ...position,
          shares: position.shares.mul(2),
          options: position.options.map((leg) => ({ ...leg, contracts: leg.contracts * 2 })),
        };
        expect(strategyMargin(doubled).initial.eq(initial.mul(2))).toBe(true);
      }),
    );
  });

  it('is nothing for long options alone, and for nothing', () => {
    expect(amounts(holding(100, 0, call(1, 100, 3), put(2, 90, 1)))).toEqual([0, 0, 'long-option']);
    expect(amounts(holding(100, 0))).toEqual([0, 0, '']);
  });

  it.each([
    ['spot', holding(0, 0, call(1, 100, 3))],
    ['spot', holding(Number.NaN, 0)],
    ['options[0].strike', holding(100, 0, call(1, 0, 3))],
    ['options[1].price', holding(100, 0, call(1, 100, 3), call(1, 100, -1))],
    ['options[0].contracts', holding(100, 0, call(0.5, 100, 3))],
    ['options[0].multiplier', holding(100, 0, { ...call(1, 100, 3), multiplier: new Decimal(0) })],
    ['shares', holding(100, Infinity)],
  ])('cannot be computed for a bad %s', (field, position) => {
    expect(() => strategyMargin(position)).toThrow(expect.objectContaining({ code: 'MARGIN_INPUT_INVALID', field }));
  });
});

interface Published {
  readonly initial: readonly { strategy: string; quantity: number; expected: number }[];
  readonly maintenance: readonly { strategy: string; quantity: number; expected: number }[];
}

/** The strategies as that suite holds them, at a spot of 410; widths are those its amounts imply. */
const STRATEGIES: Readonly<Record<string, MarginPosition>> = {
  NakedCall: holding(410, 0, call(-1, 300, 112)),
  NakedPut: holding(410, 0, put(-1, 300, '0.02')),
  CoveredCall: holding(410, 100, call(-1, 300, 112)),
  CoveredPut: holding(410, -100, put(-1, 300, '0.02')),
  ProtectiveCall: holding(410, -100, call(1, 300, 112)),
  ProtectivePut: holding(410, 100, put(1, 300, '0.02')),
  ProtectiveCollar: holding(410, 100, put(1, 300, '0.02'), call(-1, 500, '0.01')),
  Conversion: holding(410, 100, put(1, 300, '0.02'), call(-1, 300, 112)),
  ReverseConversion: holding(410, -100, put(-1, 300, '0.02'), call(1, 300, 112)),
  BearCallSpread: holding(410, 0, call(-1, 300, 112), call(1, 310, 100)),
  BearPutSpread: holding(410, 0, put(1, 310, '0.03'), put(-1, 300, '0.02')),
  BullCallSpread: holding(410, 0, call(1, 300, 112), call(-1, 310, 100)),
  BullPutSpread: holding(410, 0, put(-1, 310, '0.03'), put(1, 300, '0.02')),
  Straddle: holding(410, 0, call(1, 300, 112), put(1, 300, '0.02')),
  Strangle: holding(410, 0, call(1, 300, 112), put(1, 290, '0.02')),
  ButterflyCall: holding(410, 0, call(1, 300, 112), call(-2, 310, 100), call(1, 320, 92)),
  ButterflyPut: holding(410, 0, put(1, 300, '0.02'), put(-2, 310, '0.03'), put(1, 320, '0.05')),
  CallCalendarSpread: holding(410, 0, call(-1, 300, 112), call(1, 300, 113, FAR)),
  PutCalendarSpread: holding(410, 0, put(-1, 300, '0.02'), put(1, 300, '0.5', FAR)),
  IronButterfly: holding(410, 0, put(1, 300, '0.02'), put(-1, 310, '0.03'), call(-1, 310, 100), call(1, 320, 92)),
  IronCondor: holding(410, 0, put(1, 300, '0.02'), put(-1, 310, '0.03'), call(-1, 320, 92), call(1, 330, 82)),
  BoxSpread: holding(410, 0, put(1, 320, '0.05'), put(-1, 300, '0.02'), call(1, 300, 112), call(-1, 320, 92)),
  JellyRoll: holding(410, 0, call(-1, 410, 2), put(1, 410, 2), call(1, 410, 4, FAR), put(-1, 410, 4, FAR)),
  BearCallLadder: holding(410, 0, call(-1, 400, 12), call(1, 404, 9), call(1, 410, 5)),
  BullPutLadder: holding(410, 0, put(-1, 410, 5), put(1, 406, 3), put(1, 400, 2)),
};
/** Names that are another's other side. */
const OTHER_SIDE: Readonly<Record<string, string>> = {
  BullCallLadder: 'BearCallLadder',
  BearPutLadder: 'BullPutLadder',
};
const DEFINED_RISK = /Spread$|Butterfly|IronCondor|^(Bear|Bull)(Call|Put)Ladder$/;
const CALENDAR = /Calendar/;

function held(strategy: string, quantity: number): MarginPosition {
  const other = strategy.startsWith('Short') ? strategy.slice('Short'.length) : OTHER_SIDE[strategy];
  const position = STRATEGIES[other ?? strategy];
  if (!position) throw new Error(`no position for ${strategy}`);
  return (other === undefined) === quantity > 0 ? position : reversed(position);
}

// QuantConnect/Lean, OptionStrategyPositionGroupBuyingPowerModelTests.cs (Apache-2.0), which holds its own numbers within
// 20 % and says they need revisiting. Prices are not in the file.
describe.skipIf(!GOLDEN_PRESENT)(`published margins of option strategies${GOLDEN_NOTE}`, () => {
  const { initial, maintenance } = goldenJson<Published>('rules/option_strategy_margin.json', {
    initial: [],
    maintenance: [],
  });

  it.each(initial)(
    'ask for something or nothing: $strategy × $quantity at the start',
    ({ strategy, quantity, expected }) => {
      const margin = strategyMargin(held(strategy, quantity));
      expect(margin.initial.gt(0)).toBe(expected > 0);
      if (DEFINED_RISK.test(strategy) && !CALENDAR.test(strategy) && expected <= 2000) {
        expect(margin.initial.toNumber()).toBe(expected);
      }
    },
  );

  it.each(maintenance)(
    'ask for something or nothing: $strategy × $quantity after',
    ({ strategy, quantity, expected }) => {
      const margin = strategyMargin(held(strategy, quantity));
      expect(margin.maintenance.gt(0)).toBe(expected > 0);
      if (DEFINED_RISK.test(strategy) && !CALENDAR.test(strategy) && expected <= 2000) {
        expect(margin.maintenance.toNumber()).toBe(expected);
      }
      if (/Naked|Covered|Protective(Call|Put)$|Straddle|Strangle|Calendar/.test(strategy)) {
        expect(Math.abs(margin.maintenance.toNumber() - expected)).toBeLessThanOrEqual(0.2 * expected);
      }
    },
  );
});
