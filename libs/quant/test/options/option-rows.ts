import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OptionInput } from '../../src/index.js';
import { GOLDEN_PRESENT } from '../golden.js';

const FOLDER = fileURLToPath(new URL('../../../../../shared/data/golden/options_quantlib/', import.meta.url));

/** A row of one of the tables of published options: what it says in words, and its numbers by column. */
export interface OptionRow {
  readonly name: string;
  readonly option: OptionInput;
  text(column: string): string;
  number(column: string): number;
}

/** The rows of a table of `golden/options_quantlib`; none without the folder. */
export function optionRows(file: string): OptionRow[] {
  if (!GOLDEN_PRESENT) return [];
  const [header = '', ...lines] = readFileSync(`${FOLDER}${file}`, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const text = (column: string): string => {
      const cell = cells[columns.indexOf(column)];
      if (cell === undefined) throw new Error(`${file} has no column "${column}", it has ${header}`);
      return cell;
    };
    const number = (column: string): number => {
      const value = Number(text(column));
      if (!Number.isFinite(value)) throw new Error(`${file}: ${column} of "${line}" is no number`);
      return value;
    };
    const has = (column: string): boolean => columns.includes(column);
    const option: OptionInput = {
      right: text(has('type') ? 'type' : 'right') === 'Call' ? 'call' : 'put',
      spot: number('spot'),
      strike: number('strike'),
      years: has('t_years') ? number('t_years') : number('days_to_expiry') / 365,
      volatility: number(has('vol') ? 'vol' : 'implied_vol'),
      rate: number('r'),
      dividendYield: number('q'),
    };
    return { name: line, option, text, number };
  });
}
