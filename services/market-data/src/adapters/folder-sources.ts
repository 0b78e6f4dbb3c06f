import { readdirSync } from 'node:fs';
import { extname, join, parse } from 'node:path';
import { MarketDataError } from '../app/market-data-error.js';
import type { SeriesSource } from './load-series.js';

// The contract's pattern of Equity.symbol.
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;

/**
 * Every `SYMBOL.csv` of a folder, the symbol in any case; other names and hidden ones are left alone.
 * @param contextSymbols symbols that are context only
 * @throws MarketDataError FOLDER_UNREADABLE, NO_FILES, BAD_SYMBOL, DUPLICATE_SYMBOL, FILE_UNREADABLE for what is no file
 */
export function folderSources(folder: string, contextSymbols: ReadonlySet<string>): SeriesSource[] {
  const sources = new Map<string, SeriesSource>();
  for (const name of csvFiles(folder)) {
    const file = join(folder, name);
    const symbol = parse(name).name.toUpperCase();
    if (!SYMBOL.test(symbol)) {
      throw new MarketDataError('BAD_SYMBOL', `${JSON.stringify(symbol)} is no symbol; files are named SYMBOL.csv`, {
        file,
      });
    }
    const other = sources.get(symbol);
    if (other !== undefined) {
      throw new MarketDataError('DUPLICATE_SYMBOL', `${symbol} is in ${other.name} already`, { file });
    }
    sources.set(symbol, { symbol, path: file, name: file, contextOnly: contextSymbols.has(symbol) });
  }
  if (sources.size === 0) throw new MarketDataError('NO_FILES', 'the folder holds no SYMBOL.csv', { file: folder });
  return [...sources.values()];
}

function csvFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && extname(name).toLowerCase() === '.csv')
      .sort();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reasons: Record<string, string> = { ENOENT: 'there is no such folder', ENOTDIR: 'this is not a folder' };
    const text = reasons[code] ?? `the folder cannot be read (${code})`;
    throw new MarketDataError('FOLDER_UNREADABLE', text, { file: folder });
  }
}
