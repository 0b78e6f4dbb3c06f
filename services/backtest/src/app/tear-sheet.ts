import { create } from '@bufbuild/protobuf';
import { type Decimal, roundTrips, timestamp } from '@cream/domain';
import { type Metrics, MetricsSchema } from '@cream/proto/cycle';
import { BarInterval } from '@cream/proto/market';
import {
  alphaBeta,
  expectancy,
  exposure,
  historicalConditionalValueAtRisk,
  historicalValueAtRisk,
  type IntervalName,
  informationRatio,
  omega,
  PERIODS_PER_YEAR,
  payoffRatio,
  performance,
  probabilisticSharpe,
  profitFactor,
  sharpeEvidence,
  simpleReturns,
  stability,
  tailRatio,
  trackingError,
  turnover,
  winRate,
} from '@cream/quant';
import { periodTrading, type Trades } from './period-trading.js';

/** A point of an equity curve: epoch milliseconds, USD. */
export interface CurvePoint {
  readonly timeMs: number;
  readonly equity: Decimal;
}

/**
 * Statistics of a curve and the round trips of its fills, and of the curve beside a benchmark's of the same times. What is
 * not defined stays absent.
 * @param trades undefined for what is not traded, such as an index
 */
export function tearSheet(
  curve: readonly CurvePoint[],
  trades: Trades | undefined,
  interval: BarInterval,
  benchmark?: readonly CurvePoint[],
): Metrics {
  const realized = trades === undefined ? [] : realizedOf(trades);
  if (curve.some(({ equity }) => equity.lte(0))) return ruined(curve, realized);
  const periodsPerYear = PERIODS_PER_YEAR[BarInterval[interval] as IntervalName];
  const sheet = performance({
    curve: curve.map(({ timeMs, equity }) => ({ timeMs, equity: equity.toNumber() })),
    periodsPerYear,
    realized,
  });
  const fall = sheet.maxDrawdown;
  const from = fall === undefined ? undefined : pointAt(curve, fall.peakIndex);
  const to = fall === undefined ? undefined : pointAt(curve, fall.troughIndex);
  return create(MetricsSchema, {
    ...defined({
      totalReturn: sheet.totalReturn,
      cagr: sheet.cagr,
      annualVolatility: sheet.annualVolatility,
      sharpe: sheet.sharpe,
      sortino: sheet.sortino,
      calmar: sheet.calmar,
      maxDrawdown: fall?.depth,
      winRate: sheet.winRate,
      profitFactor: sheet.profitFactor,
      expectancy: expectancy(realized),
      payoffRatio: payoffRatio(realized),
      ...returnStatistics(curve, periodsPerYear, benchmark),
      ...(trades === undefined ? {} : activity(curve, trades, periodsPerYear)),
    }),
    ...(from === undefined ? {} : { maxDrawdownFrom: timestamp(from.timeMs) }),
    ...(to === undefined ? {} : { maxDrawdownTo: timestamp(to.timeMs) }),
    trades: sheet.trades,
  });
}

function realizedOf({ fills, events }: Trades): number[] {
  return roundTrips(fills, events).map((trip) => trip.realized.toNumber());
}

/** Of the returns from point to point, and of those beside a benchmark's. */
function returnStatistics(
  curve: readonly CurvePoint[],
  periodsPerYear: number,
  benchmark: readonly CurvePoint[] | undefined,
) {
  const returns = returnsOf(curve);
  const evidence = sharpeEvidence(returns);
  const alone = {
    omega: omega(returns),
    tailRatio: tailRatio(returns),
    valueAtRisk: historicalValueAtRisk(returns),
    conditionalValueAtRisk: historicalConditionalValueAtRisk(returns),
    probabilisticSharpe: evidence && probabilisticSharpe(evidence),
    stability: stability(returns),
  };
  if (benchmark === undefined || benchmark.length !== curve.length) return alone;
  const others = returnsOf(benchmark);
  const explained = alphaBeta(returns, others, periodsPerYear);
  return {
    ...alone,
    alpha: explained?.alpha,
    beta: explained?.beta,
    informationRatio: informationRatio(returns, others, periodsPerYear),
    trackingError: trackingError(returns, others, periodsPerYear),
  };
}

function activity(curve: readonly CurvePoint[], trades: Trades, periodsPerYear: number) {
  const { bought, sold, held } = periodTrading(
    curve.map(({ timeMs }) => timeMs),
    trades,
  );
  const equity = curve.slice(1).map((point) => point.equity.toNumber());
  return { turnover: turnover({ bought, sold, equity }, periodsPerYear), exposure: exposure(held) };
}

function returnsOf(curve: readonly CurvePoint[]): Float64Array {
  return simpleReturns(curve.map(({ equity }) => equity.toNumber()));
}

/** Once nothing is left there is no return of a period, and nothing that is made of such returns. */
function ruined(curve: readonly CurvePoint[], realized: readonly number[]): Metrics {
  const [first, last] = [curve[0], curve.at(-1)];
  const totalReturn =
    first === undefined || last === undefined || first.equity.lte(0)
      ? undefined
      : last.equity.div(first.equity).minus(1).toNumber();
  return create(MetricsSchema, {
    ...defined({
      totalReturn,
      winRate: winRate(realized),
      profitFactor: profitFactor(realized),
      expectancy: expectancy(realized),
      payoffRatio: payoffRatio(realized),
    }),
    trades: realized.length,
  });
}

function defined<T extends Record<string, number | undefined>>(values: T): { [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: number;
  };
}

function pointAt(curve: readonly CurvePoint[], index: number | undefined): CurvePoint | undefined {
  return index === undefined ? undefined : curve[index];
}
