import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forwardReturns,
  informationCoefficients,
  informationDecay,
  informationHalfLife,
  lineZScores,
  type Panel,
  panelOf,
  panelOfLines,
  QuantError,
  quantileOfSymbols,
  quantileReturns,
  quantileSpread,
  quantileTurnover,
  rankTurnover,
  rsi,
  sma,
  summarizeInformationCoefficients,
} from '../../src/index.js';
import { normals, seeded } from '../random.js';
import { quotes } from '../series.js';

const FACTOR: Panel = [
  [1.2, -0.5, 0.3, 2.2, 0.9, -1.1],
  [0.4, 0.4, -0.2, 1.5, 0, -0.7],
  [2, 1, 0.5, -0.5, -1, -2],
];
const FORWARD: Panel = [
  [0.02, -0.01, 0, 0.015, 0.03, -0.02],
  [0.01, -0.02, 0.005, 0.01, -0.01, 0],
  [-0.03, 0.01, 0.02, 0, 0.01, 0.04],
];

// scipy.stats.spearmanr, pearsonr and ttest_1samp of these rows, SciPy 1.17.
const RANK_IC = [0.7714285714285715, 0.3382352941176471, -0.6377481392176932];
const PEARSON_IC = [0.8200255938087975, 0.24974976360297535, -0.7744821093548492];
const SUMMARY = {
  mean: 0.15730524210950844,
  deviation: 0.7218008819935783,
  ratio: 0.21793439996227099,
  t: 0.37747345345169014,
};

/** Random walks of a universe: the returns of each bar, and the prices they make. */
function market(seed: number, bars: number, symbols: number): { returns: number[][]; prices: number[][] } {
  const random = seeded(seed);
  const returns = Array.from({ length: bars }, () => normals(random, symbols).map((value) => 0.01 * value));
  const prices = [new Array<number>(symbols).fill(100)];
  for (const row of returns)
    prices.push((prices.at(-1) ?? []).map((price, symbol) => price * (1 + (row[symbol] ?? 0))));
  return { returns, prices: prices.slice(0, bars) };
}

describe('the information coefficient of three dates, by SciPy 1.17', () => {
  it('is the rank correlation with what followed', () => {
    const ranks = informationCoefficients(FACTOR, FORWARD);
    for (const [k, value] of RANK_IC.entries()) expect(ranks[k]).toBeCloseTo(value, 14);
  });

  it('or that of the values', () => {
    const values = informationCoefficients(FACTOR, FORWARD, { kind: 'pearson' });
    for (const [k, value] of PEARSON_IC.entries()) expect(values[k]).toBeCloseTo(value, 14);
  });

  it('has a mean, a deviation, a ratio of them and a t of it', () => {
    const summary = summarizeInformationCoefficients(informationCoefficients(FACTOR, FORWARD));
    expect(summary?.dates).toBe(3);
    expect(summary?.mean).toBeCloseTo(SUMMARY.mean, 14);
    expect(summary?.deviation).toBeCloseTo(SUMMARY.deviation, 14);
    expect(summary?.informationRatio).toBeCloseTo(SUMMARY.ratio, 13);
    expect(summary?.tStatistic).toBeCloseTo(SUMMARY.t, 13);
    expect(summary?.hitRate).toBeCloseTo(2 / 3, 14);
  });
});

describe('coefficients of returns that overlap', () => {
  const SERIES = [0.05, 0.02, -0.01, 0.03, 0.06, 0.04, -0.02, 0.01, 0, 0.02, 0.05, 0.07];

  // statsmodels 0.15: OLS on a constant, cov_type='HAC', use_correction=True, maxlags = overlap − 1.
  it.each([
    [1, 3.2536850132447577],
    [2, 2.9182407426835204],
    [5, 4.049384586323002],
  ])('over %d dates have a t of %d', (overlap, t) => {
    expect(summarizeInformationCoefficients(SERIES, overlap)?.tStatistic).toBeCloseTo(t, 12);
  });

  it('say less than as many that do not, where neighbours are alike', () => {
    const { prices } = market(31, 300, 25);
    const trend = prices.map((row, date) => row.map((price, symbol) => price / (prices[date - 20]?.[symbol] ?? price)));
    const coefficients = informationCoefficients(trend, forwardReturns(prices, 20));
    const naive = summarizeInformationCoefficients(coefficients)?.tStatistic ?? Number.NaN;
    const [decay] = informationDecay(trend, prices, [20]);
    expect(Math.abs(decay?.summary?.tStatistic ?? Number.NaN)).toBeLessThan(Math.abs(naive) / 2);
    expect(() => summarizeInformationCoefficients(SERIES, 0)).toThrow('overlap');
  });
});

