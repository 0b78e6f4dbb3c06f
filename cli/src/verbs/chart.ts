import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hex, millis, newYorkDate, sha256, timestamp } from '@cream/domain';
import { ChartTheme, TechnicalsService } from '@cream/proto/knowledge';
import { technicalsService } from '@cream/technicals';
import { folderOfOut } from '../data/folder-of-out.js';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { endOfDate } from '../dates.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';

export interface ChartFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly interval?: string;
  readonly asOf?: string;
  readonly bars?: number;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: string;
  readonly indicators?: string;
  readonly out?: string;
}

const THEMES: ReadonlyMap<string, ChartTheme> = new Map([
  ['light', ChartTheme.LIGHT],
  ['dark', ChartTheme.DARK],
]);

/** `cream chart SYMBOL`: the chart as a PNG file. Only reads, also beside a running system. */
export async function chart(symbol: string, flags: ChartFlags, out: Output): Promise<number> {
  const theme = THEMES.get(flags.theme ?? 'light');
  if (theme === undefined) throw new UsageError(`--theme ${shown(flags.theme ?? '')} is not known: light or dark`);
  if (symbol.trim() === '') throw new UsageError('the symbol is empty: cream data list shows what there is');
  const target = flags.out === undefined ? undefined : resolve(flags.out);
  if (target !== undefined) folderOfOut(flags.out, target);
  const request = {
    symbol: symbol.trim().toUpperCase(),
    interval: intervalOf(flags.interval),
    asOf: timestamp(endOfDate('--as-of', flags.asOf) ?? Date.now()),
    bars: flags.bars ?? 0,
    width: flags.width ?? 0,
    height: flags.height ?? 0,
    theme,
    indicators: (flags.indicators ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
  };
  const { dataDir, data } = flags;
  const market = await openMarketData({ dataDir, data, readOnly: true, readers: [technicalsService] });
  try {
    const picture = await market.clients.get(TechnicalsService).renderChart(request);
    const date = newYorkDate(millis(picture.asOf));
    const interval = intervalText(picture.interval);
    const file = target ?? resolve(`${picture.symbol}-${interval}-${date}.png`);
    writeFileSync(file, picture.png);
    out.document({
      file,
      symbol: picture.symbol,
      interval,
      asOf: new Date(millis(picture.asOf)).toISOString(),
      bars: picture.bars,
      width: picture.width,
      height: picture.height,
      theme: flags.theme ?? 'light',
      indicators: picture.indicators,
      sha256: hex(sha256(picture.png)),
      altText: picture.altText,
    });
    out.line(picture.altText);
    out.line(`Drawn to ${file}`);
    return 0;
  } finally {
    await market.close();
  }
}
