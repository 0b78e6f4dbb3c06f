import { timestamp } from '@cream/domain';
import { openMarketData } from '../data/open-market-data.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import { sinceText, versionDocument } from '../print/universe.js';
import { momentFlag } from '../universe/moment.js';
import { readText } from '../universe/read-text.js';

export interface UniversePutFlags {
  readonly dataDir: string;
  readonly from?: string;
  readonly note: string;
}

const ALWAYS = 'always';

/** `cream universe put`: a definition becomes a new version. The same again changes nothing. */
export async function universePut(id: string, file: string, flags: UniversePutFlags, out: Output): Promise<number> {
  const definition = readText(file);
  if (definition.trim() === '') throw new UsageError(`${file}: the file is empty`);
  const always = flags.from === ALWAYS;
  const fromMs = always ? undefined : momentFlag('--from', flags.from, 'beginning');
  const effectiveFrom = fromMs === undefined ? {} : { effectiveFrom: timestamp(fromMs) };
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  try {
    const request = { universeId: id, definition, note: flags.note, always, ...effectiveFrom };
    const { version, created } = await market.client.putUniverse(request);
    if (version === undefined) throw new Error('the answer has no version');
    out.document({ created, ...versionDocument(version) });
    const what = `${id}: version ${version.version}, in force ${sinceText(version)}`;
    out.line(created ? what : `${what}, says the same already`);
    return 0;
  } finally {
    await market.close();
  }
}
