import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MigrationError } from './errors.js';

/** One numbered SQL file of the program. */
export interface Migration {
  /** 1 for `0001_…`. */
  readonly version: number;
  /** The file's name without its ending. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with line ends as LF, so a checkout on another system is the same migration. */
  readonly checksum: string;
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/**
 * The migrations in a folder of `0001_name.sql`, `0002_name.sql` …, in order.
 * @throws MigrationError `GAP` when they do not count 1, 2, 3 …, or a `.sql` file is named otherwise
 */
export function readMigrations(folder: URL | string): readonly Migration[] {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const files = readdirSync(path)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const expected = index + 1;
    const version = Number(FILE_NAME.exec(file)?.[1]);
    if (version !== expected) {
      const number = String(expected).padStart(4, '0');
      throw new MigrationError('GAP', expected, `in ${path} the file ${file} stands where ${number}_<name>.sql should`);
    }
    const sql = readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n');
    return { version, name: file.slice(0, -'.sql'.length), sql, checksum: checksum(sql) };
  });
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
