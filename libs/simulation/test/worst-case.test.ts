import { describe, expect, it } from 'vitest';
import {
  fixedBps,
  halfSpread,
  type OrderTicket,
  Simulation,
  type SimulationSettings,
  squareRootImpact,
} from '../src/index.js';
import {
  at,
  DAY_MS,
  dailyBars,
  HOUR_MS,
  hourlyBars,
  joined,
  type Ohlcv,
  OPEN_MS,
  series,
  sessionOf,
  told,
} from './bars.js';

const QUIET: Ohlcv = [100, 100, 100, 100];
const BUY = { side: 'BUY', type: 'MARKET', quantity: 10 } as const;
const SELL = { side: 'SELL', type: 'MARKET', quantity: 10 } as const;

/** Sends orders at the close of a quiet bar and plays the bars after it. */
function play(
  rows: readonly Ohlcv[],
  tickets: readonly Omit<OrderTicket, 'symbol'>[],
  settings: Partial<SimulationSettings> = {},
) {
  const simulation = new Simulation({ cash: 1e6, ...settings }, [series('X', dailyBars([QUIET, ...rows]))]);
  return simulation.run(
    at({
      0: (trader) => {
        for (const ticket of tickets) trader.submit({ symbol: 'X', tif: 'GTC', ...ticket });
      },
    }),
  );
}

describe('what a bar does not say is believed to be the worse', () => {
  it('a gap beyond a stop fills at the open, one beyond a limit at the better open', () => {
    const stop = { ...SELL, type: 'STOP', stop: 95 } as const;
    expect(told(play([QUIET, [90, 92, 88, 91]], [BUY, stop]).fills)[1]).toBe('SELL 10 @ 90 CLOSE');
    expect(told(play([[90, 92, 88, 91]], [{ ...BUY, type: 'LIMIT', limit: 95 }]).fills)).toEqual(['BUY 10 @ 90 ENTRY']);
  });

  it('a stop-limit whose limit lies before its stop does not fill in the bar that triggers it', () => {
    const exit = { ...SELL, type: 'STOP_LIMIT', stop: 95, limit: 97, reduceOnly: true } as const;
    // The high of the bar is that of its morning, before the stop was reached.
    expect(told(play([QUIET, [100, 101, 94, 94]], [BUY, exit]).fills)).toEqual(['BUY 10 @ 100 ENTRY']);
    const back: Ohlcv[] = [QUIET, [100, 101, 94, 94], [94, 98, 93, 98]];
    expect(told(play(back, [BUY, exit]).fills)).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 97 CLOSE']);
  });

  it('a position entered within a bar is not closed at a limit in it', () => {
    const entry = { ...BUY, type: 'LIMIT', limit: 98 } as const;
    const exit = { ...SELL, type: 'LIMIT', limit: 103, reduceOnly: true } as const;
    expect(told(play([[100, 104, 97, 99]], [entry, exit]).fills)).toEqual(['BUY 10 @ 98 ENTRY']);
    expect(
      told(
        play(
          [
            [100, 104, 97, 99],
            [99, 103, 98, 99],
          ],
          [entry, exit],
        ).fills,
      ),
    ).toEqual(['BUY 10 @ 98 ENTRY', 'SELL 10 @ 103 CLOSE']);
  });

  it('of a stop and a target in one bar the stop fills, and takes the target with it', () => {
    const exits = [
      { ...SELL, type: 'LIMIT', limit: 105, oco: 'exit' },
      { ...SELL, type: 'STOP', stop: 95, oco: 'exit' },
    ] as const;
    const { fills, ends, positions } = play([QUIET, [100, 106, 94, 100]], [BUY, ...exits]);
    expect(told(fills)).toEqual(['BUY 10 @ 100 ENTRY', 'SELL 10 @ 95 CLOSE']);
    expect([ends.map(({ kind }) => kind), positions.size]).toEqual([['CANCELED'], 0]);
  });

  it('a seller is never made to pay by a spread wider than the price', () => {
    const penny: Ohlcv = [0.01, 0.01, 0.01, 0.01];
    const { fills } = play([penny, penny], [SELL], { slippage: halfSpread(0.05) });
    expect(fills).toMatchObject([{ price: 0 }]);
  });
});

describe('a budget', () => {
  it('pays for what it buys although so many units move the price', () => {
    const spent = (budget: number) => {
      const ticket = { side: 'BUY', type: 'MARKET', budget: () => budget } as const;
      const { cash } = play([QUIET], [ticket], { cash: budget, slippage: squareRootImpact(0.02) });
      return cash.toNumber();
    };
    // A thousand units a bar: 1 unit costs 100.064, a thousand cost 102 each.
    const left = spent(100_000);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(102);
  });
});

