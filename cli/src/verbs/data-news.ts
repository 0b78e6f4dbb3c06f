import { millis, newYorkDate } from '@cream/domain';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { oneLine } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

export interface NewsFlags {
  readonly dataDir: string;
  readonly symbols?: string;
  readonly asOf?: string;
  readonly limit?: number;
}

/** `cream data news`: headlines as they were worded at a time. */
export async function dataNews({ dataDir, symbols, asOf, limit = 20 }: NewsFlags, out: Output): Promise<number> {
  const asked = askedAt(asOf);
  const about = symbols === undefined ? [] : vendorSymbols(symbols);
  const market = await openMarketData({ dataDir, readOnly: true });
  try {
    const { articles } = await market.client.listNews({ symbols: about, asOf: asked.asOf, limit });
    out.document({
      asOf: asked.text,
      articles: articles.map(
        ({ id, headline, summary, author, source, url, symbols: named, publishedAt, knownAt }) => ({
          ...{ id, headline, summary, author, source, url, symbols: named },
          publishedAt: isoTimeOrNull(publishedAt),
          knownAt: isoTimeOrNull(knownAt),
        }),
      ),
    });
    for (const { headline, source, symbols: named, knownAt } of articles) {
      out.line(
        `${newYorkDate(millis(knownAt))}  ${oneLine(named.join(',')).padEnd(12)} ${oneLine(headline)}  (${oneLine(source)})`,
      );
    }
    if (articles.length === 0) out.line('no news was known: cream data import --vendor alpaca --kind news brings some');
    return 0;
  } finally {
    await market.close();
  }
}
