import { readFileSync } from 'node:fs';
import { UsageError } from '../failure.js';

/** A text file, or standard input for `-`. @throws UsageError naming the file */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reasons: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'this is not a file' };
    throw new UsageError(`${path}: ${reasons[code] ?? `the file cannot be read (${code})`}`);
  }
}
