import type { BarInterval, Finding_Code, Finding_Severity } from '@cream/proto/market';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import type { SeriesCatalog, Source } from './series-catalog.js';
import { SERIES_CHECKS } from './validation/check-series.js';
import { checkedSeries } from './validation/checked-series.js';
import type { Finding } from './validation/finding.js';

const DEFAULT_LIMIT = 100;

/** What is asked about the data; empty lists and 0 mean all. */
export interface FindingsQuery {
  readonly symbols: readonly string[];
  readonly interval: BarInterval;
  readonly codes: readonly Finding_Code[];
  readonly asOfMs: number;
  /** At most this many of each series and code; 0 means 100. */
  readonly limit: number;
}

export interface FindingCount {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly code: Finding_Code;
  readonly severity: Finding_Severity;
  readonly count: number;
}

/** Findings that were written down when rows were refused. */
export type RefusalLog = (query: FindingsQuery) => Promise<readonly Finding[]>;

/** What the checks say about everything held, at a time: refused rows from the log, the rest from the bars. */
export class Findings {
  constructor(
    private readonly catalog: SeriesCatalog,
    private readonly calendar: TradingCalendar,
    private readonly refusals: RefusalLog,
  ) {}

  /** @throws UnknownSymbolError, IntervalNotHeldError for what is not held */
  async list(query: FindingsQuery): Promise<{ findings: Finding[]; counts: FindingCount[] }> {
    const tally = new Tally(query.limit || DEFAULT_LIMIT);
    const refusals = await this.refusals(query);
    for (const finding of refusals) tally.add(finding);
    const symbols = query.symbols.length > 0 ? query.symbols : this.catalog.symbolsAt(query.asOfMs);
    for (const symbol of symbols) {
      const sources = this.catalog.sources(symbol, query.asOfMs);
      const refused = refusals.some((finding) => finding.symbol === symbol);
      // A symbol whose every row was refused is known by its refusals alone.
      if (sources.length === 0 && !refused) this.catalog.source(symbol, query.asOfMs);
      for (const source of sources) await this.check(source, symbol, query, tally);
    }
    return tally.result();
  }

  private async check({ series }: Source, symbol: string, query: FindingsQuery, tally: Tally): Promise<void> {
    const { asOfMs, interval, codes } = query;
    if (interval !== 0 && series.interval !== interval) return;
    const checks = [...SERIES_CHECKS].filter(([code]) => codes.length === 0 || codes.includes(code));
    if (checks.length === 0) return;
    const instruments = this.catalog.store?.instruments;
    const instrument = instruments?.holderAt(symbol, asOfMs);
    const actions = instrument === undefined ? [] : (instruments?.announcedBy(instrument, asOfMs) ?? []);
    const bars = await this.catalog.find(symbol, asOfMs, series.interval);
    const checked = checkedSeries(bars, actions, asOfMs);
    for (const [, check] of checks) for (const one of check(checked, asOfMs, this.calendar)) tally.add(one);
  }
}

/** Counts all, keeps the first of each series and code. */
class Tally {
  private readonly kept: Finding[] = [];
  private readonly counted = new Map<string, FindingCount>();

  constructor(private readonly limit: number) {}

  add(finding: Finding): void {
    const { symbol, interval, code, severity } = finding;
    const key = `${symbol} ${interval} ${code}`;
    const count = (this.counted.get(key)?.count ?? 0) + 1;
    this.counted.set(key, { symbol, interval, code, severity, count });
    if (count <= this.limit) this.kept.push(finding);
  }

  result(): { findings: Finding[]; counts: FindingCount[] } {
    return { findings: this.kept, counts: [...this.counted.values()] };
  }
}
