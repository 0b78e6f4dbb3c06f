import { Component, computed, inject, input, linkedSignal, resource, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import type { GetChartResponse } from '@cream/proto/console';
import { BarInterval } from '@cream/proto/market';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { intervalLabel, intervalName } from '../format/interval.js';
import { count } from '../format/statistic.js';
import { newYorkDate } from '../format/time.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { Loading } from '../shared/loading.js';
import { chartDrawing } from './chart-drawing.js';
import { ChartFills } from './chart-fills-table.js';
import { BAR_COUNTS, chartQuery, indicatorsText } from './chart-query.js';
import { IndicatorPicker } from './indicator-picker.js';
import { LevelTable } from './level-table.js';
import { PatternList } from './pattern-list.js';
import { PriceChart } from './price-chart.js';

/** Any series held as a chart: candles, indicators, levels, patterns, and the fills of an account. Its address says all. */
@Component({
  imports: [ChartFills, FailureNotice, IndicatorPicker, LevelTable, Loading, PatternList, PriceChart],
  templateUrl: './charts-page.html',
  styleUrl: './charts-page.css',
})
export class ChartsPage {
  /** From the path; absent means the first series held. */
  readonly symbol = input<string>();
  /** `?interval=1d`, `?as_of=2016-03-01`, `?bars=250`, `?with=sma_20,rsi_14`, `?account=`, `?hide=levels,patterns` */
  readonly interval = input<string>();
  readonly as_of = input<string>();
  readonly bars = input<string>();
  readonly with = input<string>();
  readonly account = input<string>();
  readonly hide = input<string>();

  readonly #client = inject(CONSOLE_CLIENT);
  readonly #router = inject(Router);
  protected readonly chart = viewChild(PriceChart);

  protected readonly held = resource({
    loader: ({ abortSignal }) => this.#client.listSeries({}, { signal: abortSignal }),
  });
  protected readonly runs = resource({
    loader: async ({ abortSignal }) => (await this.#client.getOverview({}, { signal: abortSignal })).runs,
  });
  readonly #series = computed(() => (this.held.hasValue() ? this.held.value().series : []));
  protected readonly known = computed(() => (this.held.hasValue() ? this.held.value().indicators : []));
  protected readonly symbols = computed(() => [...new Set(this.#series().map(({ symbol }) => symbol))]);
  protected readonly shown = computed(
    () => this.symbol() ?? this.#series().find(({ contextOnly }) => !contextOnly)?.symbol ?? this.symbols()[0],
  );
  /** The series of the symbol, one for each interval. */
  protected readonly offered = computed(() => this.#series().filter(({ symbol }) => symbol === this.shown()));
  protected readonly query = computed(() =>
    chartQuery({ interval: this.interval(), asOf: this.as_of(), bars: this.bars(), indicators: this.with() }),
  );
  protected readonly answer = resource({
    params: () => {
      const symbol = this.shown();
      return symbol === undefined ? undefined : { symbol, ...this.query(), accountId: this.account() ?? '' };
    },
    loader: ({ params, abortSignal }) => this.#client.getChart(params, { signal: abortSignal }),
  });
  /** The chart before stays until the next one is there, so that nothing jumps. */
  readonly #latest = linkedSignal<GetChartResponse | undefined, GetChartResponse | undefined>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (answer, previous) => answer ?? previous?.value,
  });
  protected readonly hidden = computed(() => (this.hide() ?? '').split(','));
  protected readonly drawing = computed(() => {
    const answer = this.#latest();
    return answer && chartDrawing(answer, this.known());
  });
  /** Without what was taken off the chart; the lists beside it tell all the same. */
  protected readonly canvas = computed(() => {
    const drawing = this.drawing();
    if (drawing === undefined) return undefined;
    const patterns = this.hidden().includes('patterns');
    return {
      ...drawing,
      levels: this.hidden().includes('levels') ? [] : drawing.levels,
      marks: patterns ? [] : drawing.marks,
      shapes: patterns ? [] : drawing.shapes,
    };
  });
  protected readonly drawnInterval = computed(() => this.#latest()?.chart?.interval ?? BarInterval.UNSPECIFIED);
  protected readonly intraday = computed(() => this.drawnInterval() !== BarInterval.ONE_DAY);
  protected readonly description = computed(() => {
    const bars = this.drawing()?.bars ?? [];
    const span = `${newYorkDate(bars[0]?.end)} to ${newYorkDate(bars.at(-1)?.end)}`;
    return `${this.#latest()?.chart?.symbol}, ${intervalLabel(this.drawnInterval()).toLowerCase()}, ${bars.length} candles, ${span}`;
  });
  protected readonly counts = BAR_COUNTS;
  protected readonly intervalLabel = intervalLabel;
  protected readonly intervalName = intervalName;
  protected readonly count = count;
  protected readonly date = newYorkDate;

  protected isRun(account: string): boolean {
    return this.runs.hasValue() && this.runs.value().some(({ runId }) => runId === account);
  }

  /** Another symbol may not be held in this interval; then the service chooses. */
  protected chooseSymbol(event: Event): void {
    const symbol = chosenValue(event);
    const heldToo = this.#series().some(
      (series) => series.symbol === symbol && intervalName(series.interval) === this.interval(),
    );
    const queryParams = heldToo ? {} : { interval: null };
    void this.#router.navigate(['/charts', symbol], { queryParams, queryParamsHandling: 'merge' });
  }

  /** Changes one word of the address; an empty one is left out. */
  protected choose(name: string, event: Event): void {
    this.#go({ [name]: chosenValue(event) || null });
  }

  protected forget(name: string): void {
    this.#go({ [name]: null });
  }

  protected chooseIndicators(names: readonly string[]): void {
    this.#go({ with: indicatorsText(names) ?? null });
  }

  protected toggleHidden(what: 'levels' | 'patterns'): void {
    const others = this.hidden().filter((each) => each !== what && each !== '');
    const next = this.hidden().includes(what) ? others : [...others, what];
    this.#go({ hide: next.join(',') || null });
  }

  #go(queryParams: Readonly<Record<string, string | null>>): void {
    const symbol = this.shown();
    if (symbol === undefined) return;
    void this.#router.navigate(['/charts', symbol], { queryParams, queryParamsHandling: 'merge', scroll: 'manual' });
  }
}

function chosenValue(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
