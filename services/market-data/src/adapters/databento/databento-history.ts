import { formatOccSymbol, isOccSymbol, parseOccSymbol } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import { intervalName } from '../../app/bar-interval.js';
import type {
  BarsRequest,
  HistoricalBars,
  HistoricalQuotes,
  HistoricalTrades,
  TicksRequest,
  TimeRange,
  VendorBar,
  VendorErrorDetails,
  VendorQuote,
  VendorTrade,
} from '../../app/ports/index.js';
import { VendorError, within } from '../../app/ports/index.js';
import type { DatabentoSettings } from '../../vendors.config.js';
import { DbnError, type DbnFile, decodeDbn } from '../dbn/index.js';
import { type AdapterRuntime, type HttpClient } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { barsOf, quotesOf, tradesOf } from './dbn-values.js';

export const DATABENTO = 'Databento';
/** 100 requests of time series a second are allowed; these are large. */
const RATE_LIMIT = { burst: 10, perSecond: 10, waiting: 10_000 };
const RANGE_PATH = '/v0/timeseries.get_range';
const DBN_FORM = 'application/octet-stream';
const OPRA = 'OPRA.PILLAR';

const BAR_SCHEMAS: ReadonlyMap<BarInterval, string> = new Map([
  [BarInterval.ONE_MINUTE, 'ohlcv-1m'],
  [BarInterval.ONE_HOUR, 'ohlcv-1h'],
  [BarInterval.ONE_DAY, 'ohlcv-1d'],
]);

interface Group {
  readonly dataset: string;
  readonly symbols: string;
  readonly quoteSchema: string;
}

/**
 * Databento's historical API: DBN over HTTP, one answer a request. Stocks from the configured dataset, options (OCC
 * symbols) from OPRA. https://databento.com/docs/api-reference-historical
 */
export class DatabentoHistory implements HistoricalBars, HistoricalQuotes, HistoricalTrades {
  private readonly http: HttpClient;

  constructor(
    private readonly settings: DatabentoSettings,
    private readonly runtime: AdapterRuntime,
  ) {
    const { key } = settings;
    this.http = vendorClient(settings, runtime, {
      vendor: DATABENTO,
      rateLimit: RATE_LIMIT,
      keys: { DATABENTO_KEY: key },
      // HTTP basic authentication with the key as the name and no password.
      headers: { authorization: `Basic ${Buffer.from(`${key ?? ''}:`).toString('base64')}` },
      maxBytes: 1024 ** 3,
    });
  }

  /** A daily bar is Databento's: the UTC date, not the session. */
  async *bars({ symbols, interval, range }: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    const schema = BAR_SCHEMAS.get(interval);
    for (const group of this.groups(symbols)) {
      if (schema === undefined) {
        const details = this.http.detailsOf(RANGE_PATH, { symbols: group.symbols }, 'POST');
        throw new VendorError('BAD_REQUEST', `there are no ${intervalName(interval)} bars`, details);
      }
      const bars = await this.fetch(group, schema, range, signal, (file) => [...barsOf(file)]);
      for (const bar of bars) {
        const ended = bar.endMs <= this.runtime.clock.now();
        if (ended && bar.interval === interval && within(range, bar.startMs)) yield bar;
      }
    }
  }

  async *quotes({ symbols, range }: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorQuote> {
    for (const group of this.groups(symbols)) {
      yield* await this.fetch(group, group.quoteSchema, range, signal, (file) => [...quotesOf(file)]);
    }
  }

  async *trades({ symbols, range }: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorTrade> {
    for (const group of this.groups(symbols)) {
      yield* await this.fetch(group, 'trades', range, signal, (file) => [...tradesOf(file)]);
    }
  }

  private async fetch<T>(
    group: Group,
    schema: string,
    { fromMs, toMs }: TimeRange,
    signal: AbortSignal,
    read: (file: DbnFile) => T,
  ): Promise<T> {
    const query = {
      dataset: group.dataset,
      symbols: group.symbols,
      schema,
      start: `${fromMs}000000`,
      end: `${toMs}000000`,
      stype_in: 'raw_symbol',
      stype_out: 'instrument_id',
      encoding: 'dbn',
      compression: 'zstd',
    };
    const bytes = await this.http.bytes(RANGE_PATH, query, DBN_FORM, signal, 'POST');
    return decoded(bytes, this.http.detailsOf(RANGE_PATH, query, 'POST'), read);
  }

  private groups(symbols: readonly string[]): Group[] {
    const options = symbols.filter((symbol) => isOccSymbol(symbol)).map(padded);
    const stocks = symbols.filter((symbol) => !isOccSymbol(symbol));
    return [
      { dataset: this.settings.dataset, symbols: stocks.join(','), quoteSchema: 'mbp-1' },
      { dataset: OPRA, symbols: options.join(','), quoteSchema: 'cmbp-1' },
    ].filter((group) => group.symbols !== '');
  }
}

function decoded<T>(bytes: Uint8Array, details: VendorErrorDetails, read: (file: DbnFile) => T): T {
  try {
    return read(decodeDbn(bytes));
  } catch (error) {
    if (error instanceof DbnError)
      throw new VendorError('MALFORMED', error.message, { ...details, field: error.place });
    throw error;
  }
}

/** OPRA's raw symbols have their roots padded. */
function padded(symbol: string): string {
  return formatOccSymbol(parseOccSymbol(symbol), 'padded');
}