describe('an entry in parts', () => {
  const parts: Ohlcv[] = [
    [100, 100, 100, 100, 60],
    [100, 100, 100, 100, 60],
  ];
  const rules = { rules: { volumeShare: 0.1 } };
  const guarded = { ...BUY, bracket: { stop: 95, target: 110 } } as const;

  it('guards no more than what is filled', () => {
    const crash: Ohlcv = [100, 100, 90, 91, 1000];
    const { fills, positions } = play([parts[0] as Ohlcv, crash], [{ ...guarded, tif: 'IOC' }], rules);
    expect(told(fills)).toEqual(['BUY 6 @ 100 ENTRY', 'SELL 6 @ 95 STOP']);
    expect(positions.size).toBe(0);
  });

  it('takes back its guards together, which share their id', () => {
    const simulation = new Simulation({ cash: 1e6, ...rules }, [
      series('X', dailyBars([QUIET, ...parts, QUIET, QUIET])),
    ]);
    const answers: boolean[] = [];
    const { ends } = simulation.run(
      at({
        0: (trader) => void trader.submit({ symbol: 'X', tif: 'GTC', ...guarded }),
        2: (trader) => void answers.push(trader.cancel('order-1/stop'), trader.cancel('order-1/stop')),
      }),
    );
    expect(answers).toEqual([true, false]);
    expect(ends).toMatchObject([{ orderId: 'order-1/stop', kind: 'CANCELED' }]);
  });
});

describe('an order for the open or the close of a session', () => {
  const hours: Ohlcv[] = [QUIET, [101, 102, 100, 101], [103, 104, 102, 103]];
  const sessions = [0, 1, 2].map((day) => sessionOf(3, OPEN_MS + day * DAY_MS));
  const send = (tif: 'OPG' | 'CLS', bars: ReturnType<typeof hourlyBars>, bar = 0) =>
    new Simulation({ cash: 1e6, sessions }, [series('X', bars)]).run(
      at({ [bar]: (trader) => void trader.submit({ ...BUY, symbol: 'X', tif }) }),
    );

  it('for the close is over with its session, also when nothing was traded at that close', () => {
    const thin = joined(hourlyBars(hours.slice(0, 2)), hourlyBars(hours, OPEN_MS + DAY_MS));
    expect(send('CLS', thin)).toMatchObject({ fills: [], ends: [{ kind: 'EXPIRED' }] });
  });

  it('for the open is over after it, also when nothing was traded at that open', () => {
    const late = joined(hourlyBars(hours), hourlyBars(hours.slice(1), OPEN_MS + DAY_MS + HOUR_MS));
    const next = joined(late, hourlyBars(hours, OPEN_MS + 2 * DAY_MS));
    expect(send('OPG', next)).toMatchObject({ fills: [], ends: [{ kind: 'EXPIRED' }] });
  });

  it('that arrives after the close is for the next one', () => {
    const bars = joined(hourlyBars(hours), hourlyBars(hours, OPEN_MS + DAY_MS));
    expect(send('CLS', bars, 2).fills).toMatchObject([{ price: 103, endMs: OPEN_MS + DAY_MS + 3 * HOUR_MS }]);
  });
});

describe('settings that make no sense', () => {
  const option = {
    symbol: 'O',
    bars: dailyBars([QUIET]),
    option: {
      underlying: 'X',
      right: 'CALL',
      style: 'EUROPEAN',
      strike: 100,
      expiryMs: OPEN_MS + 7 * HOUR_MS,
      settlement: 'CASH',
    },
  } as const;
  const refused: [string, Partial<SimulationSettings>, string][] = [
    ['cash that is no number', { cash: Number.NaN }, 'cash'],
    ['an order that never arrives', { latencyMs: Infinity }, 'latencyMs'],
    ['a share of the volume that is no number', { rules: { volumeShare: Number.NaN } }, 'rules.volumeShare'],
    ['more than all of the volume', { slippage: fixedBps(5, 2) }, 'slippage.volumeShare'],
    ['an assignment at no time', { assignments: [{ symbol: 'O', timeMs: Number.NaN, contracts: 1 }] }, 'assignments'],
    ['an assignment of a share', { assignments: [{ symbol: 'X', timeMs: OPEN_MS, contracts: 1 }] }, 'assignments'],
    ['half a contract', { assignments: [{ symbol: 'O', timeMs: OPEN_MS + DAY_MS, contracts: 0.5 }] }, 'assignments'],
    ['a European assigned early', { assignments: [{ symbol: 'O', timeMs: OPEN_MS, contracts: 1 }] }, 'assignments'],
  ];

  it.each(refused)('%s', (_, settings, parameter) => {
    const build = () => new Simulation({ cash: 1, ...settings }, [series('X', dailyBars([QUIET])), option]);
    expect(build).toThrow(expect.objectContaining({ name: 'SimulationError', parameter }));
  });

  it('an option without a strike, without an expiry, or with bars after it', () => {
    const build = (terms: object, bars = option.bars) =>
      new Simulation({ cash: 1 }, [
        series('X', dailyBars([QUIET])),
        { ...option, bars, option: { ...option.option, ...terms } },
      ]);
    expect(() => build({ strike: Number.NaN })).toThrow('O.option.strike');
    expect(() => build({ expiryMs: Number.NaN })).toThrow('O.option.expiryMs');
    expect(() => build({}, dailyBars([QUIET, QUIET]))).toThrow('O.start[1]');
  });

  it('a quantity that cannot be kept to the last digit', () => {
    const simulation = new Simulation({ cash: 1 }, [series('X', dailyBars([QUIET]))]);
    for (const quantity of [1e300, 2 ** 53, 0.1234567891234, 1e-10]) {
      expect(() => simulation.submit({ ...BUY, symbol: 'X', quantity })).toThrow(
        expect.objectContaining({ name: 'SimulationError', parameter: 'quantity' }),
      );
    }
  });
});
