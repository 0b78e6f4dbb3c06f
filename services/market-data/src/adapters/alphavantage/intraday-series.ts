import { VendorError, type VendorErrorDetails } from '../../app/ports/index.js';
import { parseExactJson } from '../http/index.js';
import { parseWire } from '../wire/parse-wire.js';
import { type AlphaVantagePrices, intraday, prices, refuseNotices } from './alphavantage-wire.js';

/** One row, its time on New York's clock. */
export interface IntradayRow {
  readonly time: string;
  readonly prices: AlphaVantagePrices;
}

const HEADER = /^(timestamp|time),open,high,low,close,volume$/;
const ROW = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * Reads an intraday series, oldest first, in either form: CSV as asked for, or JSON, which also brings the refusals.
 * @throws VendorError
 */
export function readIntraday(text: string, details: VendorErrorDetails): IntradayRow[] {
  const rows = text.trimStart().startsWith('{') ? fromJson(text, details) : fromCsv(text, details);
  return rows.toSorted((a, b) => (a.time < b.time ? -1 : 1));
}

function fromJson(text: string, details: VendorErrorDetails): IntradayRow[] {
  const body = parsed(text, details);
  refuseNotices(body, details);
  const { series } = parseWire(intraday, body, details);
  return Object.entries(series).map(([time, one]) => ({ time, prices: one }));
}

function parsed(text: string, details: VendorErrorDetails): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new VendorError('MALFORMED', 'the answer is neither CSV nor JSON', { ...details, field: '$' });
  }
}

function fromCsv(text: string, details: VendorErrorDetails): IntradayRow[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  if (!HEADER.test(header)) {
    throw new VendorError('MALFORMED', 'line 1: is not the header of a series', { ...details, field: 'line 1' });
  }
  return lines.map((line, i) => {
    const [time = '', open, high, low, close, volume] = line.split(',');
    const field = `line ${i + 2}`;
    if (!ROW.test(time)) throw new VendorError('MALFORMED', `${field}: has no time`, { ...details, field });
    const named = { '1. open': open, '2. high': high, '3. low': low, '4. close': close, '5. volume': volume };
    const result = prices.safeParse(named);
    if (!result.success)
      throw new VendorError('MALFORMED', `${field}: has a price that is none`, { ...details, field });
    return { time, prices: result.data };
  });
}
