import { readFileSync } from 'node:fs';
import type { CandleColumns } from '../../src/index.js';

const FILE = new URL('../../../../../shared/data/golden/tulip/candles.txt', import.meta.url);

export interface TulipCase {
  readonly chart: number;
  readonly name: string;
  readonly bar: number;
  /** Whether Tulip finds the pattern there; its file marks those it does not with "!". */
  readonly present: boolean;
  readonly columns: CandleColumns;
}

/** The cases of TulipCharts/tulipindicators, tests/candles.txt: four columns of a chart, then patterns and their bars. */
export function tulipCases(): TulipCase[] {
  const charts = readFileSync(FILE, 'utf8')
    .split(/^candle\s*$/m)
    .slice(1);
  return charts.flatMap((text, chart) => {
    const [open, high, low, close, ...claims] = text.trim().split('\n');
    const columns = { open: column(open), high: column(high), low: column(low), close: column(close) };
    return claims.flatMap((claim) => {
      const [mark = '', ...bars] = claim.trim().split(/\s+/);
      const present = !mark.startsWith('!');
      const name = mark.replace('!', '');
      return bars.map((bar) => ({ chart, name, bar: Number(bar), present, columns }));
    });
  });
}

function column(line = ''): number[] {
  return line
    .replaceAll(/[{}\s]/g, '')
    .split(',')
    .map(Number);
}
