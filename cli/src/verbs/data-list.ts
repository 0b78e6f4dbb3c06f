import { millis, newYorkDate } from '@cream/domain';
import type { Series } from '@cream/proto/market';
import { intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

/** `cream data list`: every series held, in every interval. */
export async function dataList(flags: { dataDir: string }, out: Output): Promise<number> {
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { series } = await market.client.listSeries({ allIntervals: true });
    out.document({
      series: series.map((one) => ({
        symbol: one.symbol,
        interval: intervalText(one.interval),
        bars: one.bars,
        from: isoTimeOrNull(one.firstBarEnd),
        to: isoTimeOrNull(one.lastBarEnd),
        source: one.source,
        contextOnly: one.contextOnly,
        content: Buffer.from(one.content?.sha256 ?? []).toString('hex'),
      })),
    });
    for (const one of series) out.line(lineOf(one));
    return 0;
  } finally {
    await market.close();
  }
}

function lineOf({ symbol, interval, bars, firstBarEnd, lastBarEnd, source }: Series): string {
  const [first, last] = [firstBarEnd, lastBarEnd].map((end) => (end ? newYorkDate(millis(end)) : '–'));
  return `${symbol.padEnd(8)} ${intervalText(interval).padEnd(4)} ${String(bars).padStart(9)} bars  ${first} to ${last}  ${source}`;
}
