import { describe, expect, it } from 'vitest';
import { fixedBps, type OrderTicket, Simulation, type SimulationSettings, type TimeInForce } from '../src/index.js';
import { at, dailyBars, HOUR_MS, hourlyBars, joined, type Ohlcv, OPEN_MS, series, sessionOf, told } from './bars.js';

const QUIET: Ohlcv = [100, 100, 100, 100];

/** Sends orders at the close of a quiet bar and plays the bars after it. */
function play(
  rows: readonly Ohlcv[],
  tickets: readonly Omit<OrderTicket, 'symbol'>[],
  settings: Partial<SimulationSettings> = {},
) {
  const simulation = new Simulation({ cash: 1e6, ...settings }, [series('X', dailyBars([QUIET, ...rows]))]);
  const result = simulation.run(
    at({
      0: (trader) => {
        for (const ticket of tickets) trader.submit({ symbol: 'X', tif: 'GTC', ...ticket });
      },
    }),
  );
  return { ...result, told: told(result.fills), ended: result.ends.map(({ kind, text }) => `${kind} ${text}`) };
}

const BUY = { side: 'BUY', type: 'MARKET', quantity: 10 } as const;

describe('an order', () => {
  it('fills at the next open, never on the bar it was sent with', () => {
    expect(play([[101, 105, 99, 103]], [BUY]).told).toEqual(['BUY 10 @ 101 ENTRY']);
    expect(play([], [BUY])).toMatchObject({ told: [], ended: [] });
  });

  it('becomes a limit order at its stop: at the stop when the limit lies beyond, later when it lies before', () => {
    const stopLimit = (stop: number, limit: number) => [{ ...BUY, type: 'STOP_LIMIT' as const, stop, limit }];
    expect(play([[100, 103, 99, 102]], stopLimit(101, 102)).told).toEqual(['BUY 10 @ 101 ENTRY']);
    const back: Ohlcv[] = [
      [100, 103, 99, 102],
      [102, 103, 100, 101],
    ];
    expect(play(back, stopLimit(101, 100.5)).fills).toMatchObject([
      { price: 100.5, startMs: OPEN_MS + 2 * 24 * HOUR_MS },
    ]);
    expect(play([[105, 106, 104, 105]], stopLimit(101, 102)).told).toEqual([]);
  });

  it('never pays more than the limit of its stop-limit, whatever the slippage', () => {
    const order = [{ ...BUY, type: 'STOP_LIMIT' as const, stop: 101, limit: 101.1 }];
    expect(play([[100, 103, 99, 102]], order, { slippage: fixedBps(100) }).told).toEqual(['BUY 10 @ 101.1 ENTRY']);
  });

  it('trails the best price by an amount, or by a percentage, and never moves back', () => {
    const held = { ...BUY };
    const trailing = (trail: OrderTicket['trail'] & object) =>
      ({ side: 'SELL', type: 'TRAILING_STOP', quantity: 10, trail }) as const;
    const rows: Ohlcv[] = [
      [100, 110, 100, 109],
      [109, 109, 106, 107],
      [107, 107, 104, 104],
    ];
    expect(play(rows, [held, trailing({ amount: 5 })]).told).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 105 CLOSE']);
    expect(play(rows, [held, trailing({ percent: 5 })]).told).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 104.5 CLOSE']);
  });

  it('guards what it bought with a bracket, of which one ends the other', () => {
    const entry = [{ ...BUY, bracket: { stop: 95, target: 110 } }];
    const up = play(
      [
        [100, 104, 99, 103],
        [103, 111, 102, 110],
        [110, 110, 90, 90],
      ],
      entry,
    );
    expect(up.told).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 110 TARGET']);
    expect(play([[100, 112, 94, 100]], entry).told).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 95 STOP']);
    expect(play([[100, 112, 94, 100]], entry, { rules: { sameBar: 'TARGET_FIRST' } }).told).toEqual([
      'BUY 10 @ 100 ENTRY',
      'SELL 10 @ 110 TARGET',
    ]);
  });

  it('takes away from the others of its group', () => {
    const exits = [
      BUY,
      { side: 'SELL', type: 'STOP', quantity: 10, stop: 90, oco: 'exit' },
      { side: 'SELL', type: 'LIMIT', quantity: 10, limit: 105, oco: 'exit' },
    ] as const;
    const { told: fills, ended } = play(
      [
        [100, 101, 99, 100],
        [100, 106, 99, 104],
        [104, 104, 80, 80],
      ],
      exits,
    );
    expect(fills).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 105 CLOSE']);
    expect(ended).toEqual(['CANCELED the other order of its pair filled']);
  });

  it('fills a share of the volume and goes on, unless it wants all at once or what there is', () => {
    const rows: Ohlcv[] = [
      [100, 100, 100, 100, 60],
      [101, 101, 101, 101, 60],
    ];
    const rules = { rules: { volumeShare: 0.1 } };
    expect(play(rows, [BUY], rules).told).toEqual(['BUY 6 @ 100 ENTRY', 'BUY 4 @ 101 ENTRY']);
    expect(play(rows, [{ ...BUY, tif: 'IOC' }], rules)).toMatchObject({
      told: ['BUY 6 @ 100 ENTRY'],
      ended: ['EXPIRED not filled in time'],
    });
    expect(play(rows, [{ ...BUY, tif: 'FOK' }], rules)).toMatchObject({
      told: [],
      ended: ['EXPIRED not filled in time'],
    });
  });

  it('protects each part of an entry that fills in parts', () => {
    const rows: Ohlcv[] = [
      [100, 100, 100, 100, 60],
      [100, 100, 100, 100, 60],
      [100, 100, 90, 91, 1000],
    ];
    const { told: fills, positions } = play(rows, [{ ...BUY, bracket: { stop: 95, target: 110 } }], {
      rules: { volumeShare: 0.1 },
    });
    expect(fills).toEqual(['BUY 6 @ 100 ENTRY', 'BUY 4 @ 100 ENTRY', 'SELL 6 @ 95 STOP', 'SELL 4 @ 95 STOP']);
    expect(positions.size).toBe(0);
  });

  it('needs a price beyond its limit where a touch does not fill', () => {
    const limit = [{ ...BUY, type: 'LIMIT' as const, limit: 98 }];
    expect(play([[100, 101, 98, 99]], limit).told).toEqual(['BUY 10 @ 98 ENTRY']);
    expect(play([[100, 101, 98, 99]], limit, { rules: { limits: 'THROUGH' } }).told).toEqual([]);
    expect(play([[100, 101, 97.99, 99]], limit, { rules: { limits: 'THROUGH' } }).told).toEqual(['BUY 10 @ 98 ENTRY']);
  });

  it('opens nothing that may only reduce, and sells nothing short where that is not allowed', () => {
    const sell = { side: 'SELL', type: 'MARKET', quantity: 25 } as const;
    expect(play([QUIET], [{ ...sell, reduceOnly: true }])).toMatchObject({
      told: [],
      ended: ['CANCELED nothing to trade'],
    });
    expect(
      play([QUIET, [100, 102, 100, 101]], [BUY, { ...sell, reduceOnly: true, type: 'LIMIT', limit: 101 }]).told,
    ).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 101 CLOSE']);
    expect(play([QUIET], [sell], { allowShort: false }).ended).toEqual(['CANCELED short selling is not allowed']);
  });

  it('turns a position round in one fill that earns what it closed', () => {
    const sell = { side: 'SELL', type: 'LIMIT', quantity: 25, limit: 105 } as const;
    const { fills, positions } = play(
      [
        [100, 101, 99, 100],
        [104, 106, 103, 105],
      ],
      [BUY, sell],
    );
    expect(fills).toMatchObject([{ realized: undefined }, { reason: 'REVERSE', realized: 50 }]);
    expect(positions).toEqual(new Map([['X', -15]]));
  });

  it('arrives late and works on bars that start after it has', () => {
    const { fills } = play(
      [
        [101, 101, 101, 101],
        [102, 102, 102, 102],
      ],
      [BUY],
      { latencyMs: 18 * HOUR_MS },
    );
    expect(fills).toMatchObject([{ price: 102 }]);
  });

  it('is taken back before it fills', () => {
    const simulation = new Simulation({ cash: 1e6 }, [series('X', dailyBars([QUIET, QUIET, QUIET]))]);
    let id = '';
    const answers: boolean[] = [];
    const { fills, ends } = simulation.run(
      at({
        0: (trader) => {
          id = trader.submit({ ...BUY, symbol: 'X', type: 'LIMIT', limit: 50, tif: 'GTC' });
        },
        1: (trader) => void answers.push(trader.cancel(id), trader.cancel(id)),
      }),
    );
    expect({ fills, answers, ends }).toMatchObject({ fills: [], answers: [true, false], ends: [{ kind: 'CANCELED' }] });
  });
});

