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
import { newYorkDate } from '../format/time.js';
import type { Point } from './series.js';

/** One line: its name, the design token of its colour, its points in time order. */
export interface ChartLine {
  readonly name: string;
  readonly color: '--series-1' | '--series-2' | '--series-3' | '--loss-line';
  readonly points: readonly Point[];
  readonly area?: boolean;
  readonly dashed?: boolean;
}

const dateAt = (time: unknown): string => newYorkDate({ seconds: BigInt(Number(time)), nanos: 0 });

/** Lines over time on a canvas. The legend is text, and `description` says in words what the canvas shows. */
@Component({
  selector: 'cream-line-chart',
  template: `
    <ul class="plain row small legend">
      @for (line of lines(); track line.name) {
        <li class="row">
          <span class="swatch" aria-hidden="true" [class.dashed]="line.dashed" [style.border-top-color]="'var(' + line.color + ')'"></span>
          {{ line.name }}
        </li>
      }
    </ul>
    <div #canvas class="canvas" role="img" [attr.aria-label]="description()" [style.height.px]="height()"></div>
  `,
  styles: `
    :host { display: block; }
    .legend { gap: 4px 16px; margin-bottom: 6px; }
    .legend li { gap: 6px; }
    .swatch { width: 18px; border-top: 3px solid; }
    .swatch.dashed { border-top-style: dashed; }
  `,
})
export class LineChart {
  readonly lines = input.required<readonly ChartLine[]>();
  readonly description = input.required<string>();
  readonly height = input(280);
  /** Writes a value of the axis. */
  readonly format = input.required<(value: number) => string>();

  readonly #theme = inject(ThemeChoice);
  protected readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  readonly #chart = signal<IChartApi | undefined>(undefined);
  readonly #drawing = computed(() => ({
    chart: this.#chart(),
    lines: this.lines(),
    format: this.format(),
    theme: this.#theme.current(),
  }));

  constructor() {
    const destroy = inject(DestroyRef);
    afterNextRender(() => {
      const chart = createChart(this.canvas().nativeElement, {
        autoSize: true,
        // The notice that the licence asks for is in the footer of every page.
        layout: { attributionLogo: false, fontFamily: getComputedStyle(document.body).fontFamily },
        localization: { timeFormatter: dateAt },
        rightPriceScale: { borderVisible: false },
        timeScale: { borderVisible: false },
        // The wheel scrolls the page; a pinch or a drag moves the chart.
        handleScroll: { mouseWheel: false },
        handleScale: { mouseWheel: false },
      });
      destroy.onDestroy(() => {
        this.#chart.set(undefined);
        chart.remove();
      });
      this.#chart.set(chart);
    });
    effect((onCleanup) => {
      const { chart, lines, format } = this.#drawing();
      if (!chart) return;
      const tokens = getComputedStyle(this.canvas().nativeElement);
      const token = (name: string): string => tokens.getPropertyValue(name).trim();
      chart.applyOptions({
        layout: { background: { color: token('--chart-surface') }, textColor: token('--axis-text') },
        grid: { vertLines: { visible: false }, horzLines: { color: token('--grid-line') } },
        localization: { priceFormatter: format },
      });
      const drawn = lines.map((line) => {
        const color = token(line.color);
        const common = { priceLineVisible: false, lineWidth: 2 as const };
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
}
