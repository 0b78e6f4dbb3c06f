import { isoDate } from '@cream/domain';
import { type UniverseInput, UniverseInput_Kind } from '@cream/proto/market';
import { openMarketData } from '../data/open-market-data.js';
import type { Output } from '../output.js';
import { sinceText, versionDocument } from '../print/universe.js';

const WORDS: Readonly<Record<UniverseInput_Kind, string>> = {
  [UniverseInput_Kind.UNSPECIFIED]: '–',
  [UniverseInput_Kind.INDEX]: 'index',
  [UniverseInput_Kind.FUND]: 'holdings',
  [UniverseInput_Kind.FACTS]: 'facts',
};

/** `cream universe list`: what is defined, and what definitions can name. */
export async function universeList(flags: { dataDir: string }, out: Output): Promise<number> {
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { universes, inputs } = await market.client.listUniverses({});
    out.document({
      universes: universes.map(versionDocument),
      inputs: inputs.map((input) => {
        const { kind, id, rows, first, last } = input;
        return { kind: WORDS[kind], id, rows, first: first ? isoDate(first) : null, last: last ? isoDate(last) : null };
      }),
    });
    out.line('all           every symbol held that can be traded; needs no definition');
    for (const one of universes) {
      const source = JSON.parse(one.definition).source.kind;
      out.line(
        `${one.universeId.padEnd(12)}  version ${one.version}, in force ${sinceText(one)}, ${source}  ${one.note}`.trimEnd(),
      );
    }
    for (const input of inputs) out.line(inputLine(input));
    return 0;
  } finally {
    await market.close();
  }
}

function inputLine({ kind, id, rows, first, last }: UniverseInput): string {
  const extent = first && last ? `${isoDate(first)} to ${isoDate(last)}` : '–';
  return `${WORDS[kind]} ${id}`.trim().concat(`: ${rows} rows, ${extent}`);
}
