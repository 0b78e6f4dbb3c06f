import { readdirSync, statSync } from 'node:fs';
import { extname, join, parse } from 'node:path';
import { UsageError } from '../failure.js';

const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;

/** A file and the symbol it is about. */
export interface NamedFile {
  readonly path: string;
  readonly symbol: string;
}

/**
 * The CSV files that are meant: the file itself, or every one of a folder, each named SYMBOL.csv unless `symbol` says it.
 * @throws UsageError when there is nothing to import, or a file's name is no symbol
 */
export function importFiles(path: string, symbol: string | undefined): NamedFile[] {
  if (!isFolder(path)) return [{ path, symbol: checked(symbol ?? parse(path).name, path) }];
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => extname(name).toLowerCase() === '.csv')
    .sort();
  if (names.length === 0) throw new UsageError(`${path}: the folder holds no CSV file`);
  return names.map((name) => ({
    path: join(path, name),
    symbol: checked(symbol ?? parse(name).name, join(path, name)),
  }));
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${path}: there is no such file or folder`);
  return found.isDirectory();
}

function checked(name: string, path: string): string {
  return symbolOf(name, path, ': name the file SYMBOL.csv, or give --symbol');
}

/** @param place where it was written @throws UsageError */
export function symbolOf(name: string, place: string, advice = ''): string {
  const symbol = name.toUpperCase();
  if (SYMBOL.test(symbol)) return symbol;
  throw new UsageError(`${place}: ${JSON.stringify(symbol)} is no symbol${advice}`);
}
