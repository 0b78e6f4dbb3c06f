import { PublicationSource_Kind } from '@cream/proto/market';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { oneLine } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

/** `cream data publications`: what is held of news, statements, economic series and calendars, and from where. */
export async function dataPublications(
  { dataDir, asOf }: { readonly dataDir: string; readonly asOf?: string },
  out: Output,
): Promise<number> {
  const asked = askedAt(asOf);
  const market = await openMarketData({ dataDir, readOnly: true });
  try {
    const { sources } = await market.client.listPublicationSources({ asOf: asked.asOf });
    const rows = sources.map(({ kind, source, count, newest }) => {
      return {
        kind: PublicationSource_Kind[kind].toLowerCase(),
        source,
        count: Number(count),
        newest: isoTimeOrNull(newest),
      };
    });
    out.document({ asOf: asked.text, sources: rows });
    for (const { kind, source, count, newest } of rows) {
      out.line(`${kind.padEnd(12)} ${String(count).padStart(9)}  newest known ${newest}  ${oneLine(source)}`);
    }
    if (rows.length === 0)
      out.line('nothing was published that is held here: cream data import --vendor … --kind … brings some');
    return 0;
  } finally {
    await market.close();
  }
}
