import { describe, expect, it } from 'vitest';
import { type Series, Simulation, type SimulationSettings, type Trader } from '../src/index.js';
import { at, DAY_MS, dailyBars, HOUR_MS, joined, type Ohlcv, OPEN_MS, series, told } from './bars.js';

const flat = (price: number): Ohlcv => [price, price, price, price];
const day = (n: number) => OPEN_MS + n * DAY_MS;
const order =
  (side: 'BUY' | 'SELL', quantity: number, symbol = 'X') =>
  (trader: Trader) =>
    void trader.submit({ symbol, side, type: 'MARKET', quantity });

const option = (
  expiryMs: number,
  more: Partial<NonNullable<Series['option']>> = {},
  bars = [flat(2), flat(2)],
): Series => ({
  symbol: 'O',
  bars: dailyBars(bars),
  option: { underlying: 'X', right: 'CALL', style: 'AMERICAN', strike: 150, expiryMs, settlement: 'PHYSICAL', ...more },
});

describe('a contract that expires', () => {
  const run = (contract: Series, rows: Ohlcv[], script: Parameters<typeof at>[0] = { 0: order('BUY', 1, 'O') }) =>
    new Simulation({ cash: 50_000 }, [series('X', dailyBars(rows)), contract]).run(at(script));
  const atClose = day(1) + 6.5 * HOUR_MS;
  /** Not traded on the day it expires. */
  const before = { ...option(atClose), bars: dailyBars([flat(2), flat(2)], day(-1)) };

  it('a cent in the money is exercised, and pays that cent, to the last digit', () => {
    expect(told(run(option(atClose), [flat(150), flat(150.01)]).fills)[2]).toBe('BUY 100 @ 150 EXERCISE');
    expect(told(run(option(atClose), [flat(150), flat(150.009)]).fills)[1]).toBe('SELL 1 @ 0 EXPIRY');
    const cash = run(option(atClose, { settlement: 'CASH' }), [flat(150), flat(150.01)]);
    expect(cash.cashEvents).toMatchObject([{ kind: 'SETTLEMENT', amount: '1' }]);
    expect(cash.cash.toFixed()).toBe('49801');
  });

  it('is judged by the last price before its expiry, not by what the next session brings', () => {
    // It expires at the close of a day on which its share was halted; the next opens far in the money.
    const halted = joined(dailyBars([flat(140)]), dailyBars([flat(180)], day(2)));
    const result = new Simulation({ cash: 50_000 }, [series('X', halted), before]).run({
      onBar({ symbol, index }, trader) {
        if (symbol === 'O' && index === 0) order('BUY', 1, 'O')(trader);
      },
    });
    expect(told(result.fills)).toEqual(['BUY 1 @ 2 ENTRY', 'SELL 1 @ 0 EXPIRY']);
    expect(result.fills[1]?.endMs).toBe(atClose);
  });

  it('delivers before the next session: the shares receive what goes ex then', () => {
    const halted = joined(dailyBars([flat(160)]), dailyBars([flat(160)], day(2)));
    const actions = [{ kind: 'DIVIDEND', symbol: 'X', exMs: day(2), amount: 1 }] as const;
    const { cashEvents } = new Simulation({ cash: 50_000, actions }, [series('X', halted), before]).run({
      onBar({ symbol, index }, trader) {
        if (symbol === 'O' && index === 0) order('BUY', 1, 'O')(trader);
      },
    });
    expect(cashEvents).toMatchObject([{ kind: 'DIVIDEND', amount: '100' }]);
  });

  it('takes its orders with it, and is not traded any more', () => {
    const rows = [flat(140), flat(140), flat(140)];
    const { ends } = run(option(atClose), rows, {
      0: (trader) => void trader.submit({ symbol: 'O', side: 'BUY', type: 'LIMIT', limit: 1, quantity: 1, tif: 'GTC' }),
    });
    expect(ends).toMatchObject([{ kind: 'EXPIRED', text: 'the contract has expired', timeMs: atClose }]);
    expect(() => run(option(atClose), rows, { 2: order('BUY', 1, 'O') })).toThrow('O has expired');
  });
});

