import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  effect,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { AreaSeries, createChart, type IChartApi, LineSeries, LineStyle, type UTCTimestamp } from 'lightweight-charts';
import { ThemeChoice } from '../core/theme.js';
import { chartOptions, tokenReader } from '../shared/chart-options.js';
import { ChartLegend, type LegendKey } from './chart-legend.js';
import { type Point, valueAt } from './series.js';

/** One line: its name, the design token of its colour, its points in time order. */
export interface ChartLine {
  readonly name: string;
  readonly color: '--series-1' | '--series-2' | '--series-3' | '--loss-line';
  readonly points: readonly Point[];
  readonly area?: boolean;
  readonly dashed?: boolean;
}

/** Lines over time on a canvas. The legend says each line's value at the pointer, or its last. */
@Component({
  selector: 'cream-line-chart',
  imports: [ChartLegend],
  template: `
    <cream-chart-legend [keys]="keys()" [at]="at()" (toggled)="toggle($event)" />
    <div #canvas role="img" [attr.aria-label]="description()" [style.height.px]="height()"></div>
  `,
  styles: ':host { display: block; }',
})
export class LineChart {
  readonly lines = input.required<readonly ChartLine[]>();
  /** Says in words what the canvas shows. */
  readonly description = input.required<string>();
  readonly height = input(280);
  /** Writes a value of the axis. */
  readonly format = input.required<(value: number) => string>();

  readonly #theme = inject(ThemeChoice);
  protected readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  readonly #chart = signal<IChartApi | undefined>(undefined);
  readonly #hidden = signal<ReadonlySet<string>>(new Set());
  /** Epoch seconds under the pointer; the end of the lines while it is elsewhere. */
  readonly #pointed = signal<number | undefined>(undefined);
  protected readonly at = computed(
    () => this.#pointed() ?? Math.max(0, ...this.lines().map(({ points }) => points.at(-1)?.time ?? 0)),
  );
  protected readonly keys = computed<readonly LegendKey[]>(() =>
    this.lines().map(({ name, color, dashed = false, points }) => {
      const value = valueAt(points, this.at());
      return {
        name,
        color,
        dashed,
        shown: !this.#hidden().has(name),
        value: value === undefined ? '' : this.format()(value),
      };
    }),
  );
  readonly #drawing = computed(() => ({
    chart: this.#chart(),
    lines: this.lines().filter(({ name }) => !this.#hidden().has(name)),
    format: this.format(),
    theme: this.#theme.current(),
  }));

  constructor() {
    const destroy = inject(DestroyRef);
    afterNextRender(() => {
      const chart = createChart(this.canvas().nativeElement, chartOptions());
      chart.subscribeCrosshairMove(({ time }) => this.#pointed.set(time === undefined ? undefined : Number(time)));
      destroy.onDestroy(() => {
        this.#chart.set(undefined);
        chart.remove();
      });
      this.#chart.set(chart);
    });
    effect((onCleanup) => {
      const { chart, lines, format } = this.#drawing();
      if (!chart) return;
      const token = tokenReader(this.canvas().nativeElement);
      chart.applyOptions({
        layout: { background: { color: token('--chart-surface') }, textColor: token('--axis-text') },
        grid: { vertLines: { visible: false }, horzLines: { color: token('--grid-line') } },
        localization: { priceFormatter: format },
      });
      const drawn = lines.map((line) => {
        const color = token(line.color);
        const common = { priceLineVisible: false, lastValueVisible: false, lineWidth: 2 as const };
        const series = line.area
          ? chart.addSeries(AreaSeries, {
              ...common,
              lineColor: color,
              topColor: 'transparent',
              bottomColor: 'transparent',
            })
          : chart.addSeries(LineSeries, {
              ...common,
              color,
              lineStyle: line.dashed ? LineStyle.Dashed : LineStyle.Solid,
            });
        series.setData(line.points.map(({ time, value }) => ({ time: time as UTCTimestamp, value })));
        return series;
      });
      chart.timeScale().fitContent();
      onCleanup(() => {
        // On leaving the page the chart goes first and takes its series along.
        if (this.#chart()) for (const series of drawn) chart.removeSeries(series);
      });
    });
  }

  protected toggle(name: string): void {
    this.#hidden.update((hidden) => {
      const next = new Set(hidden);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  }
}
