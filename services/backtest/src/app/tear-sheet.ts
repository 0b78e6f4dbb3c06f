import { create } from '@bufbuild/protobuf';
import { type Decimal, roundTrips, timestamp } from '@cream/domain';
import { type Metrics, MetricsSchema } from '@cream/proto/cycle';
import { BarInterval } from '@cream/proto/market';
import type { AccountEvent, Fill } from '@cream/proto/trading';
import { type IntervalName, PERIODS_PER_YEAR, performance, profitFactor, winRate } from '@cream/quant';

/** A point of an equity curve: epoch milliseconds, USD. */
export interface CurvePoint {
  readonly timeMs: number;
  readonly equity: Decimal;
}

/** Fills, and the splits and dividends between them. */
export interface Trades {
  readonly fills: readonly Fill[];
  readonly events: readonly AccountEvent[];
}

/** Statistics of a curve and the round trips of its fills. What is not defined stays absent. */
export function tearSheet(curve: readonly CurvePoint[], { fills, events }: Trades, interval: BarInterval): Metrics {
  const realized = roundTrips(fills, events).map((trip) => trip.realized.toNumber());
  if (curve.some(({ equity }) => equity.lte(0))) return ruined(curve, realized);
  const sheet = performance({
    curve: curve.map(({ timeMs, equity }) => ({ timeMs, equity: equity.toNumber() })),
    periodsPerYear: PERIODS_PER_YEAR[BarInterval[interval] as IntervalName],
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
    }),
    ...(from === undefined ? {} : { maxDrawdownFrom: timestamp(from.timeMs) }),
    ...(to === undefined ? {} : { maxDrawdownTo: timestamp(to.timeMs) }),
    trades: sheet.trades,
  });
}

/** Once nothing is left there is no return of a period, and nothing that is made of such returns. */
function ruined(curve: readonly CurvePoint[], realized: readonly number[]): Metrics {
  const [first, last] = [curve[0], curve.at(-1)];
  const totalReturn =
    first === undefined || last === undefined || first.equity.lte(0)
      ? undefined
      : last.equity.div(first.equity).minus(1).toNumber();
  return create(MetricsSchema, {
    ...defined({ totalReturn, winRate: winRate(realized), profitFactor: profitFactor(realized) }),
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
