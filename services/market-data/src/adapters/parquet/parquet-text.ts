import { decimalCell, timeCell } from './parquet-cells.js';
import type { Column } from './parquet-columns.js';
import { readParquetGroups } from './parquet-groups.js';

/**
 * A Parquet file of bars as rows of a CSV file: times in UTC, numbers with every digit. What is no time or no number stands
 * there as it is, so that the row is put aside with what was read.
 * @throws MarketDataError FILE_UNREADABLE, BAD_HEADER
 */
export async function* readParquetText(file: string, signal: AbortSignal): AsyncGenerator<string> {
  for await (const { rows, columns } of readParquetGroups(file, signal)) {
    const { open, high, low, close, volume } = columns.prices;
    const numbers = [open, high, low, close, volume];
    for (const row of rows) {
      yield `${[time(row, columns.time), ...numbers.map((column) => number(row, column))].join(',')}\n`;
    }
  }
}

function time(row: Record<string, unknown>, { name, form }: Column): string {
  const value = row[name];
  const ms = timeCell(value, form);
  const known = ms !== undefined && Math.abs(ms) <= LATEST_MS;
  return known ? new Date(ms).toISOString() : shown(value);
}

/** The latest time there is in JavaScript. */
const LATEST_MS = 8.64e15;

function number(row: Record<string, unknown>, { name, form }: Column): string {
  return decimalCell(row[name], form) ?? shown(row[name]);
}

/** As one cell of a row. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = String(value).replaceAll(/[\r\n]+/g, ' ');
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