describe('a date', () => {
  it('counts the symbols that have both, and needs enough of them', () => {
    const factor: Panel = [[1, 2, 3, undefined, 5, 6]];
    const forward: Panel = [[0.1, 0.2, 0.3, 0.9, undefined, 0.4]];
    expect(informationCoefficients(factor, forward)).toEqual([undefined]);
    expect(informationCoefficients(factor, forward, { leastSymbols: 4 })).toEqual([1]);
  });

  it('has no coefficient where the factor says nothing', () => {
    expect(informationCoefficients([[1, 1, 1]], [[0.1, 0.2, 0.3]], { leastSymbols: 2 })).toEqual([undefined]);
    expect(summarizeInformationCoefficients([undefined])).toBeUndefined();
    expect(summarizeInformationCoefficients([0.1])).toMatchObject({ mean: 0.1, deviation: undefined, hitRate: 1 });
    expect(summarizeInformationCoefficients([0.1, 0.1])?.informationRatio).toBeUndefined();
  });

  it('is refused when it is not sound', () => {
    expect(() => informationCoefficients([[1, 2]], [[1, 2, 3]])).toThrow('factor has 2 symbols but forward has 3');
    expect(() => informationCoefficients([[1, 2]], [])).toThrow('factor has 1 dates but forward has 0');
    expect(() => informationCoefficients([[1], [1, 2]], [[1], [1]])).toThrow('factor[1] has 2 symbols');
    expect(() => informationCoefficients([[Number.NaN]], [[1]])).toThrow('factor[0] must be finite or missing');
    expect(() => informationCoefficients(FACTOR, FORWARD, { leastSymbols: 1 })).toThrow('leastSymbols');
    expect(() => panelOf([[1, 2], [1]])).toThrow(QuantError);
  });
});

describe('forward returns', () => {
  it('start at the next bar, and are missing where they have not happened', () => {
    const prices = panelOf([[100, 110, 121, 242]]);
    const one = (horizon: number, delay?: number) => forwardReturns(prices, horizon, delay).map(([value]) => value);
    expect(one(1)).toEqual([expect.closeTo(0.1, 12), expect.closeTo(1, 12), undefined, undefined]);
    expect(one(2)).toEqual([expect.closeTo(1.2, 12), undefined, undefined, undefined]);
    expect(one(1, 0)).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12), expect.closeTo(1, 12), undefined]);
  });

  it('do not know the price the factor was computed from, nor any before', () => {
    fc.assert(
      fc.property(quotes(5, 30), fc.integer({ min: 1, max: 5 }), (prices, horizon) => {
        const date = Math.floor(prices.length / 2);
        const other = prices.map((price, i) => (i <= date ? price * 3 : price));
        const [before, after] = [prices, other].map((each) => forwardReturns(panelOf([each]), horizon)[date]);
        expect(after).toEqual(before);
      }),
    );
  });

  it('refuse a price that nothing can be earned on', () => {
    expect(() => forwardReturns([[1], [0], [1]], 1)).toThrow('prices[1] must be greater than 0, got 0');
    expect(() => forwardReturns([[1]], 0)).toThrow('horizon');
    expect(() => forwardReturns([[1]], 1, -1)).toThrow('delay');
    expect(forwardReturns([[1], [undefined], [1], [2]], 1)).toEqual([[undefined], [1], [undefined], [undefined]]);
  });
});

