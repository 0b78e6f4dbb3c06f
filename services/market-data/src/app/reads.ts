import { hash } from '@cream/domain';
import type { Hash } from '@cream/proto/common';
import { Adjustment, type BarInterval, CorporateAction_Kind } from '@cream/proto/market';
import { newYorkMidnight } from '../calendar/new-york-clock.js';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import { adjusted, adjustmentSteps } from './adjustment.js';
import type { BarSeries } from './bar-series.js';
import type { InstrumentAction } from './instruments.js';
import { END_OF_TIME_MS, type SeriesCatalog } from './series-catalog.js';

const ADJUSTED_KEPT = 256;

/** A read that cannot be answered with what is held, in one line. */
export class NotHeldError extends Error {
  override readonly name = 'NotHeldError';
}

/** A series as it is listed. */
export interface HeldSeries {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly bars: number;
  readonly firstEndMs: number;
  readonly lastEndMs: number;
  /** Where it came from, for people. */
  readonly source: string;
  readonly contextOnly: boolean;
  readonly content: Hash;
}

/** What was knowable at a time: series by symbol, actions by announcement. */
export class Reads {
  private readonly adjustedSeriesKept = new Map<string, { raw: BarSeries; adjusted: BarSeries }>();

  constructor(
    private readonly catalog: SeriesCatalog,
    private readonly calendar: TradingCalendar,
  ) {}

  /** @throws UnknownSymbolError, IntervalNotHeldError */
  series(symbols: readonly string[], asOfMs: number, interval?: BarInterval): Promise<BarSeries[]> {
    return Promise.all(symbols.map((symbol) => this.catalog.find(symbol, asOfMs, interval)));
  }

  /** The series symbols meant when they were last in use up to a date; undefined: ever. */
  seriesUntil(symbols: readonly string[], lastDay: number | undefined): Promise<BarSeries[]> {
    const untilMs = lastDay === undefined ? END_OF_TIME_MS : newYorkMidnight(lastDay + 1) - 1;
    return Promise.all(symbols.map((symbol) => this.catalog.find(symbol, this.catalog.lastUseMs(symbol, untilMs))));
  }

  /** As {@link series}, adjusted with the actions announced by then. @throws NotHeldError for prices that may be adjusted already */
  async adjustedSeries(
    symbols: readonly string[],
    asOfMs: number,
    interval: BarInterval,
    adjustment: Adjustment,
  ): Promise<BarSeries[]> {
    const raw = await this.series(symbols, asOfMs, interval);
    if (adjustment === Adjustment.UNSPECIFIED || adjustment === Adjustment.AS_DELIVERED) return raw;
    if (adjustment === Adjustment.SPLIT_WHERE_RAW && this.catalog.store?.exists !== true) return raw;
    return raw.map((series) => this.adjust(series, asOfMs, adjustment));
  }

  /** @throws NotHeldError while there is no store; UnknownSymbolError */
  actions(symbols: readonly string[], asOfMs: number): InstrumentAction[] {
    const { store } = this.catalog;
    if (store?.exists !== true) throw new NotHeldError('no corporate actions: nothing was imported into the store');
    return symbols.flatMap((symbol) => {
      const instrument = store.instruments.holderAt(symbol, asOfMs);
      if (instrument === undefined) this.catalog.source(symbol, asOfMs);
      return instrument === undefined ? [] : store.instruments.announcedBy(instrument, asOfMs);
    });
  }

  /**
   * The splits and dividends behind a raw series that took effect after `afterMs` and by `asOfMs`, oldest first: none takes
   * effect before it is announced. None for a file, whose prices may be adjusted already.
   */
  effectsOn(series: BarSeries, asOfMs: number, afterMs: number): InstrumentAction[] {
    const { store } = this.catalog;
    if (store?.exists !== true) return [];
    const source = this.catalog.source(series.symbol, asOfMs, series.interval);
    if (source.kind === 'file') return [];
    return store.instruments
      .announcedBy(source.series.instrument, asOfMs)
      .filter(
        ({ kind, effectiveMs }) =>
          (kind === CorporateAction_Kind.SPLIT || kind === CorporateAction_Kind.DIVIDEND) &&
          effectiveMs <= asOfMs &&
          effectiveMs > afterMs,
      );
  }

  /**
   * What is held: of every symbol the series that is meant without an interval, or every series. A stored one is read only
   * when its import was not complete.
   */
  async held(allIntervals: boolean): Promise<HeldSeries[]> {
    const held: HeldSeries[] = [];
    for (const source of allIntervals ? this.catalog.everything() : this.catalog.firstOfEach()) {
      const { series } = source;
      if (source.kind === 'file') {
        const { symbol, source: origin, contextOnly, content, length } = source.series;
        const [firstEndMs, lastEndMs] = [source.series.endOf(0), source.series.endOf(length - 1)];
        const extent = { bars: length, firstEndMs, lastEndMs };
        held.push({ symbol, interval: series.interval, ...extent, source: origin, contextOnly, content });
        continue;
      }
      const { symbol } = source;
      const { interval, bars, firstEndMs, lastEndMs, source: origin } = source.series;
      const content = source.series.content && hash(source.series.content);
      held.push({
        ...{ symbol, interval, bars, firstEndMs, lastEndMs, source: origin },
        contextOnly: this.catalog.isContext(symbol),
        content: content ?? (await this.catalog.load(source.series, symbol)).content,
      });
    }
    return held;
  }

  private adjust(raw: BarSeries, asOfMs: number, adjustment: Adjustment): BarSeries {
    const { store } = this.catalog;
    const source = this.catalog.source(raw.symbol, asOfMs, raw.interval);
    if (store === undefined || source.kind === 'file') {
      if (adjustment === Adjustment.SPLIT_WHERE_RAW) return raw;
      const text = 'the prices of files are as delivered, adjusted or not: import them to have them adjusted here';
      throw new NotHeldError(`${raw.symbol}: ${text}`);
    }
    const actions = store.instruments.announcedBy(source.series.instrument, asOfMs);
    const steps = adjustmentSteps(raw, actions, adjustment, asOfMs, this.calendar);
    const key = `${source.series.id} ${raw.symbol} ${adjustment} ${steps.map((one) => one.beforeMs).join()}`;
    const known = this.adjustedSeriesKept.get(key);
    if (known?.raw === raw) return known.adjusted;
    const series = adjusted(raw, steps);
    if (this.adjustedSeriesKept.size >= ADJUSTED_KEPT) this.adjustedSeriesKept.clear();
    this.adjustedSeriesKept.set(key, { raw, adjusted: series });
    return series;
  }
}
