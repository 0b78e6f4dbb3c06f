import { describe, expect, it } from 'vitest';
import { perUnit, type Series, Simulation, type SimulationSettings, type Trader } from '../src/index.js';
import { at, DAY_MS, dailyBars, type Ohlcv, OPEN_MS, series, told } from './bars.js';

const flat = (price: number): Ohlcv => [price, price, price, price];
const day = (n: number) => OPEN_MS + n * DAY_MS;
const order =
  (side: 'BUY' | 'SELL', quantity: number, symbol = 'X') =>
  (trader: Trader) =>
    void trader.submit({ symbol, side, type: 'MARKET', quantity });

function play(rows: readonly Ohlcv[], script: Parameters<typeof at>[0], settings: Partial<SimulationSettings> = {}) {
  return new Simulation({ cash: 10_000, ...settings }, [series('X', dailyBars(rows))]).run(at(script));
}

describe('a dividend', () => {
  const actions = [{ kind: 'DIVIDEND', symbol: 'X', exMs: day(2), amount: 0.82 }] as const;

  it('is paid to who held the share before its ex-date, and by who was short', () => {
    const rows = [flat(100), flat(100), flat(99.18)];
    expect(play(rows, { 0: order('BUY', 10) }, { actions }).cash.toFixed()).toBe('9008.2');
    expect(play(rows, { 0: order('SELL', 10) }, { actions }).cash.toFixed()).toBe('10991.8');
    expect(play(rows, { 1: order('BUY', 10) }, { actions }).cashEvents).toEqual([]);
  });
});

describe('a split', () => {
  it('changes units and orders, and the account by nothing', () => {
    const actions = [{ kind: 'SPLIT', symbol: 'X', exMs: day(2), ratio: 7 }] as const;
    const rows: Ohlcv[] = [flat(700), flat(700), flat(100), [100, 100, 88, 90]];
    const result = play(
      rows,
      {
        0: (trader) => {
          order('BUY', 3)(trader);
          trader.submit({ symbol: 'X', side: 'SELL', type: 'STOP', quantity: 3, stop: 630, tif: 'GTC' });
        },
      },
      { actions },
    );
    expect([...result.equity]).toEqual([10_000, 10_000, 10_000, 9790]);
    expect(told(result.fills)).toEqual(['BUY 3 @ 700 ENTRY', 'SELL 21 @ 90 CLOSE']);
    expect(result.fills[1]?.realized).toBe(-210);
  });

  it('pays for a fraction of a unit in cash', () => {
    const actions = [{ kind: 'SPLIT', symbol: 'X', exMs: day(2), ratio: 0.1 }] as const;
    const result = play([flat(5), flat(5), flat(50)], { 0: order('BUY', 25) }, { actions });
    expect(result.positions).toEqual(new Map([['X', 2]]));
    expect(result.cashEvents).toMatchObject([{ kind: 'CASH_IN_LIEU', amount: '25' }]);
    expect(result.finalEquity.toFixed()).toBe('10000');
  });
});

describe('selling short', () => {
  it('costs a fee for every night, weekends too', () => {
    const rows = [flat(100), flat(100), flat(100), flat(100)];
    const borrow = { annualRate: () => 0.036 };
    const { cashEvents, cash } = play(rows, { 0: order('SELL', 10) }, { borrow });
    // 10 × 100 × 3.6 % / 360 = 0.1 a night.
    expect(cashEvents.map(({ amount }) => amount)).toEqual(['-0.1', '-0.1']);
    expect(cash.toFixed()).toBe('10999.8');
    const weekend = {
      ...dailyBars(rows),
      start: [0, 1, 4, 5].map(day),
      end: [0, 1, 4, 5].map((n) => day(n) + DAY_MS / 4),
    };
    const long = new Simulation({ cash: 10_000, borrow }, [series('X', weekend)]).run(at({ 0: order('SELL', 10) }));
    expect(long.cashEvents.map(({ amount }) => amount)).toEqual(['-0.3', '-0.1']);
  });

  it('costs nothing while nothing is borrowed', () => {
    const borrow = { annualRate: () => 1 };
    expect(play([flat(1), flat(1), flat(1)], { 0: order('BUY', 10) }, { borrow }).cashEvents).toEqual([]);
  });
});

