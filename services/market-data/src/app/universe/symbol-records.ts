import { dec } from '@cream/domain';
import { Adjustment } from '@cream/proto/market';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { intervalMs } from '../bar-interval.js';
import type { BarSeries } from '../bar-series.js';
import { Instruments } from '../instruments.js';
import { Reads } from '../reads.js';
import type { SeriesCatalog } from '../series-catalog.js';
import { isStale } from '../validation/stale.js';
import type { SymbolRecord } from './known-then.js';
import { marketCapKnown, sectorKnown } from './market-cap.js';
import { namesOf } from './names-in-time.js';
import type { Needs } from './needs.js';
import { sessionHistory } from './session-history.js';
import type { UniverseRecords } from './universe-records.js';

const NOTHING = new Instruments([], [], []);

/** Makes the records that a selection looks at, of what is held. */
export class SymbolRecords {
  private readonly reads: Reads;

  constructor(
    private readonly catalog: SeriesCatalog,
    private readonly calendar: TradingCalendar,
    private readonly records: UniverseRecords,
  ) {
    this.reads = new Reads(catalog, calendar);
  }

  /** Of each symbol that had a bar by then. Prices of files stay as delivered; stored ones are split-adjusted. */
  async of(
    symbols: Iterable<string>,
    asOfMs: number,
    needs: Pick<Needs, 'sessions' | 'facts'>,
  ): Promise<Map<string, SymbolRecord>> {
    const inUse = new Set(this.catalog.symbolsAt(asOfMs));
    const made = new Map<string, SymbolRecord>();
    for (const symbol of new Set(symbols)) {
      const record = inUse.has(symbol) ? await this.record(symbol, asOfMs, needs) : undefined;
      if (record !== undefined) made.set(symbol, record);
    }
    return made;
  }

  private async record(
    symbol: string,
    asOfMs: number,
    { sessions, facts }: Pick<Needs, 'sessions' | 'facts'>,
  ): Promise<SymbolRecord | undefined> {
    const series = await this.series(symbol, asOfMs);
    const newest = series.visibleAt(asOfMs) - 1;
    if (newest < 0) return undefined;
    const newestEndMs = series.endOf(newest);
    const price = dec(series.bar(newest).close);
    const instruments = this.catalog.store?.instruments;
    const instrument = instruments?.holderAt(symbol, asOfMs);
    const delisted = instrument !== undefined && instruments?.isDelisted(instrument, asOfMs) === true;
    const known = facts ? await this.facts(symbol, asOfMs, instruments) : [];
    const actions = instrument === undefined ? [] : (instruments?.announcedBy(instrument, asOfMs) ?? []);
    return {
      standing: this.catalog.isContext(symbol) ? 'context' : delisted ? 'delisted' : 'tradable',
      newestEndMs,
      stale: isStale(newestEndMs, intervalMs(series.interval), asOfMs, this.calendar),
      price,
      ...sessionHistory(series, asOfMs, sessions, this.calendar),
      sector: sectorKnown(known),
      marketCap: marketCapKnown(known, price, actions, asOfMs),
    };
  }

  private async series(symbol: string, asOfMs: number): Promise<BarSeries> {
    const source = this.catalog.source(symbol, asOfMs);
    if (source.kind === 'file') return source.series;
    const { interval } = source.series;
    const [series] = await this.reads.adjustedSeries([symbol], asOfMs, interval, Adjustment.SPLIT);
    return series ?? this.catalog.load(source.series, symbol);
  }

  private facts(symbol: string, asOfMs: number, instruments: Instruments | undefined) {
    return this.records.factsOf(namesOf(instruments ?? NOTHING, symbol, asOfMs), asOfMs);
  }
}