describe('an order over the hours of two sessions', () => {
  const hours: Ohlcv[] = [QUIET, [101, 102, 100, 101], [103, 104, 102, 103]];
  const morning = hourlyBars(hours);
  const next = hourlyBars(
    hours.map(([o, h, l, c]) => [o + 10, h + 10, l + 10, c + 10]),
    OPEN_MS + 24 * HOUR_MS,
  );
  const bars = joined(morning, next);
  const sessions = [sessionOf(3), sessionOf(3, OPEN_MS + 24 * HOUR_MS)];

  const first = (tif: TimeInForce, more: Partial<OrderTicket> = {}) =>
    new Simulation({ cash: 1e6, sessions }, [series('X', bars)]).run(
      at({ 0: (trader) => void trader.submit({ ...BUY, symbol: 'X', tif, ...more }) }),
    );

  it('fills at the open of the next session, or at the close of this one', () => {
    expect(first('OPG').fills).toMatchObject([{ price: 110 }]);
    expect(first('CLS').fills).toMatchObject([{ price: 103 }]);
    expect(first('CLS', { type: 'LIMIT', limit: 102 }).ends).toMatchObject([{ kind: 'EXPIRED' }]);
  });

  it('ends with its session, or works until it is canceled', () => {
    const limit = { type: 'LIMIT', limit: 90 } as const;
    expect(first('DAY', limit).ends).toMatchObject([{ text: 'its session ended', timeMs: OPEN_MS + 3 * HOUR_MS }]);
    expect(first('GTC', limit).ends).toEqual([]);
  });
});

