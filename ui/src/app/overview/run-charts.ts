import { Component, computed, input } from '@angular/core';
import type { BacktestRun } from '@cream/proto/cycle';
import { usd } from '../format/decimal.js';
import { percent, signedPercent } from '../format/statistic.js';
import { type ChartLine, LineChart } from './line-chart.js';
import { drawdownLine, equityLine } from './series.js';

/** Equity against the market and against buy-and-hold, and how far each was below its peak. */
@Component({
  selector: 'cream-run-charts',
  imports: [LineChart],
  template: `
    <section class="card" aria-labelledby="equity-title">
      <h2 id="equity-title">Equity</h2>
      @if (equity().length) {
        <cream-line-chart [lines]="equity()" [description]="equityText()" [format]="dollars" [height]="320" />
      } @else {
        <p class="muted">This run has no equity points yet.</p>
      }
    </section>
    <section class="card" aria-labelledby="drawdown-title">
      <h2 id="drawdown-title">Drawdown from the peak</h2>
      @if (drawdown().length) {
        <cream-line-chart [lines]="drawdown()" [description]="drawdownText()" [format]="fraction" [height]="180" />
      } @else {
        <p class="muted">Nothing to show before the first equity point.</p>
      }
    </section>
  `,
  styles: ':host { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }',
})
export class RunCharts {
  readonly run = input.required<BacktestRun>();

  protected readonly equity = computed<readonly ChartLine[]>(() => {
    const { equity, benchmark, buyAndHold, initialEquity } = this.run();
    const start = Number(initialEquity?.value ?? 0);
    const lines: ChartLine[] = [{ name: 'This run', color: '--series-1', points: equityLine(equity, start) }];
    if (benchmark)
      lines.push({
        name: benchmark.name || 'Benchmark',
        color: '--series-2',
        points: equityLine(benchmark.equity, start),
      });
    // Without an index the benchmark is buy-and-hold itself; it is drawn once.
    if (buyAndHold && lines[1]?.name !== 'Buy and hold') {
      lines.push({
        name: 'Buy and hold',
        color: '--series-3',
        dashed: true,
        points: equityLine(buyAndHold.equity, start),
      });
    }
    return lines.filter((line) => line.points.length > 0);
  });
  protected readonly drawdown = computed<readonly ChartLine[]>(() =>
    this.equity()
      .slice(0, 2)
      .map((line, index) => ({
        ...line,
        points: drawdownLine(line.points),
        ...(index === 0 && { color: '--loss-line' as const, area: true }),
      })),
  );
  protected readonly equityText = computed(() => {
    const { initialEquity, finalEquity, metrics, benchmark } = this.run();
    const market = benchmark
      ? ` ${benchmark.name || 'The benchmark'}: ${signedPercent(benchmark.metrics?.totalReturn)}.`
      : '';
    return `Equity from ${usd(initialEquity?.value)} to ${usd(finalEquity?.value)}, ${signedPercent(metrics?.totalReturn)}.${market}`;
  });
  protected readonly drawdownText = computed(
    () => `Deepest drawdown of the run: ${percent(this.run().metrics?.maxDrawdown)}.`,
  );
  protected readonly dollars = (value: number): string => `$${Math.round(value).toLocaleString('en-US')}`;
  protected readonly fraction = (value: number): string => percent(value, 1);
}
