import { describe, expect, it } from 'vitest';
import {
  almgrenChrissSchedule,
  almgrenImpact,
  fixedBps,
  type OrderTicket,
  Simulation,
  type SimulationSettings,
  type Touch,
  volumeShare,
  volumeSharePrice,
  volumeWindow,
} from '../src/index.js';
import { at, dailyBars, type Ohlcv, series } from './bars.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from './golden.js';

type LeanOrder = { type: 'limit' | 'stop'; side: 'buy' | 'sell'; qty: number; limit?: number; stop?: number };
interface LeanCase {
  readonly id: string;
  readonly order?: LeanOrder;
  readonly bar?: readonly [number, number, number, number];
  readonly expect?: { readonly fill: number; readonly qty?: number };
}

/** What one bar makes of an order that was sent before it. */
function fillOn(order: Omit<OrderTicket, 'symbol'>, bar: Ohlcv, settings: Partial<SimulationSettings> = {}) {
  const quiet: Ohlcv = [bar[0], bar[0], bar[0], bar[0]];
  const simulation = new Simulation({ cash: 1e6, ...settings }, [series('X', dailyBars([quiet, bar]))]);
  return simulation.run(at({ 0: (trader) => void trader.submit({ symbol: 'X', tif: 'GTC', ...order }) })).fills;
}

function leanTicket({ type, side, qty, limit, stop }: LeanOrder): Omit<OrderTicket, 'symbol'> {
  const terms = { side: side === 'buy' ? 'BUY' : 'SELL', quantity: qty } as const;
  return type === 'limit'
    ? { ...terms, type: 'LIMIT', limit: limit ?? Number.NaN }
    : { ...terms, type: 'STOP', stop: stop ?? Number.NaN };
}

describe.skipIf(!GOLDEN_PRESENT)(`fills that Lean publishes${GOLDEN_NOTE}`, () => {
  const { cases } = GOLDEN_PRESENT
    ? goldenJson<{ cases: LeanCase[] }>('fills/lean_equity_fill_cases.json')
    : { cases: [] };

  it.each(cases.filter(({ bar }) => bar !== undefined).map((one) => [one.id, one] as const))('%s', (_, one) => {
    if (one.order === undefined || one.bar === undefined || one.expect === undefined)
      throw new Error('incomplete case');
    const fills = fillOn(leanTicket(one.order), one.bar);
    expect(fills.map(({ price, quantity }) => [price, quantity])).toEqual([[one.expect.fill, one.order.qty]]);
  });
});

describe('fills that Lean publishes, in numbers', () => {
  // QuantConnect/Lean, Tests/Common/Orders/Fills/EquityFillModelTests (Apache-2.0).
  it('gives a limit order the better open, and a stop the worse one', () => {
    const limit = fillOn({ side: 'BUY', type: 'LIMIT', quantity: 100, limit: 290.5 }, [289.5, 289.5, 288.5, 289.5]);
    expect(limit).toMatchObject([{ price: 289.5 }]);
    const stop = fillOn({ side: 'BUY', type: 'STOP', quantity: 100, stop: 290.5 }, [291.5, 292.5, 291.5, 291.5]);
    expect(stop).toMatchObject([{ price: 291.5 }]);
  });

  it('triggers a stop by no bar that ended before it was sent', () => {
    const bars = dailyBars([
      [100, 120, 100, 101],
      [109.99, 111, 109, 110.5],
    ]);
    const simulation = new Simulation({ cash: 1e6 }, [series('X', bars)]);
    const { fills } = simulation.run(
      at({
        0: (trader) =>
          void trader.submit({ symbol: 'X', side: 'BUY', type: 'STOP', quantity: 1, stop: 110, tif: 'GTC' }),
      }),
    );
    expect(fills).toMatchObject([{ price: 110, startMs: bars.start[1] }]);
  });

  it('buys at the ask and sells at the bid where quotes are known', () => {
    const bars = {
      ...dailyBars([
        [100, 101, 99, 100],
        [100, 101, 99, 100],
      ]),
      bid: [99.9, 99.9],
      ask: [100.1, 100.1],
    };
    const fillsOf = (side: 'BUY' | 'SELL') =>
      new Simulation({ cash: 1e6 }, [series('X', bars)]).run(
        at({ 0: (trader) => void trader.submit({ symbol: 'X', side, type: 'MARKET', quantity: 1 }) }),
      ).fills;
    expect([fillsOf('BUY'), fillsOf('SELL')]).toMatchObject([[{ price: 100.1 }], [{ price: 99.9 }]]);
  });
});

