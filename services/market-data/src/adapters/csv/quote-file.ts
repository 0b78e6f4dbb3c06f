import { BarInterval, Finding_Severity } from '@cream/proto/market';
import { MarketDataError } from '../../app/market-data-error.js';
import { valueObjection } from '../../app/validation/cell-value.js';
import { crossedQuote } from '../../app/validation/crossed-quote.js';
import type { Finding, Objection } from '../../app/validation/finding.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import { Cells } from './cells.js';
import { TIME_COLUMNS } from './header.js';
import { readLines } from './line-reader.js';
import { readTime, type TimeCell } from './time-cell.js';

const MOST_COLUMNS = 64;
/** Pairs that are quoted at one moment: a quote's sides, or those of a quote bar's first and last quote. */
const PAIRS = [
  ['bid', 'ask'],
  ['bid_open', 'ask_open'],
  ['bid_close', 'ask_close'],
] as const;

interface Columns {
  readonly time: number;
  readonly pairs: readonly (readonly [bid: number, ask: number])[];
}

/**
 * The crossed quotes of a CSV file with a time column and `bid` and `ask`, or `bid_open`, `ask_open`, `bid_close` and
 * `ask_close`. An empty side is absent; one that is no number is a finding too. Nothing is stored.
 * @throws MarketDataError for a file, header or time that cannot be read, naming file and line
 */
export function quoteFileFindings(file: string, symbol: string): Finding[] {
  const findings: Finding[] = [];
  const cells = new Cells(MOST_COLUMNS);
  let columns: Columns | undefined;
  readLines(file, file, (bytes, start, end, line) => {
    if (start === end) return;
    const closed = cells.split(bytes, start, end);
    if (!closed) throw new MarketDataError('BAD_ROW', 'a quoted cell is not closed', { file, line });
    if (columns === undefined) {
      const names = Array.from({ length: Math.min(cells.count, MOST_COLUMNS) }, (_, i) => cells.text(bytes, i));
      columns = readColumns(names, file);
      return;
    }
    const objections = columns.pairs.flatMap(([bid, ask]) =>
      quoteObjections(cells.text(bytes, bid), cells.text(bytes, ask)),
    );
    if (objections.length === 0) return;
    const timeMs = timeOf(cells.text(bytes, columns.time), file, line);
    const row = bytes.toString('utf8', start, end);
    const about = { symbol, interval: BarInterval.UNSPECIFIED, timeMs, file, line, row };
    findings.push(...objections.map((one) => ({ ...one, ...about, severity: Finding_Severity.ERROR })));
  });
  return findings;
}

function readColumns(texts: readonly string[], file: string): Columns {
  const names = texts.map((text) => text.toLowerCase());
  const time = names.findIndex((name) => TIME_COLUMNS.includes(name));
  const pairs = PAIRS.map(([bid, ask]) => [names.indexOf(bid), names.indexOf(ask)] as const);
  const found = pairs.filter(([bid, ask]) => bid >= 0 && ask >= 0);
  if (time >= 0 && found.length > 0) return { time, pairs: found };
  const text = `quotes need a time column (${TIME_COLUMNS.join(', ')}) and bid and ask, or bid_close and ask_close`;
  throw new MarketDataError('BAD_HEADER', text, { file, line: 1 });
}

function quoteObjections(bidText: string, askText: string): Objection[] {
  const [bid, ask] = [bidText, askText].map((text) => (text === '' ? undefined : Number(text)));
  const bad = [
    bid !== undefined && Number.isNaN(bid) ? valueObjection('bid', bid, JSON.stringify(bidText)) : undefined,
    ask !== undefined && Number.isNaN(ask) ? valueObjection('ask', ask, JSON.stringify(askText)) : undefined,
    crossedQuote(bid, ask),
  ];
  return bad.filter((one) => one !== undefined);
}

function timeOf(text: string, file: string, line: number): number {
  const bytes = Buffer.from(text);
  const time: TimeCell = { form: 'date', ms: 0 };
  if (!readTime(bytes, 0, bytes.length, time)) {
    throw new MarketDataError('BAD_TIME', `${JSON.stringify(text)} is no time`, { file, line });
  }
  const day = Math.floor(time.ms / DAY_MS);
  return time.form === 'instant' ? time.ms : newYorkMidnight(day) + (time.ms - day * DAY_MS);
}
