import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const GOLDEN_FOLDER = fileURLToPath(new URL('../../../../shared/data/golden/', import.meta.url));

/** False on a machine without the collection of published values beside the project. */
export const GOLDEN_PRESENT = existsSync(GOLDEN_FOLDER);

/** For the title of a suite: says why it is skipped. */
export const GOLDEN_NOTE = GOLDEN_PRESENT ? '' : ' (skipped: no folder ../shared/data/golden beside the project)';
// Most reporters leave out the titles of skipped suites.
if (!GOLDEN_PRESENT) console.info(`published values${GOLDEN_NOTE}`);

/** A table with a header line; numbers where the cell is one, undefined where it is empty or NaN. */
export interface GoldenTable {
  readonly length: number;
  has(name: string): boolean;
  /** @throws Error when there is no such column: a misspelt name would compare nothing */
  column(name: string): (number | undefined)[];
}

export function goldenTable(path: string): GoldenTable {
  const [header = '', ...lines] = readFileSync(`${GOLDEN_FOLDER}${path}`, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',').map((name) => name.trim());
  const rows = lines.map((line) => line.split(','));
  return {
    length: rows.length,
    has: (name) => names.includes(name),
    column(name) {
      const position = names.indexOf(name);
      if (position < 0) throw new Error(`${path} has no column "${name}", it has ${names.join(', ')}`);
      return rows.map((row) => numberOrNothing(row[position]));
    },
  };
}

export function goldenJson<T>(path: string): T {
  return JSON.parse(readFileSync(`${GOLDEN_FOLDER}${path}`, 'utf8'));
}

function numberOrNothing(cell: string | undefined): number | undefined {
  const text = cell?.trim() ?? '';
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}