describe('an option', () => {
  const EXPIRY = day(2) + 6.5 * 3_600_000;
  const option = (right: 'CALL' | 'PUT', more: Partial<NonNullable<Series['option']>> = {}): Series => ({
    symbol: 'O',
    bars: dailyBars([flat(2), flat(2), flat(2)]),
    option: {
      underlying: 'X',
      right,
      style: 'AMERICAN',
      strike: 100,
      expiryMs: EXPIRY,
      settlement: 'PHYSICAL',
      ...more,
    },
  });
  const run = (
    contract: Series,
    last: number,
    script: Parameters<typeof at>[0],
    settings: Partial<SimulationSettings> = {},
  ) =>
    new Simulation({ cash: 50_000, ...settings }, [
      series('X', dailyBars([flat(100), flat(100), flat(last)])),
      contract,
    ]).run(at(script));
  const buy = { 0: order('BUY', 3, 'O') };
  const sell = { 0: order('SELL', 3, 'O') };

  it('is exercised when it expires in the money, and assigned to who is short', () => {
    const long = run(option('CALL'), 105, buy);
    expect(told(long.fills)).toEqual(['BUY 3 @ 2 ENTRY', 'SELL 3 @ 0 EXERCISE', 'BUY 300 @ 100 EXERCISE']);
    expect(long.positions).toEqual(new Map([['X', 300]]));
    expect(long.finalEquity.toFixed()).toBe('50900');
    const short = run(option('PUT'), 95, sell);
    expect(told(short.fills)).toEqual(['SELL 3 @ 2 ENTRY', 'BUY 3 @ 0 ASSIGNMENT', 'BUY 300 @ 100 ASSIGNMENT']);
    expect(short.finalEquity.toFixed()).toBe('49100');
  });

  it('is worth nothing when it expires out of the money', () => {
    const { fills, finalEquity, positions } = run(option('CALL'), 100, buy);
    expect(told(fills)).toEqual(['BUY 3 @ 2 ENTRY', 'SELL 3 @ 0 EXPIRY']);
    expect([finalEquity.toFixed(), positions.size]).toEqual(['49400', 0]);
  });

  it('pays the difference where it is settled in cash', () => {
    const { cashEvents, positions, finalEquity } = run(option('PUT', { settlement: 'CASH' }), 90, buy);
    expect(cashEvents).toMatchObject([{ kind: 'SETTLEMENT', amount: '3000' }]);
    expect([positions.size, finalEquity.toFixed()]).toEqual([0, '52400']);
  });

  it('may be exercised early by its holder, where it is American', () => {
    const early = { ...buy, 1: (trader: Trader) => trader.exercise('O', 2) };
    expect(run(option('CALL'), 100, early).positions).toEqual(new Map([['X', 200]]));
    expect(() => run(option('CALL', { style: 'EUROPEAN' }), 100, early)).toThrow('at its expiry only');
    expect(() => run(option('CALL'), 100, { 1: (trader) => trader.exercise('O', 2) })).toThrow('contracts must be');
  });

  it('may be assigned early to who is short, for as many contracts as are short', () => {
    const assignments = [{ symbol: 'O', timeMs: day(1), contracts: 9 }];
    const { fills } = run(option('CALL'), 100, sell, { assignments });
    expect(told(fills)).toEqual(['SELL 3 @ 2 ENTRY', 'BUY 3 @ 0 ASSIGNMENT', 'SELL 300 @ 100 ASSIGNMENT']);
  });

  it('costs a commission per contract, a share none', () => {
    expect(run(option('CALL'), 100, buy, { fees: perUnit('OPTION', 0.65) }).fills[0]?.fees).toBe(1.95);
  });

  it('follows a split of its share', () => {
    const actions = [{ kind: 'SPLIT', symbol: 'X', exMs: day(2), ratio: 2 }] as const;
    const { fills } = run(option('CALL'), 55, buy, { actions });
    expect(told(fills)).toEqual(['BUY 3 @ 2 ENTRY', 'SELL 6 @ 0 EXERCISE', 'BUY 600 @ 50 EXERCISE']);
  });
});

describe('an order of several legs', () => {
  const pair = (rows: readonly Ohlcv[], others: readonly Ohlcv[]) => [
    series('A', dailyBars(rows)),
    series('B', dailyBars(others)),
  ];
  const spread = (more = {}) => ({
    legs: [
      { symbol: 'A', side: 'BUY', ratio: 1 },
      { symbol: 'B', side: 'SELL', ratio: 2 },
    ] as const,
    quantity: 5,
    ...more,
  });
  const send = (more = {}) => ({ 0: (trader: Trader) => void trader.submitCombo(spread(more)) });

  it('fills all of them at one open', () => {
    const both = pair([flat(10), flat(11), flat(12)], [flat(4), flat(5), flat(6)]);
    const { fills } = new Simulation({ cash: 1000 }, both).run(at(send()));
    expect(told(fills)).toEqual(['BUY 5 @ 11 COMBO', 'SELL 10 @ 5 COMBO']);
    expect(new Set(fills.map(({ orderId }) => orderId)).size).toBe(1);
  });

  it('waits for its net price, and ends unfilled for the day', () => {
    const both = pair([flat(10), flat(11), flat(12)], [flat(4), flat(4), flat(6)]);
    const patient = new Simulation({ cash: 1000 }, both).run(at(send({ limit: 0, tif: 'GTC' })));
    expect(told(patient.fills)).toEqual(['BUY 5 @ 12 COMBO', 'SELL 10 @ 6 COMBO']);
    const today = new Simulation({ cash: 1000 }, both).run(at(send({ limit: 0 })));
    expect(today).toMatchObject({ fills: [], ends: [{ kind: 'EXPIRED', symbol: 'A+B' }] });
  });

  it('fills nothing when one leg has not the volume, or may not be sold', () => {
    const thin = pair([flat(10), flat(11)], [flat(4), [5, 5, 5, 5, 9]]);
    const limited = { cash: 1000, rules: { volumeShare: 1 } };
    expect(new Simulation(limited, thin).run(at(send({ tif: 'IOC' }))).fills).toEqual([]);
    const { fills, ends } = new Simulation({ cash: 1000, allowShort: false }, thin).run(at(send()));
    expect({ fills, ends }).toMatchObject({ fills: [], ends: [{ text: 'short selling is not allowed' }] });
  });
});
