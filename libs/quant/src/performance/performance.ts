import type { Numbers } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type MaxDrawdown, maxDrawdown } from './drawdown.js';
import { annualVolatility, cagr, simpleReturns, totalReturn } from './equity-returns.js';
import { calmar, sharpe, sortino } from './risk-adjusted.js';
import { profitFactor, winRate } from './trade-statistics.js';

/** One point of an equity curve: epoch milliseconds and account value. */
export interface EquityPoint {
  readonly timeMs: number;
  readonly equity: number;
}

export interface PerformanceInput {
  /** In strictly rising time order, one per bar, the first before any trading. */
  readonly curve: readonly EquityPoint[];
  /** Bars per year of the curve, see PERIODS_PER_YEAR. */
  readonly periodsPerYear: number;
  /** Realised result of each closed trade, fees deducted. */
  readonly realized: Numbers;
  /** Simple annual rate for the Sharpe ratio. Default 0. */
  readonly riskFree?: number;
}

/** A tear sheet. What is not defined (no time, no variance, no loss, no trade) is undefined, never NaN or infinite. */
export interface Performance {
  readonly totalReturn: number | undefined;
  readonly cagr: number | undefined;
  readonly annualVolatility: number | undefined;
  readonly sharpe: number | undefined;
  readonly sortino: number | undefined;
  readonly calmar: number | undefined;
  readonly maxDrawdown: MaxDrawdown | undefined;
  readonly winRate: number | undefined;
  readonly profitFactor: number | undefined;
  readonly trades: number;
}

/** All performance statistics of one run. */
export function performance({ curve, periodsPerYear, realized, riskFree = 0 }: PerformanceInput): Performance {
  requireRisingTimes(curve);
  const equity = Float64Array.from(curve, (point) => point.equity);
  const returns = simpleReturns(equity);
  const growth = growthOf(curve);
  const fall = maxDrawdown(equity);
  return {
    totalReturn: totalReturn(equity),
    cagr: growth,
    annualVolatility: annualVolatility(returns, periodsPerYear),
    sharpe: sharpe(returns, periodsPerYear, riskFree),
    sortino: sortino(returns, periodsPerYear),
    calmar: calmar(growth, fall?.depth),
    maxDrawdown: fall,
    winRate: winRate(realized),
    profitFactor: profitFactor(realized),
    trades: realized.length,
  };
}

function growthOf(curve: readonly EquityPoint[]): number | undefined {
  const first = curve[0];
  const last = curve.at(-1);
  return first && last ? cagr(first.equity, last.equity, last.timeMs - first.timeMs) : undefined;
}

function requireRisingTimes(curve: readonly EquityPoint[]): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (const [i, { timeMs }] of curve.entries()) {
    if (!(Number.isFinite(timeMs) && timeMs > previous)) {
      throw new QuantError('curve', `must be later than the point before it, got ${timeMs}`, i);
    }
    previous = timeMs;
  }
}
