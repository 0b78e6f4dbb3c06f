import { join } from 'node:path';
import { BarInterval } from '@cream/proto/market';
import { intervalMs, intervalName } from '../../app/bar-interval.js';
import { MarketDataError } from '../../app/market-data-error.js';
import { type BarsRequest, type HistoricalBars, type VendorBar, within } from '../../app/ports/index.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { barTimes } from '../wire/bar-times.js';
import { decimalCell, timeCell } from './parquet-cells.js';
import type { ParquetColumns, PriceColumn } from './parquet-columns.js';
import { readParquetGroups } from './parquet-groups.js';

interface ParquetSource {
  readonly file: string;
  readonly symbol: string;
  readonly interval: BarInterval;
}

/**
 * A folder of SYMBOL.parquet files with the columns of a bar, read a row group at a time. A time is the bar's start: UTC where the
 * column says so, else New York's clock; a date or midnight is a daily bar.
 */
export class ParquetBars implements HistoricalBars {
  constructor(
    private readonly folder: string,
    private readonly calendar: TradingCalendar,
  ) {}

  /** @throws MarketDataError naming file and row */
  async *bars({ symbols, interval, range }: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    for (const symbol of symbols) {
      const source = { file: join(this.folder, `${symbol}.parquet`), symbol, interval };
      for await (const bar of readParquetBars(source, this.calendar, signal)) {
        if (within(range, bar.startMs)) yield bar;
      }
    }
  }
}

/**
 * All bars of one file, oldest first as the file must have them.
 * @throws MarketDataError FILE_UNREADABLE, BAD_HEADER, BAD_TIME, BAD_NUMBER, OUT_OF_ORDER, DUPLICATE_TIME, MIXED_INTERVAL
 */
export async function* readParquetBars(
  source: ParquetSource,
  calendar: TradingCalendar,
  signal: AbortSignal,
): AsyncGenerator<VendorBar> {
  let line = 0;
  let before: number | undefined;
  for await (const { rows, columns } of readParquetGroups(source.file, signal)) {
    for (const row of rows) {
      line += 1;
      const bar = toBar(row, line, columns, source, calendar);
      checkOrder(before, bar, line, source);
      before = bar.startMs;
      yield bar;
    }
  }
}

function toBar(
  row: Record<string, unknown>,
  line: number,
  { time, prices }: ParquetColumns,
  { file, symbol, interval }: ParquetSource,
  calendar: TradingCalendar,
): VendorBar {
  const place = `row ${line}`;
  const at = timeCell(row[time.name], time.form);
  if (at === undefined) throw new MarketDataError('BAD_TIME', `${place}: ${time.name} is not a time`, { file });
  const number = (column: PriceColumn) => {
    const { name, form } = prices[column];
    const text = decimalCell(row[name], form);
    if (text === undefined) throw new MarketDataError('BAD_NUMBER', `${place}: ${name} is not a decimal`, { file });
    return text;
  };
  const dated = interval === BarInterval.ONE_DAY && at % DAY_MS === 0;
  const times = barTimes(at, interval, calendar, dated ? at / DAY_MS : undefined);
  return {
    symbol,
    interval,
    ...times,
    open: number('open'),
    high: number('high'),
    low: number('low'),
    close: number('close'),
    volume: number('volume'),
    knownAt: times.endMs,
  };
}

function checkOrder(before: number | undefined, { startMs }: VendorBar, line: number, source: ParquetSource): void {
  const { file, interval } = source;
  if (before === undefined) return;
  const place = `row ${line}`;
  if (startMs === before)
    throw new MarketDataError('DUPLICATE_TIME', `${place}: has the time of the row before`, { file });
  if (startMs < before) throw new MarketDataError('OUT_OF_ORDER', `${place}: is older than the row before`, { file });
  if (startMs - before < (intervalMs(interval) ?? 0)) {
    const text = `${place}: is ${(startMs - before) / 60_000} minutes after the row before, in a file of ${intervalName(interval)} bars`;
    throw new MarketDataError('MIXED_INTERVAL', text, { file });
  }
}
