import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { ChartPane } from '@cream/proto/knowledge';
import { createChart, type IChartApi, type UTCTimestamp } from 'lightweight-charts';
import { ThemeChoice } from '../core/theme.js';
import { chartOptions, tokenReader } from '../shared/chart-options.js';
import { BarLegend } from './bar-legend.js';
import { barName, type ChartDrawing } from './chart-drawing.js';
import { type Drawn, drawChart } from './chart-series.js';

/** Pixels of candles and volume, and of every further pane. */
const HEIGHT = { price: 540, own: 130 } as const;

/**
 * Candles with whatever is drawn over and under them. The legend tells the bar at the pointer or, by the arrow keys, at
 * the slider's place: what the canvas shows can be read without seeing it.
 */
@Component({
  selector: 'cream-price-chart',
  imports: [BarLegend],
  template: `
    <cream-bar-legend [drawing]="drawing()" [bar]="bar()" [intraday]="intraday()" />
    <div
      class="canvas" #canvas role="slider" tabindex="0" aria-orientation="horizontal" [attr.aria-label]="description()"
      aria-valuemin="0" [attr.aria-valuemax]="newest()" [attr.aria-valuenow]="bar()" [attr.aria-valuetext]="spoken()"
      [style.height.px]="height()" (keydown)="move($event)" (mouseleave)="bar.set(newest())"
    ></div>
    <p class="small muted">Arrow keys go from bar to bar, Page keys ten at a time; drag or pinch to move and stretch the chart.</p>
  `,
  styles: ':host { display: grid; gap: 6px; grid-template-columns: minmax(0, 1fr); } .canvas { min-width: 0; }',
})
export class PriceChart {
  readonly drawing = input.required<ChartDrawing>();
  readonly intraday = input.required<boolean>();
  /** Says in words what the canvas shows. */
  readonly description = input.required<string>();

  readonly #theme = inject(ThemeChoice);
  protected readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  readonly #chart = signal<IChartApi | undefined>(undefined);
  #drawn: Drawn | undefined;
  protected readonly newest = computed(() => Math.max(this.drawing().bars.length - 1, 0));
  /** The bar that is told: the newest until another is pointed at. */
  protected readonly bar = linkedSignal(() => this.newest());
  protected readonly height = computed(
    () => HEIGHT.price + HEIGHT.own * this.drawing().indicators.filter(({ pane }) => pane === ChartPane.OWN).length,
  );
  protected readonly spoken = computed(() => {
    const bar = this.drawing().bars[this.bar()];
    if (bar === undefined) return 'no bar';
    const { open, high, low, close } = bar;
    return `${barName(bar, this.intraday())}, open ${open?.value}, high ${high?.value}, low ${low?.value}, close ${close?.value}`;
  });
  readonly #shown = computed(() => ({ chart: this.#chart(), drawing: this.drawing(), theme: this.#theme.current() }));

  constructor() {
    const destroy = inject(DestroyRef);
    afterNextRender(() => {
      const chart = createChart(this.canvas().nativeElement, chartOptions());
      chart.subscribeCrosshairMove(({ time }) => {
        // Without a time the crosshair was taken away, as by a new drawing: what was told stays.
        const position = time === undefined ? -1 : this.drawing().times.indexOf(Number(time));
        if (position >= 0) this.bar.set(position);
      });
      destroy.onDestroy(() => {
        this.#chart.set(undefined);
        chart.remove();
      });
      this.#chart.set(chart);
    });
    let times: readonly number[] | undefined;
    effect((onCleanup) => {
      const { chart, drawing } = this.#shown();
      if (!chart) return;
      const token = tokenReader(this.canvas().nativeElement);
      const grid = { color: token('--grid-line') };
      chart.applyOptions({
        layout: {
          background: { color: token('--chart-surface') },
          textColor: token('--axis-text'),
          panes: { separatorColor: token('--grid-line'), enableResize: false },
        },
        grid: { vertLines: grid, horzLines: grid },
        rightPriceScale: { scaleMargins: { top: 0.08, bottom: 0.06 } },
      });
      const range = chart.timeScale().getVisibleLogicalRange();
      const drawn = drawChart(chart, drawing, token);
      this.#drawn = drawn;
      // Another indicator or theme leaves the part that is looked at where it was.
      if (range !== null && times !== undefined && sameTimes(times, drawing.times))
        chart.timeScale().setVisibleLogicalRange(range);
      else chart.timeScale().fitContent();
      times = drawing.times;
      onCleanup(() => {
        this.#drawn = undefined;
        // On leaving the page the chart goes first and takes its series along.
        if (this.#chart()) for (const series of drawn.all) chart.removeSeries(series);
      });
    });
  }

  /** Brings a bar into view and points at it. */
  show(bar: number): void {
    this.bar.set(bar);
    this.canvas().nativeElement.scrollIntoView({ block: 'nearest' });
    const chart = this.#chart();
    const time = this.drawing().times[bar];
    const close = this.drawing().bars[bar]?.close;
    if (!chart || !this.#drawn || time === undefined || close === undefined) return;
    const scale = chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range !== null && (bar < range.from || bar > range.to)) {
      const half = (range.to - range.from) / 2;
      scale.setVisibleLogicalRange({ from: bar - half, to: bar + half });
    }
    chart.setCrosshairPosition(Number(close.value), time as UTCTimestamp, this.#drawn.candles);
  }

  protected move(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };
    const step = steps[event.key];
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? this.newest() : step && this.bar() + step;
    if (target === undefined) return;
    event.preventDefault();
    this.show(Math.min(Math.max(target, 0), this.newest()));
  }
}

function sameTimes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1);
}