describe('looking ahead', () => {
  const { returns, prices } = market(17, 250, 40);
  const meanOf = (factor: Panel): number =>
    summarizeInformationCoefficients(informationCoefficients(factor, forwardReturns(prices, 1)))?.mean ?? Number.NaN;

  it('finds nothing in what is known, for the prices are random', () => {
    // The return of the bar that has just closed.
    expect(Math.abs(meanOf([new Array<number>(40).fill(0), ...returns.slice(0, -1)]))).toBeLessThan(0.03);
  });

  it('is caught when a factor is shifted by the bar it should wait for: the coefficient is too good', () => {
    // returns[t] is earned from bar t to t + 1, so returns[t + 1] is what a trade at the next bar will earn.
    expect(meanOf([...returns.slice(1), new Array<number>(40).fill(0)])).toBeCloseTo(1, 6);
  });
});

describe('an indicator over a universe', () => {
  it('is a panel that is missing where a symbol is in its warm-up', () => {
    const lines = [sma([1, 2, 3, 4], 2), sma([5, 6, 7, 8], 3)];
    expect(panelOfLines(lines, 4)).toEqual([
      [undefined, undefined],
      [1.5, undefined],
      [2.5, 6],
      [3.5, 7],
    ]);
    expect(() => panelOfLines(lines, 3)).toThrow('lines[0] reaches bar 3 of 3 bars');
  });

  it('orders returns that come back to a mean, and the wrong way round', () => {
    // What moved away from 100 goes half of the way back each bar.
    const random = seeded(41);
    const columns = Array.from({ length: 30 }, () => {
      let price = 100;
      return normals(random, 300).map((noise) => {
        price = 100 + 0.5 * (price - 100) + noise;
        return price;
      });
    });
    const factor = panelOfLines(
      columns.map((closes) => lineZScores(rsi(closes, 5))),
      300,
    );
    const [decay] = informationDecay(factor, panelOf(columns), [1]);
    expect(decay?.summary?.mean).toBeLessThan(-0.1);
    expect(decay?.summary?.tStatistic).toBeLessThan(-5);
  });
});

describe('the decay of a factor', () => {
  it('has a half-life when it falls by the same share each bar', () => {
    const decay = [1, 2, 5, 10].map((horizon) => ({ horizon, coefficient: -0.08 * 2 ** (-horizon / 4) }));
    const { halfLife, initial, rSquared } = informationHalfLife(decay) ?? {};
    expect(halfLife).toBeCloseTo(4, 10);
    expect(initial).toBeCloseTo(-0.08, 12);
    expect(rSquared).toBeCloseTo(1, 12);
  });

  it('leaves out horizons without a coefficient, and those where it changed its sign', () => {
    const decay = [
      { horizon: 1, coefficient: undefined },
      { horizon: 2, coefficient: 0.04 },
      { horizon: 4, coefficient: 0.02 },
      { horizon: 8, coefficient: -0.01 },
    ];
    expect(informationHalfLife(decay)?.halfLife).toBeCloseTo(2, 10);
  });

  it('has none when it does not fall, or is not there twice', () => {
    expect(informationHalfLife([])).toBeUndefined();
    expect(informationHalfLife([{ horizon: 1, coefficient: 0.1 }])).toBeUndefined();
    const rising = [1, 2, 3].map((horizon) => ({ horizon, coefficient: 0.1 * horizon }));
    expect(informationHalfLife(rising)).toBeUndefined();
    expect(() => informationHalfLife([{ horizon: 1, coefficient: Number.NaN }])).toThrow('coefficient[0]');
  });

  it('is measured over horizons: what predicts the next bar alone fades as noise is added', () => {
    const { returns, prices } = market(23, 400, 30);
    // Known by construction: half of the return of the bar after the next close, half noise.
    const noise = market(24, 400, 30).returns;
    const factor = prices.map((row, date) =>
      row.map((_, symbol) => (returns[date + 1]?.[symbol] ?? 0) + (noise[date]?.[symbol] ?? 0)),
    );
    const decay = informationDecay(factor, prices, [1, 2, 5, 10]);
    const means = decay.map(({ summary }) => summary?.mean ?? Number.NaN);
    // The correlation with the sum of h equal, independent returns is 1 / √(2 h).
    for (const [k, horizon] of [1, 2, 5, 10].entries()) expect(means[k]).toBeCloseTo(1 / Math.sqrt(2 * horizon), 1);
    const halfLife = informationHalfLife(
      decay.map(({ horizon, summary }) => ({ horizon, coefficient: summary?.mean })),
    );
    expect(halfLife?.halfLife).toBeGreaterThan(2);
    expect(halfLife?.halfLife).toBeLessThan(10);
  });
});

