import { describe, expect, it } from 'vitest';
import * as quant from '../../src/index.js';
import { seeded } from '../random.js';

const BENCHMARK = [0.01, -0.02, 0.03, 0.005];
const against =
  (statistic: (returns: quant.Numbers, benchmark: quant.Numbers, periods: number) => unknown) =>
  (returns: readonly number[]): unknown =>
    statistic(returns, BENCHMARK.slice(0, returns.length), 252);
const annual =
  (statistic: (returns: quant.Numbers, periods: number) => unknown) =>
  (returns: readonly number[]): unknown =>
    statistic(returns, 252);

/** Every statistic of one series of returns, results or values. */
const STATISTICS: Readonly<Record<string, (values: readonly number[]) => unknown>> = {
  mean: quant.mean,
  median: quant.median,
  sampleDeviation: quant.sampleDeviation,
  sampleVariance: quant.sampleVariance,
  populationVariance: quant.populationVariance,
  populationDeviation: quant.populationDeviation,
  skewness: (values) => quant.skewness(values),
  kurtosis: (values) => quant.kurtosis(values),
  excessKurtosis: (values) => quant.excessKurtosis(values),
  quantile: (values) => quant.quantile(values, 0.3),
  pearsonCorrelation: (values) => quant.pearsonCorrelation(values, BENCHMARK.slice(0, values.length)),
  spearmanCorrelation: (values) => quant.spearmanCorrelation(values, BENCHMARK.slice(0, values.length)),
  sampleCovariance: (values) => quant.sampleCovariance(values, BENCHMARK.slice(0, values.length)),
  linearRegression: (values) => quant.linearRegression(values, BENCHMARK.slice(0, values.length)),
  leastSquares: (values) => quant.leastSquares([values], BENCHMARK.slice(0, values.length)),
  compoundReturn: quant.compoundReturn,
  annualReturn: annual(quant.annualReturn),
  annualVolatility: annual(quant.annualVolatility),
  sharpe: annual(quant.sharpe),
  sortino: annual(quant.sortino),
  downsideDeviation: (values) => quant.downsideDeviation(values),
  omega: (values) => quant.omega(values),
  stability: quant.stability,
  tailRatio: quant.tailRatio,
  historicalValueAtRisk: (values) => quant.historicalValueAtRisk(values),
  historicalConditionalValueAtRisk: (values) => quant.historicalConditionalValueAtRisk(values),
  parametricValueAtRisk: (values) => quant.parametricValueAtRisk(values),
  parametricConditionalValueAtRisk: (values) => quant.parametricConditionalValueAtRisk(values),
  cornishFisherValueAtRisk: (values) => quant.cornishFisherValueAtRisk(values),
  cornishFisherConditionalValueAtRisk: (values) => quant.cornishFisherConditionalValueAtRisk(values),
  beta: (values) => quant.beta(values, BENCHMARK.slice(0, values.length)),
  alphaBeta: against(quant.alphaBeta),
  upAlphaBeta: against(quant.upAlphaBeta),
  downAlphaBeta: against(quant.downAlphaBeta),
  trackingError: against(quant.trackingError),
  informationRatio: against(quant.informationRatio),
  capture: against(quant.capture),
  upCapture: against(quant.upCapture),
  downCapture: against(quant.downCapture),
  upDownCapture: against(quant.upDownCapture),
  sharpeEvidence: quant.sharpeEvidence,
  trialsOf: quant.trialsOf,
  winRate: quant.winRate,
  profitFactor: quant.profitFactor,
  expectancy: quant.expectancy,
  expectancyRatio: quant.expectancyRatio,
  averageWin: quant.averageWin,
  averageLoss: quant.averageLoss,
  payoffRatio: quant.payoffRatio,
  bootstrapInterval: (values) =>
    quant.bootstrapInterval(values, quant.mean, { method: 'circular', blockLength: 1, random: seeded(1) }),
  optimalBlockLength: (values) => quant.optimalBlockLength(values, 'stationary'),
};
/** Those of an equity curve, which starts above 0. */
const OF_CURVES: typeof STATISTICS = {
  maxDrawdown: quant.maxDrawdown,
  ulcerIndex: quant.ulcerIndex,
  totalReturn: quant.totalReturn,
};

describe.each(Object.entries({ ...STATISTICS, ...OF_CURVES }))('%s', (name, statistic) => {
  it('is undefined of nothing', () => {
    expect(statistic([])).toBeUndefined();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %d and says where it is',
    (bad) => {
      expect(() => statistic([0.01, bad, 0.02])).toThrow(quant.QuantError);
      expect(() => statistic([0.01, bad, 0.02])).toThrow('[1] must be finite');
    },
  );

  it('gives numbers or nothing for one value, equal values and zeros', () => {
    for (const values of [[0.01], [0.01, 0.01, 0.01]]) expectFinite(statistic(values));
    if (name in OF_CURVES) return;
    for (const values of [[0], [0, 0, 0], [-0.01, -0.01, -0.01]]) expectFinite(statistic(values));
  });

  it('gives numbers, nothing or an error at the ends of what a number can hold', () => {
    const ends = [1e308, -1e308, 1e160, -1e160, 1e-160, 5e-324, -5e-324, 1, -1, 0];
    for (const first of ends) {
      for (const second of ends) {
        for (const third of ends) {
          const values = [first, second, third];
          if (name in OF_CURVES && first <= 0) continue;
          expectFinite(orError(() => statistic(values)));
        }
      }
    }
  });
});

/** What a statistic gives, or undefined when it refuses what it was given. */
function orError(statistic: () => unknown): unknown {
  try {
    return statistic();
  } catch (error) {
    expect(error).toBeInstanceOf(quant.QuantError);
    return undefined;
  }
}

describe('series made of returns', () => {
  it.each<[string, () => unknown]>([
    ['equityCurve', () => quant.equityCurve([1e200, 1e200], 1)],
    ['cumulativeReturns', () => quant.cumulativeReturns([1e200, 1e200])],
    ['simpleReturns', () => quant.simpleReturns([5e-324, 1e300])],
    ['excessReturns', () => quant.excessReturns([1e308], [-1e308])],
    ['aggregateReturns', () => quant.aggregateReturns([1e200, 1e200], ['May', 'May'])],
    ['drawdowns', () => quant.drawdowns([5e-324, -1e300])],
    ['exposuresOf', () => quant.exposuresOf([1e300], 1e-300)],
    ['forwardReturns', () => quant.forwardReturns([[1], [1e-300], [1e300]], 1)],
    ['lineReturns', () => quant.lineReturns({ offset: 0, values: Float64Array.of(1e-300, 1e300) }, 1)],
    ['periodsPerYear', () => quant.periodsPerYear(5e-324)],
    ['ratePerPeriod', () => quant.ratePerPeriod(1, 5e-324)],
    [
      'probabilisticSharpe',
      () => quant.probabilisticSharpe({ sharpe: 1e200, observations: 9, skewness: 0, kurtosis: 3 }),
    ],
  ])('are refused by %s where they are more than a number can hold', (_, compute) => {
    expect(compute).toThrow(quant.QuantError);
  });
});

function expectFinite(result: unknown): void {
  if (typeof result === 'number') expect(result).toSatisfy(Number.isFinite);
  else if (typeof result === 'object' && result !== null) for (const part of Object.values(result)) expectFinite(part);
}
