import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { millis, newYorkDate } from '@cream/domain';
import { type BacktestRun, type Metrics, Strategy } from '@cream/proto/cycle';
import { strategyName } from '../run-backtest.js';
import { fixed, percent } from './figures.js';

type Column = readonly [name: string, metrics: Metrics | undefined];

/** The tear sheet for people: the run beside buy-and-hold and, where there is one, the index. */
export function tearSheetLines(run: BacktestRun): string[] {
  const columns: Column[] = [[nameOf(run), run.metrics]];
  if (run.buyAndHold !== undefined) columns.push(['Buy & hold', run.buyAndHold.metrics]);
  if (run.benchmark !== undefined && run.benchmark.name !== run.buyAndHold?.name) {
    columns.push([run.benchmark.name, run.benchmark.metrics]);
  }
  const row = (label: string, cell: (metrics: Metrics | undefined) => string) =>
    `  ${label.padEnd(18)}${columns.map(([, metrics]) => cell(metrics).padStart(16)).join('')}`;
  return [
    `  ${''.padEnd(18)}${columns.map(([name]) => name.padStart(16)).join('')}`,
    row('Return', (m) => percent(m?.totalReturn, 2)),
    row('CAGR', (m) => percent(m?.cagr, 2)),
    row('Volatility', (m) => percent(m?.annualVolatility, 2)),
    row('Sharpe', (m) => fixed(m?.sharpe, 2)),
    row('Sortino', (m) => fixed(m?.sortino, 2)),
    row('Calmar', (m) => fixed(m?.calmar, 2)),
    row('Max drawdown', (m) => percent(m?.maxDrawdown, 2)),
    row('  from', (m) => date(m?.maxDrawdownFrom)),
    row('  to', (m) => date(m?.maxDrawdownTo)),
    row('Worst 5 % of bars', (m) => percent(m?.conditionalValueAtRisk, 2)),
    row('Alpha', (m) => percent(m?.alpha, 2)),
    row('Beta', (m) => fixed(m?.beta, 2)),
    row('Time held', (m) => percent(m?.exposure, 2)),
    row('Turnover a year', (m) => fixed(m?.turnover, 2)),
    row('Round trips', (m) => (m === run.metrics ? String(m?.trades ?? 0) : '–')),
    row('Win rate', (m) => percent(m?.winRate, 2)),
    row('Profit factor', (m) => fixed(m?.profitFactor, 2)),
    '',
    `  Equity ${run.initialEquity?.value ?? '?'} → ${run.finalEquity?.value ?? '?'} USD in ${run.cycles} cycles, ${run.trades.length} fills`,
    `  ${speed(run)}`,
  ];
}

/** The agents are the product; a baseline goes by its name. */
function nameOf({ request }: BacktestRun): string {
  return request === undefined || request.strategy === Strategy.AGENTS ? 'Cream' : strategyName(request.strategy);
}

function speed(run: BacktestRun): string {
  const perSecond = run.wallSeconds > 0 ? Math.round(run.cycles / run.wallSeconds) : 0;
  return `${run.wallSeconds.toFixed(1)} s, ${perSecond} cycles per second`;
}

function date(time: Timestamp | undefined): string {
  return time === undefined ? '–' : newYorkDate(millis(time));
}
