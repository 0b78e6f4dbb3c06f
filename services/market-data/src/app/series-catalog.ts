import { BarInterval } from '@cream/proto/market';
import { intervalName } from './bar-interval.js';
import type { BarSeries } from './bar-series.js';
import type { Instruments, StoredSeries } from './instruments.js';
import { MarketDataError } from './market-data-error.js';

/** "Whatever is known": a time after all times. */
export const END_OF_TIME_MS = Number.MAX_SAFE_INTEGER;

/** A symbol the service holds nothing of. */
export class UnknownSymbolError extends Error {
  override readonly name = 'UnknownSymbolError';

  constructor(symbol: string, known: readonly string[]) {
    super(`unknown symbol ${JSON.stringify(symbol)}; known are ${known.join(', ')}`);
  }
}

/** An interval in which the service holds no bars of a symbol. */
export class IntervalNotHeldError extends Error {
  override readonly name = 'IntervalNotHeldError';
}

/** The store as the catalog sees it. */
export interface StoredBars {
  /** Whether anything was ever imported. */
  readonly exists: boolean;
  readonly instruments: Instruments;
  isContext(symbol: string): boolean;
  load(series: StoredSeries, symbol: string): Promise<BarSeries>;
}

/** One thing to read from: loaded from a file, or in the store. */
export type Source =
  | { readonly kind: 'file'; readonly series: BarSeries }
  | { readonly kind: 'store'; readonly series: StoredSeries; readonly symbol: string };

export interface CatalogOptions {
  readonly store?: StoredBars | undefined;
  /** Files come before the store: a folder that was asked for. False for the sample sets, which give way. */
  readonly filesFirst?: boolean;
}

/**
 * Everything the service holds. One symbol may have several intervals; of one interval the folder's bars come before the
 * store's and the store's before the sample sets'. Without an asked interval a folder's series is meant, else the longest
 * interval that has a bar by the asked time.
 */
export class SeriesCatalog {
  /** Series of files in alphabetical order. */
  readonly all: readonly BarSeries[];
  readonly tradable: readonly BarSeries[];
  readonly store: StoredBars | undefined;
  private readonly filesFirst: boolean;
  private readonly bySymbol: ReadonlyMap<string, BarSeries>;

  /** @throws MarketDataError NO_TRADABLE_SYMBOL */
  constructor(series: readonly BarSeries[], { store, filesFirst = true }: CatalogOptions = {}) {
    this.all = series.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
    this.tradable = this.all.filter((one) => !one.contextOnly);
    this.bySymbol = new Map(this.all.map((one) => [one.symbol, one]));
    this.store = store;
    this.filesFirst = filesFirst;
    if (this.tradable.length === 0) {
      const held = this.all.map((one) => one.symbol).join(', ');
      throw new MarketDataError('NO_TRADABLE_SYMBOL', `there is no symbol to trade, only context: ${held}`);
    }
  }

  /** A series of the files. @throws UnknownSymbolError naming the known symbols */
  get(symbol: string): BarSeries {
    const series = this.bySymbol.get(symbol);
    if (series !== undefined) return series;
    throw this.unknown(symbol, END_OF_TIME_MS);
  }

  /**
   * The series a symbol meant at a time.
   * @throws UnknownSymbolError, IntervalNotHeldError
   */
  async find(symbol: string, asOfMs: number, interval = BarInterval.UNSPECIFIED): Promise<BarSeries> {
    const source = this.source(symbol, asOfMs, interval);
    return source.kind === 'file' ? source.series : this.load(source.series, source.symbol);
  }

  /** As {@link find}, without loading bars. */
  source(symbol: string, asOfMs: number, interval = BarInterval.UNSPECIFIED): Source {
    const sources = this.sources(symbol, asOfMs);
    const [first] = sources;
    if (first === undefined) throw this.unknown(symbol, asOfMs);
    if (interval === BarInterval.UNSPECIFIED) return sources.find((one) => firstEndMs(one) <= asOfMs) ?? first;
    const found = sources.find(({ series }) => series.interval === interval);
    if (found !== undefined) return found;
    const held = [...new Set(sources.map(({ series }) => intervalName(series.interval)))].join(' and ');
    throw new IntervalNotHeldError(`${symbol} is held as ${held} bars; bars are never converted`);
  }

