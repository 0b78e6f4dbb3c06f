import { openMarketData } from '../data/open-market-data.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import { sinceText, versionDocument } from '../print/universe.js';

export interface UniverseShowFlags {
  readonly dataDir: string;
  readonly number?: number;
}

/** `cream universe show`: every version of a definition, and one of them (default: the newest) in full. */
export async function universeShow(id: string, flags: UniverseShowFlags, out: Output): Promise<number> {
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { versions } = await market.client.getUniverse({ universeId: id });
    const shown = flags.number === undefined ? versions[0] : versions.find(({ version }) => version === flags.number);
    if (shown === undefined) throw new UsageError(`${id} has no version ${flags.number}: it has ${versions.length}`);
    out.document({ ...versionDocument(shown), versions: versions.map(versionDocument) });
    for (const one of versions) {
      out.line(`${id} version ${one.version}, in force ${sinceText(one)}  ${one.note}`.trimEnd());
    }
    out.line(JSON.stringify(JSON.parse(shown.definition), null, 2));
    return 0;
  } finally {
    await market.close();
  }
}
