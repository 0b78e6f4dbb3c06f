import { Component, computed, input } from '@angular/core';
import type { BacktestRun, Metrics } from '@cream/proto/cycle';
import { ABSENT } from '../format/decimal.js';
import { count, percent, ratio, signedPercent } from '../format/statistic.js';
import { newYorkDate } from '../format/time.js';

/** The column of the run itself. */
const OWN = 'This run';

interface MetricRow {
  readonly name: string;
  readonly show: (metrics: Metrics) => string;
  /** A benchmark buys once and holds: this says nothing of it. */
  readonly runOnly?: boolean;
}

const ROWS: readonly MetricRow[] = [
  { name: 'Total return', show: (m) => signedPercent(m.totalReturn) },
  { name: 'Return per year (CAGR)', show: (m) => signedPercent(m.cagr) },
  { name: 'Volatility per year', show: (m) => percent(m.annualVolatility) },
  { name: 'Sharpe ratio', show: (m) => ratio(m.sharpe) },
  { name: 'Sortino ratio', show: (m) => ratio(m.sortino) },
  { name: 'Calmar ratio', show: (m) => ratio(m.calmar) },
  { name: 'Deepest drawdown', show: (m) => percent(m.maxDrawdown) },
  { name: '… from the peak of', show: (m) => newYorkDate(m.maxDrawdownFrom) },
  { name: '… to the low of', show: (m) => newYorkDate(m.maxDrawdownTo) },
  { name: 'Mean of the worst 5 % of bars', show: (m) => signedPercent(m.conditionalValueAtRisk) },
  { name: 'Alpha per year', show: (m) => signedPercent(m.alpha) },
  { name: 'Beta', show: (m) => ratio(m.beta) },
  { name: 'Time in the market', show: (m) => percent(m.exposure, 1) },
  { name: 'Winning trades', show: (m) => percent(m.winRate, 1) },
  { name: 'Profit factor', show: (m) => ratio(m.profitFactor) },
  { name: 'Closed trades', show: (m) => count(m.trades), runOnly: true },
];

/** The run's statistics beside those of its benchmarks. A dash means not defined. */
@Component({
  selector: 'cream-metrics-table',
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Metrics">
      <table>
        <caption class="visually-hidden">Metrics of the run and its benchmarks</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            @for (column of columns(); track column.name) { <th scope="col" class="num">{{ column.name }}</th> }
          </tr>
        </thead>
        <tbody>
          @for (row of rows; track row.name) {
            <tr>
              <th scope="row">{{ row.name }}</th>
              @for (column of columns(); track column.name) { <td class="num">{{ row.runOnly && column.name !== ownName ? absent : row.show(column.metrics) }}</td> }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class MetricsTable {
  readonly run = input.required<BacktestRun>();
  protected readonly rows = ROWS;
  protected readonly absent = ABSENT;
  protected readonly ownName = OWN;
  protected readonly columns = computed(() => {
    const { metrics, benchmark, buyAndHold } = this.run();
    const all = [
      { name: OWN, metrics },
      { name: benchmark?.name || 'Benchmark', metrics: benchmark?.metrics },
      { name: 'Buy and hold', metrics: buyAndHold?.metrics },
    ];
    // Without an index the benchmark is buy-and-hold itself; it is shown once.
    return all.flatMap(({ name, metrics }, index) =>
      metrics && all.findIndex((other) => other.name === name) === index ? [{ name, metrics }] : [],
    );
  });
}