describe('an order that makes no sense', () => {
  const refused: [string, Partial<OrderTicket>, string][] = [
    ['has no quantity', { quantity: Number.NaN }, 'quantity'],
    ['has no limit', { type: 'LIMIT' }, 'limit'],
    ['has a limit it does not need', { limit: 3 }, 'limit'],
    ['trails nothing', { type: 'TRAILING_STOP' }, 'trail'],
    ['stops at the open', { type: 'STOP', stop: 3, tif: 'OPG' }, 'tif'],
    ['is guarded the wrong way round', { bracket: { stop: 110, target: 90 } }, 'bracket'],
    ['is for nothing there is', { symbol: 'Y' }, 'symbol'],
  ];

  it.each(refused)('%s: %o', (_, change, parameter) => {
    const simulation = new Simulation({ cash: 1 }, [series('X', dailyBars([QUIET]))]);
    expect(() => simulation.submit({ ...BUY, symbol: 'X', ...change })).toThrow(expect.objectContaining({ parameter }));
  });

  it('nor do sessions out of order, or quotes that are none', () => {
    const bars = dailyBars([QUIET]);
    const sessions = [sessionOf(3, OPEN_MS + 24 * HOUR_MS), sessionOf(3)];
    expect(() => new Simulation({ cash: 1, sessions }, [series('X', bars)])).toThrow('sessions[1]');
    const crossed = { ...bars, bid: [101], ask: [100] };
    expect(() => new Simulation({ cash: 1 }, [series('X', crossed)])).toThrow('X.bid[0] 101 and ask 100 are no quote');
  });

  const broken: [string, Ohlcv[], string][] = [
    ['a high below the low', [[100, 99, 101, 100]], 'X.open'],
    ['a price of 0', [[0, 1, 0, 1]], 'X.low'],
    ['no number', [[100, Number.NaN, 99, 100]], 'X.low'],
    ['a negative volume', [[100, 100, 100, 100, -1]], 'X.volume'],
  ];

  it.each(broken)('nor do bars with %s', (_, rows, parameter) => {
    expect(() => new Simulation({ cash: 1 }, [series('X', dailyBars(rows))])).toThrow(
      expect.objectContaining({ name: 'SimulationError', parameter, index: 0 }),
    );
  });
});