describe('a split', () => {
  const split = (ratio: number) => [{ kind: 'SPLIT', symbol: 'X', exMs: day(2), ratio }] as const;
  const play = (rows: Ohlcv[], script: Parameters<typeof at>[0], settings: Partial<SimulationSettings>) =>
    new Simulation({ cash: 100_000, ...settings }, [series('X', dailyBars(rows))]).run(at(script));

  it('of a ratio that does not end leaves whole units whole', () => {
    // One for three and one for forty-nine: 1/3 × 300 and 1/49 × 49 lie just below a whole number of units.
    for (const [units, share] of [
      [300, 3],
      [49, 49],
    ] as const) {
      const rows = [flat(2), flat(2), flat(2 * share)];
      const stop = { symbol: 'X', side: 'SELL', type: 'STOP', stop: 1, quantity: units, tif: 'GTC' } as const;
      const result = play(
        [...rows, flat(share / 2)],
        {
          0: (trader) => {
            order('BUY', units)(trader);
            trader.submit(stop);
          },
        },
        { actions: split(1 / share) },
      );
      expect(result.actions).toMatchObject([{ before: units, after: units / share, cash: '0' }]);
      expect(result.positions.size).toBe(0);
    }
  });

  it('keeps the guards of two parts apart that have as many units left before and after it', () => {
    // A tenth of the volume: 60 of 100, then, of 80 new ones, 40; each time 40 are left.
    const rows: Ohlcv[] = [flat(100), [100, 100, 100, 100, 600], [50, 50, 50, 50, 400], [50, 50, 40, 41, 9000]];
    const entry = { symbol: 'X', side: 'BUY', type: 'MARKET', quantity: 100, tif: 'GTC' } as const;
    const { fills, positions } = play(
      rows,
      { 0: (trader) => void trader.submit({ ...entry, bracket: { stop: 95, target: 120 } }) },
      { actions: split(2), rules: { volumeShare: 0.1 } },
    );
    expect(told(fills)).toEqual([
      'BUY 60 @ 100 ENTRY',
      'BUY 40 @ 50 ENTRY',
      'BUY 40 @ 50 ENTRY',
      'SELL 120 @ 47.5 STOP',
      'SELL 40 @ 47.5 STOP',
      'SELL 40 @ 47.5 STOP',
    ]);
    expect(positions.size).toBe(0);
  });

  it('makes whoever is short pay for a fraction', () => {
    const { cashEvents, positions, finalEquity } = play(
      [flat(5), flat(5), flat(50)],
      { 0: order('SELL', 25) },
      { actions: split(0.1) },
    );
    expect(cashEvents).toMatchObject([{ kind: 'CASH_IN_LIEU', amount: '-25' }]);
    expect([positions.get('X'), finalEquity.toFixed()]).toEqual([-2, '100000']);
  });

  it('changes what a contract is worth by nothing while it has not been traded since', () => {
    const contract = option(day(9), { strike: 100 }, [flat(8), flat(8)]);
    for (const ratio of [4, 1.5]) {
      const { equity } = new Simulation({ cash: 50_000, actions: split(ratio) }, [
        series('X', dailyBars([flat(100), flat(100), flat(100 / ratio)])),
        contract,
      ]).run(at({ 0: order('BUY', 1, 'O') }));
      expect([...equity]).toEqual([50_000, 50_000, 50_000]);
    }
  });

  it('of three for two moves the limits of orders on contracts as it moves their price', () => {
    const contract = option(day(9), { strike: 90 }, [flat(9), flat(9), flat(6), [6, 6, 5.9, 6]]);
    const { fills } = new Simulation({ cash: 50_000, actions: split(1.5) }, [
      series('X', dailyBars([flat(90), flat(90), flat(60), flat(60)])),
      contract,
    ]).run(
      at({
        0: (trader) =>
          void trader.submit({ symbol: 'O', side: 'BUY', type: 'LIMIT', limit: 8.85, quantity: 1, tif: 'GTC' }),
      }),
    );
    // 8.85 of the old contract is 5.9 of one on half as many units more.
    expect(told(fills)).toEqual(['BUY 1 @ 5.9 ENTRY']);
  });

  it('takes back orders of several legs: their units are not those that were meant', () => {
    const others = [flat(4), flat(4), flat(4), flat(4)];
    const { fills, ends } = new Simulation({ cash: 50_000, actions: split(2) }, [
      series('X', dailyBars([flat(10), flat(10), flat(5), flat(5)])),
      series('Y', dailyBars(others)),
    ]).run(
      at({
        0: (trader) =>
          void trader.submitCombo({
            legs: [
              { symbol: 'X', side: 'BUY', ratio: 1 },
              { symbol: 'Y', side: 'SELL', ratio: 1 },
            ],
            quantity: 1,
            limit: 1,
            tif: 'GTC',
          }),
      }),
    );
    expect({ fills, ends }).toMatchObject({
      fills: [],
      ends: [{ kind: 'CANCELED', text: 'one of its legs was split' }],
    });
  });
});

describe('what is borrowed', () => {
  it('costs its fee for the nights within a bar too', () => {
    const week = (n: number) => ({ start: day(7 * n), end: day(7 * n + 4) + 6.5 * HOUR_MS });
    const bars = {
      ...dailyBars([flat(100), flat(100), flat(100)]),
      start: [0, 1, 2].map((n) => week(n).start),
      end: [0, 1, 2].map((n) => week(n).end),
    };
    const { cashEvents } = new Simulation({ cash: 10_000, borrow: { annualRate: () => 0.036 } }, [
      series('X', bars),
    ]).run(at({ 0: order('SELL', 10) }));
    // 10 × 100 × 3.6 % / 360 = 0.1 a night: four in the week it was sold, three of the weekend, four of the next week.
    expect(cashEvents.map(({ amount }) => amount)).toEqual(['-0.4', '-0.3', '-0.4']);
  });
});
