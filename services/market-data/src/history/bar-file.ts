import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { BarInterval } from '@cream/proto/market';
import { barsOf } from '../adapters/databento/index.js';
import { DbnError, decodeDbn } from '../adapters/dbn/index.js';
import { readParquetText } from '../adapters/parquet/index.js';
import { MarketDataError } from '../app/market-data-error.js';
import { BAR_FILE_HEADER, barRow } from './bar-rows.js';

/** `text` is CSV. Zstandard is taken for DBN, which is the only form of it that holds bars. */
export type BarFileFormat = 'text' | 'parquet' | 'dbn';

const MAGIC: readonly (readonly [string, BarFileFormat])[] = [
  [Buffer.from('PAR1').toString('latin1'), 'parquet'],
  [Buffer.from('DBN').toString('latin1'), 'dbn'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]).toString('latin1'), 'dbn'],
];
const NAMES: readonly (readonly [RegExp, BarFileFormat])[] = [
  [/\.parquet$/i, 'parquet'],
  [/\.dbn(\.zst)?$/i, 'dbn'],
];

/** The format of a file of bars, by its first bytes, or by its name when they say nothing. A file that is not there is text. */
export function barFileFormat(path: string): BarFileFormat {
  const start = firstBytes(path, 4);
  const byContent = MAGIC.find(([magic]) => start.startsWith(magic));
  return (byContent ?? NAMES.find(([name]) => name.test(path)))?.[1] ?? 'text';
}

/** Bars of one symbol, made into a bar file. */
export interface MadeBars {
  /** Undefined: the file does not say, its name does. */
  readonly symbol: string | undefined;
  /** Unspecified: to be found from the rows. */
  readonly interval: BarInterval;
  readonly text: string;
}

/**
 * The bars of a Parquet or DBN file as bar files, one for each symbol.
 * @throws MarketDataError naming the file; the signal's reason when it aborts
 */
export async function readBarFile(
  path: string,
  format: Exclude<BarFileFormat, 'text'>,
  signal: AbortSignal,
): Promise<MadeBars[]> {
  if (format === 'dbn') return dbnBars(path, await readFile(path));
  const rows: string[] = [BAR_FILE_HEADER];
  for await (const row of readParquetText(path, signal)) rows.push(row);
  return [{ symbol: undefined, interval: BarInterval.UNSPECIFIED, text: rows.join('') }];
}

function dbnBars(file: string, content: Uint8Array): MadeBars[] {
  const made = new Map<string, { symbol: string; interval: BarInterval; rows: string[] }>();
  try {
    for (const bar of barsOf(decodeDbn(content))) {
      if (bar.interval === BarInterval.ONE_DAY) {
        const text = 'days of DBN end at midnight UTC, hours after the session: import bars of a minute or an hour';
        throw new MarketDataError('UNKNOWN_INTERVAL', text, { file });
      }
      const key = `${bar.symbol} ${bar.interval}`;
      const one = made.get(key) ?? { symbol: bar.symbol, interval: bar.interval, rows: [BAR_FILE_HEADER] };
      one.rows.push(barRow(bar));
      made.set(key, one);
    }
  } catch (error) {
    if (error instanceof DbnError) throw new MarketDataError('FILE_UNREADABLE', error.message, { file });
    throw error;
  }
  if (made.size === 0)
    throw new MarketDataError('FILE_EMPTY', 'there are no bars of a minute or an hour in it', { file });
  return [...made.values()].map(({ symbol, interval, rows }) => ({ symbol, interval, text: rows.join('') }));
}

function firstBytes(path: string, count: number): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Whoever reads it says why it cannot be.
    return '';
  }
  try {
    const bytes = Buffer.alloc(count);
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, count, 0));
  } finally {
    closeSync(file);
  }
}
