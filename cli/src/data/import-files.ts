import { readdirSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type BarFileFormat, barFileFormat } from '@cream/market-data';
import { UsageError } from '../failure.js';

const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
const NAMES = /\.(csv|parquet|dbn|dbn\.zst)$/i;

/** A file, how it is written, and the symbol it is about; empty when only a file that names its symbols itself knows. */
export interface NamedFile {
  readonly path: string;
  readonly format: BarFileFormat;
  readonly symbol: string;
}

/**
 * The files that are meant: the file itself, or every one of a folder, each named SYMBOL.csv (or .parquet) unless `symbol`
 * says it. DBN files name their symbols themselves.
 * @throws UsageError when there is nothing to import, or a file's name is no symbol
 */
export function importFiles(path: string, symbol: string | undefined): NamedFile[] {
  if (!isFolder(path)) return [named(path, symbol)];
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && NAMES.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) throw new UsageError(`${path}: the folder holds no CSV, Parquet or DBN file`);
  return names.map((name) => named(join(path, name), symbol));
}

/** @param place where it was written @throws UsageError */
export function symbolOf(name: string, place: string, advice = ''): string {
  const symbol = name.toUpperCase();
  if (SYMBOL.test(symbol)) return symbol;
  throw new UsageError(`${place}: ${JSON.stringify(symbol)} is no symbol${advice}`);
}

function named(path: string, symbol: string | undefined): NamedFile {
  const format = barFileFormat(path);
  if (format === 'dbn' && symbol === undefined) return { path, format, symbol: '' };
  const advice = ': name the file SYMBOL.csv, or give --symbol';
  return { path, format, symbol: symbolOf(symbol ?? parse(path).name, path, advice) };
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${path}: there is no such file or folder`);
  return found.isDirectory();
}