  /** What a symbol can be read from at a time, what is meant without an interval first, each interval once. */
  sources(symbol: string, asOfMs: number): readonly Source[] {
    const file = this.bySymbol.get(symbol);
    const instrument = this.store?.instruments.holderAt(symbol, asOfMs);
    const held = instrument === undefined ? [] : (this.store?.instruments.seriesOf(instrument) ?? []);
    const stored: Source[] = held.map((series) => ({ kind: 'store', series, symbol }));
    const files: Source[] = file === undefined ? [] : [{ kind: 'file', series: file }];
    const byInterval = Map.groupBy(
      this.filesFirst ? [...files, ...stored] : [...stored, ...files],
      ({ series }) => series.interval,
    );
    const preferred = [...byInterval.values()].flatMap((sources) => sources.slice(0, 1));
    const isFirst = (one: Source) => this.filesFirst && one.kind === 'file';
    return preferred.sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || b.series.interval - a.series.interval);
  }

  /** Of every symbol that is in use what is meant without an interval, in alphabetical order. */
  firstOfEach(): Source[] {
    return this.symbolsAt(END_OF_TIME_MS).flatMap((symbol) => this.sources(symbol, END_OF_TIME_MS).slice(0, 1));
  }

  /** Every series, those of symbols that are no longer in use too, in alphabetical order. */
  everything(): Source[] {
    const files: Source[] = this.all.map((series) => ({ kind: 'file', series }));
    const instruments = this.store?.instruments;
    const stored: Source[] = (instruments?.series ?? []).map((series) => {
      return { kind: 'store', series, symbol: instruments?.symbolOf(series.instrument) ?? '' };
    });
    const symbolOf = (source: Source) => (source.kind === 'file' ? source.series.symbol : source.symbol);
    return [...files, ...stored].sort(
      (a, b) => symbolOf(a).localeCompare(symbolOf(b), 'en') || b.series.interval - a.series.interval,
    );
  }

  /** Symbols in use at a time, in alphabetical order. */
  symbolsAt(asOfMs: number): string[] {
    const stored = this.store?.instruments.inUseAt(asOfMs) ?? [];
    const held = stored.filter(({ instrument }) => (this.store?.instruments.seriesOf(instrument).length ?? 0) > 0);
    return [...new Set([...this.bySymbol.keys(), ...held.map(({ symbol }) => symbol)])].sort();
  }

  /** Symbols that could be traded at a time: with a bar by then, not for context only, not delisted. */
  tradableAt(asOfMs: number): string[] {
    return this.symbolsAt(asOfMs).filter((symbol) => {
      if (this.isContext(symbol)) return false;
      const instrument = this.store?.instruments.holderAt(symbol, asOfMs);
      if (instrument !== undefined && this.store?.instruments.isDelisted(instrument, asOfMs)) return false;
      return this.sources(symbol, asOfMs).some((source) => firstEndMs(source) <= asOfMs);
    });
  }

  /** When a symbol of the past was last in use: for questions about a range instead of a time. */
  lastUseMs(symbol: string, untilMs: number): number {
    if (this.bySymbol.has(symbol)) return untilMs;
    const spell = this.store?.instruments.newestSpell(symbol);
    return spell?.toMs === undefined ? untilMs : Math.min(untilMs, spell.toMs - 1);
  }

  /** The bars of a stored series. */
  load(series: StoredSeries, symbol: string): Promise<BarSeries> {
    if (this.store === undefined) throw new Error(`${symbol} is in no store`);
    return this.store.load(series, symbol);
  }

  isContext(symbol: string): boolean {
    return this.bySymbol.get(symbol)?.contextOnly ?? this.store?.isContext(symbol) ?? false;
  }

  private unknown(symbol: string, asOfMs: number): UnknownSymbolError {
    const known = this.symbolsAt(asOfMs);
    return new UnknownSymbolError(
      symbol,
      known.map((one) => (this.isContext(one) ? `${one} (context only)` : one)),
    );
  }
}

function firstEndMs(source: Source): number {
  return source.kind === 'store' ? source.series.firstEndMs : source.series.endOf(0);
}