interface ZiplineCases {
  readonly VolumeShareSlippage: {
    readonly bars_minute: { readonly close: readonly number[]; readonly volume: number };
    readonly cases: readonly {
      side: 'buy' | 'sell';
      qty: number;
      limit?: number;
      stop?: number;
      bar?: number;
      close?: number;
      vol?: number;
      expect: { price: number; qty: number } | null;
    }[];
  };
  readonly FixedBasisPoints: {
    readonly close: number;
    readonly vol: number;
    readonly cases: readonly (readonly [number, number, number, number, number])[];
  };
  readonly VolatilityVolumeShare_window: { closes: number[]; volumes: number[]; mean_volume: number };
  readonly low_volume: { volume_limit: number; bar_volume: number };
}

describe.skipIf(!GOLDEN_PRESENT)(`slippage that zipline publishes${GOLDEN_NOTE}`, () => {
  const golden = GOLDEN_PRESENT ? goldenJson<ZiplineCases>('fills/zipline_slippage_cases.json') : undefined;

  it('moves prices by the share of the volume, and fills nothing beyond a limit', () => {
    const { bars_minute: minute, cases } = golden?.VolumeShareSlippage ?? { bars_minute: undefined, cases: [] };
    expect(cases.length).toBeGreaterThan(0);
    for (const { side, qty, limit, stop, bar, close, vol, expect: expected } of cases) {
      const price = close ?? minute?.close[bar ?? 0] ?? Number.NaN;
      const ticket = { side: side === 'buy' ? 'BUY' : 'SELL', quantity: qty } as const;
      const order: Omit<OrderTicket, 'symbol'> =
        limit === undefined
          ? { ...ticket, type: 'STOP', stop: stop ?? Number.NaN }
          : { ...ticket, type: 'LIMIT', limit };
      const ohlcv: Ohlcv = [price, price, price, price, vol ?? minute?.volume ?? 0];
      const fills = fillOn(order, ohlcv, { slippage: volumeShare(), prices: 'CLOSE' });
      if (expected === null) {
        expect(fills).toEqual([]);
        continue;
      }
      expect(fills.map(({ quantity, buy }) => (buy ? quantity : -quantity))).toEqual([expected.qty]);
      // A price of the engine has six digits, rounded against whoever trades; the model's own has all of them.
      const touch: Touch = {
        buy: side === 'buy',
        price,
        quantity: Math.abs(expected.qty),
        bar: {
          open: price,
          high: price,
          low: price,
          close: price,
          volume: ohlcv[4] ?? 0,
          opensSession: true,
          closesSession: true,
        },
        filledBefore: 0,
      };
      expect(volumeSharePrice(touch, 0.025, 0.1)).toBeCloseTo(expected.price, 12);
      expect(Math.abs((fills[0]?.price ?? 0) - expected.price)).toBeLessThan(1e-6);
    }
  });

  it('moves prices by basis points and fills a share of the volume', () => {
    const { close = 0, vol = 0, cases = [] } = golden?.FixedBasisPoints ?? {};
    expect(cases.length).toBeGreaterThan(0);
    for (const [bps, limit, quantity, price, filled] of cases) {
      const side = quantity > 0 ? 'BUY' : 'SELL';
      const fills = fillOn({ side, type: 'MARKET', quantity: Math.abs(quantity) }, [close, close, close, close, vol], {
        slippage: fixedBps(bps, limit),
        prices: 'CLOSE',
      });
      expect(fills).toMatchObject([{ price, quantity: Math.abs(filled), buy: filled > 0 }]);
    }
  });

  it('fills nothing of a bar whose share is less than a unit', () => {
    const { volume_limit: share, bar_volume: volume } = golden?.low_volume ?? { volume_limit: 1, bar_volume: 1 };
    const fills = fillOn({ side: 'BUY', type: 'MARKET', quantity: 10 }, [3, 3, 3, 3, volume], {
      slippage: volumeShare(share),
    });
    expect(fills).toEqual([]);
  });

  it('measures the window of its volatility model', () => {
    const { closes = [], volumes = [], mean_volume: mean } = golden?.VolatilityVolumeShare_window ?? {};
    const window = volumeWindow(closes, volumes);
    expect(window.meanVolume).toBe(mean);
    const returns = closes.slice(1).map((close, n) => close / (closes[n] ?? 1) - 1);
    const average = returns.reduce((a, b) => a + b) / returns.length;
    const variance = returns.reduce((sum, one) => sum + (one - average) ** 2, 0) / (returns.length - 1);
    expect(window.volatility).toBeCloseTo(Math.sqrt(variance * 252), 12);
  });
});