describe('ranks over time', () => {
  it('turn over by what their order gives up', () => {
    const order = [1, 2, 3, 4];
    expect(rankTurnover([order, order, order.toReversed()])).toEqual([0, 2]);
    expect(rankTurnover([order, order.toReversed(), order], 2)).toEqual([0]);
    expect(
      rankTurnover([
        [1, undefined, 2],
        [1, 1, 1],
      ]),
    ).toEqual([undefined]);
    expect(() => rankTurnover([order], 0)).toThrow('lag');
  });

  it('let symbols into a quantile', () => {
    const dates: Panel = [
      [1, 2, 3, 4],
      [1, 4, 3, 2],
      [undefined, undefined, undefined, undefined],
    ];
    expect(quantileTurnover(dates, 2, 1)).toEqual([0.5, undefined]);
    expect(quantileTurnover(dates, 2, 0)).toEqual([0.5, undefined]);
  });
});

describe('quantiles of a universe', () => {
  it('are those of pandas 3.1 (qcut)', () => {
    expect(FACTOR.map((row) => quantileOfSymbols(row, 3))).toEqual([
      [2, 0, 1, 2, 1, 0],
      [1, 1, 0, 2, 1, 0],
      [2, 2, 1, 1, 0, 0],
    ]);
    expect(quantileOfSymbols(FACTOR[0] ?? [], 5)).toEqual([3, 0, 1, 4, 2, 0]);
  });

  it('earn so much each, and the highest more than the lowest', () => {
    const [first] = quantileReturns(FACTOR, FORWARD, 3);
    // Lowest two: −0.01 and −0.02; middle: 0 and 0.03; highest: 0.02 and 0.015.
    expect(first?.map((value) => value ?? Number.NaN)).toEqual([-0.015, 0.015, expect.closeTo(0.0175, 14)]);
    expect(quantileSpread(FACTOR, FORWARD, 3)[0]).toBeCloseTo(0.0325, 14);
    expect(quantileSpread([[1, 2, undefined]], [[undefined, 0.1, 0.2]], 2)).toEqual([undefined]);
    expect(() => quantileOfSymbols([1, 2], 1)).toThrow('quantiles');
  });
});

describe('invariants', () => {
  const universe = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 5,
    maxLength: 30,
  });

  it('the rank coefficient lies within ±1, sees the order alone, and turns with the factor', () => {
    fc.assert(
      fc.property(universe, (symbols) => {
        const factor = symbols.map(([value]) => value);
        const forward = symbols.map(([, value]) => value / 1000);
        const of = (row: readonly number[]) => informationCoefficients([row], [forward])[0];
        const value = of(factor);
        if (value === undefined) return;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(of(factor.map((each) => each ** 3 + 5))).toBe(value);
        expect(of(factor.map((each) => -each))).toBeCloseTo(-value, 12);
      }),
    );
  });

  it('quantiles rise with the factor', () => {
    fc.assert(
      fc.property(universe, fc.integer({ min: 2, max: 6 }), (symbols, quantiles) => {
        const factor = symbols.map(([value]) => value).toSorted((a, b) => a - b);
        const places = quantileOfSymbols(factor, quantiles).map((place) => place ?? -1);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(Math.max(...places)).toBeLessThan(quantiles);
        expect(places[0]).toBe(0);
      }),
    );
  });
});
