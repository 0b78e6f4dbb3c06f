import { isOccSymbol } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import { intervalMs } from '../../app/bar-interval.js';
import type { VendorBar } from '../../app/ports/historical-bars.js';
import type { SizeUnit, VendorQuote, VendorTrade } from '../../app/ports/historical-ticks.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { DbnError, type DbnFile, type DbnRecord, type DbnRecordOf, DbnSymbols, type PriceLevel } from '../dbn/index.js';
import { tickTime } from '../wire/fields.js';

const INTERVALS: ReadonlyMap<number, BarInterval> = new Map([
  [0x21, BarInterval.ONE_MINUTE],
  [0x22, BarInterval.ONE_HOUR],
  [0x23, BarInterval.ONE_DAY],
  [0x24, BarInterval.ONE_DAY],
]);
const TRADE = 'T';
const NANOS_PER_MS = 1_000_000n;
const FUTURES_AND_OPTIONS = /^(OPRA|GLBX|IFEU|IFUS|NDEX|XEUR|XEEE|IFLL)\./;

type QuoteRecord = Extract<DbnRecord, { kind: 'mbp' | 'bbo' | 'cmbp' | 'cbbo' }>;

/**
 * The bars of a DBN file. A day is the UTC date, as Databento cuts it, and therefore known at its end only. Bars of a second
 * have no interval here and are left out.
 * @throws DbnError
 */
export function* barsOf(file: DbnFile): Generator<VendorBar> {
  for (const { record, symbol } of named(file)) {
    if (record.kind === 'ohlcv') {
      const bar = toBar(record, symbol(record.tsEvent));
      if (bar !== undefined) yield bar;
    }
  }
}

/** The best bid and offer of every record that has one. @throws DbnError */
export function* quotesOf(file: DbnFile): Generator<VendorQuote> {
  const contracts = FUTURES_AND_OPTIONS.test(file.metadata.dataset);
  for (const { record, symbol } of named(file)) {
    if (isQuote(record)) yield toQuote(record, symbol(record.tsRecv), contracts ? 'CONTRACTS' : 'SHARES');
  }
}

/** The trades of a file of trades, or of trades with quotes. @throws DbnError */
export function* tradesOf(file: DbnFile): Generator<VendorTrade> {
  for (const { record, symbol } of named(file)) {
    if ((record.kind === 'trade' || record.kind === 'mbp' || record.kind === 'cmbp') && record.action === TRADE) {
      const trade = toTrade(record, symbol(record.tsRecv));
      if (trade !== undefined) yield trade;
    }
  }
}

interface Named {
  readonly record: DbnRecord;
  /** @throws DbnError when nothing in the file says what the instrument is called */
  readonly symbol: (time: bigint | undefined) => string;
}

function* named(file: DbnFile): Generator<Named> {
  const symbols = new DbnSymbols(file.metadata);
  for (const record of file.records()) {
    symbols.learn(record);
    const symbol = (time: bigint | undefined) => {
      const found = symbols.symbolOf(record.instrumentId, time ?? file.metadata.start ?? 0n);
      if (found === undefined)
        throw new DbnError(`instrument ${record.instrumentId}`, 'the file does not say its symbol');
      return plainSymbol(found);
    };
    yield { record, symbol };
  }
}

/** OPRA pads roots to six letters; we do not. */
function plainSymbol(symbol: string): string {
  return isOccSymbol(symbol) ? symbol.replaceAll(' ', '') : symbol;
}

function toBar(record: DbnRecordOf<'ohlcv'>, symbol: string): VendorBar | undefined {
  const interval = INTERVALS.get(record.rtype);
  const { open, high, low, close } = record;
  if (interval === undefined) return undefined;
  if (
    record.tsEvent === undefined ||
    open === undefined ||
    high === undefined ||
    low === undefined ||
    close === undefined
  ) {
    throw new DbnError(`a bar of ${symbol}`, 'has no time or no price');
  }
  const startMs = Number(record.tsEvent / NANOS_PER_MS);
  const endMs = startMs + (intervalMs(interval) ?? DAY_MS);
  return { symbol, interval, startMs, endMs, open, high, low, close, volume: String(record.volume), knownAt: endMs };
}

function isQuote(record: DbnRecord): record is QuoteRecord {
  return record.kind === 'mbp' || record.kind === 'bbo' || record.kind === 'cmbp' || record.kind === 'cbbo';
}

function toQuote(record: QuoteRecord, symbol: string, sizeUnit: SizeUnit): VendorQuote {
  const [best] = record.levels;
  if (record.tsRecv === undefined || best === undefined) throw new DbnError(`a quote of ${symbol}`, 'has no time');
  const time = tickTime(record.tsRecv);
  return {
    symbol,
    ...time,
    ...sidesOf(best),
    sizeUnit,
    conditions: [],
    sequence: 'sequence' in record ? record.sequence : undefined,
    knownAt: time.timeMs,
  };
}

function sidesOf(best: PriceLevel) {
  const side = (publisher: number | undefined) => (publisher === undefined ? undefined : String(publisher));
  return {
    bid: best.bid,
    ask: best.ask,
    bidSize: best.bid === undefined ? undefined : String(best.bidSize),
    askSize: best.ask === undefined ? undefined : String(best.askSize),
    bidExchange: side(best.bidPublisher),
    askExchange: side(best.askPublisher),
  };
}

/** The time is the exchange's; the trade was known when Databento received it. */
function toTrade(record: DbnRecordOf<'trade' | 'mbp' | 'cmbp'>, symbol: string): VendorTrade | undefined {
  const { price, tsRecv, tsEvent } = record;
  if (price === undefined) return undefined;
  const at = tsEvent ?? tsRecv;
  if (at === undefined) throw new DbnError(`a trade of ${symbol}`, 'has no time');
  return {
    symbol,
    ...tickTime(at),
    price,
    size: String(record.size),
    exchange: String(record.publisherId),
    conditions: [],
    sequence: 'sequence' in record ? record.sequence : undefined,
    knownAt: tickTime(tsRecv ?? at).timeMs,
  };
}