describe('slippage that zipline publishes, in numbers', () => {
  // stefan-jansen/zipline-reloaded, tests/finance/test_slippage.py (Apache-2.0).
  const bar = { open: 3.5, high: 3.5, low: 3.5, close: 3.5, volume: 2000, opensSession: true, closesSession: true };

  it('moves a price by the share of the volume, and fills at most 2.5 % of it', () => {
    const touch = { price: 3.5, quantity: 50, bar, filledBefore: 0 };
    expect(volumeSharePrice({ ...touch, buy: true }, 0.025, 0.1)).toBeCloseTo(3.50021875, 12);
    expect(volumeSharePrice({ ...touch, buy: false }, 0.025, 0.1)).toBeCloseTo(3.49978125, 12);
    const model = { slippage: volumeShare(), prices: 'CLOSE' } as const;
    const limit = (price: number) => ({ side: 'BUY', type: 'LIMIT', quantity: 100, limit: price }) as const;
    expect(fillOn(limit(3.5), [3.5, 3.5, 3.5, 3.5, 2000], model)).toEqual([]);
    expect(fillOn(limit(3.6), [3.5, 3.5, 3.5, 3.5, 2000], model)).toMatchObject([{ quantity: 50, price: 3.500219 }]);
  });

  it('moves a price by five basis points, and fills at most a tenth of the volume', () => {
    const model = { slippage: fixedBps(5, 0.1), prices: 'CLOSE' } as const;
    const fillsOf = (side: 'BUY' | 'SELL') => fillOn({ side, type: 'MARKET', quantity: 100 }, [3, 3, 3, 3, 200], model);
    expect(fillsOf('BUY')).toMatchObject([{ price: 3.0015, quantity: 20 }]);
    expect(fillsOf('SELL')).toMatchObject([{ price: 2.9985, quantity: 20 }]);
  });
});

interface ImpactCase {
  readonly adv: number;
  readonly shares_out: number;
  readonly daily_vol: number;
  readonly X_over_V: number;
  readonly T_days: number;
  readonly permanent_bp: number;
  readonly temporary_bp: number;
  readonly total_realised_bp: number;
}

describe.skipIf(!GOLDEN_PRESENT)(`market impact that Almgren publishes${GOLDEN_NOTE}`, () => {
  it('meets the examples of 2005', () => {
    const { cases } = goldenJson<{ cases: ImpactCase[] }>('fills/almgren_2005_example.json');
    for (const one of cases) {
      const impact = almgrenImpact({
        shareOfVolume: one.X_over_V,
        days: one.T_days,
        dailyVolatility: one.daily_vol,
        sharesOutstanding: one.shares_out,
        averageDailyVolume: one.adv,
      });
      expect(impact.permanent * 1e4).toBeCloseTo(one.permanent_bp, 3);
      expect(impact.temporary * 1e4).toBeCloseTo(one.temporary_bp, 3);
      expect(impact.realized * 1e4).toBeCloseTo(one.total_realised_bp, 3);
    }
  });

  it('meets the schedules of 2000', () => {
    const { cases } = goldenJson<{ cases: Record<string, number | number[]>[] }>('fills/almgren_chriss_schedule.json');
    for (const one of cases) {
      const { kappa, holdings, trades } = almgrenChrissSchedule({
        shares: one.X as number,
        steps: one.N as number,
        days: one.T_days as number,
        volatility: one.sigma_dollar_per_sqrt_day as number,
        eta: one.eta as number,
        gamma: one.gamma as number,
        lambda: one.lam as number,
      });
      expect(kappa).toBeCloseTo(one.kappa as number, 12);
      for (const [n, expected] of (one.holdings as number[]).entries()) expect(holdings[n]).toBeCloseTo(expected, 5);
      for (const [n, expected] of (one.trades as number[]).entries()) expect(trades[n]).toBeCloseTo(expected, 5);
    }
  });
});

describe('an optimal schedule', () => {
  const block = { shares: 1e6, steps: 5, days: 5, volatility: 0.95, eta: 2.5e-6, gamma: 2.5e-7 };

  it('trades everything, most of it first, and in equal steps without risk aversion', () => {
    // Almgren & Chriss (2000), parameters of their table 1, risk aversion 1e-6.
    const { trades, kappa } = almgrenChrissSchedule({ ...block, lambda: 1e-6 });
    expect(kappa).toBeCloseTo(0.6070761632470627, 12);
    expect(trades.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1e6, 6);
    expect(trades).toEqual(trades.toSorted((a, b) => b - a));
    expect(almgrenChrissSchedule({ ...block, lambda: 0 }).trades).toEqual([2e5, 2e5, 2e5, 2e5, 2e5]);
  });

  it('costs what the example of 2005 costs', () => {
    // Almgren et al. (2005), IBM, a tenth of the daily volume in a tenth of a day.
    const ibm = { dailyVolatility: 0.0157, sharesOutstanding: 1.728e9, averageDailyVolume: 6.561e6 };
    const { permanent, temporary } = almgrenImpact({ ...ibm, shareOfVolume: 0.1, days: 0.1 });
    expect([permanent * 1e4, temporary * 1e4].map((bp) => bp.toFixed(2))).toEqual(['19.86', '22.29']);
  });
});
