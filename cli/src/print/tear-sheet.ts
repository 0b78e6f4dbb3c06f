import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { millis, newYorkDate } from '@cream/domain';
import { type BacktestRun, type Metrics, Strategy } from '@cream/proto/cycle';
import { strategyName } from '../run-backtest.js';

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
    row('Return', (m) => percent(m?.totalReturn)),
    row('CAGR', (m) => percent(m?.cagr)),
    row('Volatility', (m) => percent(m?.annualVolatility)),
    row('Sharpe', (m) => ratio(m?.sharpe)),
    row('Sortino', (m) => ratio(m?.sortino)),
    row('Calmar', (m) => ratio(m?.calmar)),
    row('Max drawdown', (m) => percent(m?.maxDrawdown)),
    row('  from', (m) => date(m?.maxDrawdownFrom)),
    row('  to', (m) => date(m?.maxDrawdownTo)),
    row('Worst 5 % of bars', (m) => percent(m?.conditionalValueAtRisk)),
    row('Alpha', (m) => percent(m?.alpha)),
    row('Beta', (m) => ratio(m?.beta)),
    row('Time held', (m) => percent(m?.exposure)),
    row('Turnover a year', (m) => ratio(m?.turnover)),
    row('Round trips', (m) => (m === run.metrics ? String(m?.trades ?? 0) : '–')),
    row('Win rate', (m) => percent(m?.winRate)),
    row('Profit factor', (m) => ratio(m?.profitFactor)),
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

function percent(value: number | undefined): string {
  return value === undefined ? '–' : `${(value * 100).toFixed(2)} %`;
}

function ratio(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

function date(time: Timestamp | undefined): string {
  return time === undefined ? '–' : newYorkDate(millis(time));
}
