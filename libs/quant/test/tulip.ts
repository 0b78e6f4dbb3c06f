import { readFileSync } from 'node:fs';
import { GOLDEN_FOLDER } from './golden.js';

/** One case of Tulip Indicators' tests: the series given and the series expected, as the file lists them. */
export interface TulipCase {
  readonly indicator: string;
  readonly options: readonly number[];
  readonly series: readonly (readonly number[])[];
}

/** Cases are separated by empty lines: a name with its options, comments, and one {…} a series. */
export function tulipCases(file: string): TulipCase[] {
  const cases: { indicator: string; options: number[]; series: number[][] }[] = [];
  for (const line of readFileSync(`${GOLDEN_FOLDER}tulip/${file}`, 'utf8').split(/\r?\n/)) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith('{')) cases.at(-1)?.series.push(text.slice(1, -1).split(',').filter(Boolean).map(Number));
    else {
      const [indicator = '', ...options] = text.split(/\s+/);
      cases.push({ indicator, options: options.map(Number), series: [] });
    }
  }
  return cases;
}
