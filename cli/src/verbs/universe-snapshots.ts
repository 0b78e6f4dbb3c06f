import { hash, hex } from '@cream/domain';
import { openMarketData } from '../data/open-market-data.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTime } from '../print/iso-time.js';
import { counted, resolutionDocument, resolutionLines } from '../print/universe.js';

export interface UniverseSnapshotsFlags {
  readonly dataDir: string;
  readonly hash?: string;
  readonly limit: number;
  readonly excluded?: boolean;
}

/** `cream universe snapshots`: resolutions that were written down, or one of them in full. */
export async function universeSnapshots(
  id: string | undefined,
  flags: UniverseSnapshotsFlags,
  out: Output,
): Promise<number> {
  const wanted = flags.hash === undefined ? undefined : hashOf(flags.hash);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    if (wanted !== undefined) {
      const { resolution, takenAt } = await market.client.getUniverseSnapshot({ hash: hash(wanted) });
      if (resolution === undefined) throw new Error('the answer has no resolution');
      out.document({ ...resolutionDocument(resolution), takenAt: isoTime(takenAt) });
      for (const line of resolutionLines(resolution, flags.excluded === true)) out.line(line);
      return 0;
    }
    const { snapshots } = await market.client.listUniverseSnapshots({ universeId: id ?? '', limit: flags.limit });
    const lines = snapshots.map(({ universeId, version, asOf, takenAt, members, exclusions, hash: digest }) => {
      const [at, taken, text] = [isoTime(asOf), isoTime(takenAt), hex(digest?.sha256 ?? new Uint8Array())];
      return { universe: universeId, version, asOf: at, takenAt: taken, members, exclusions, hash: text };
    });
    out.document({ snapshots: lines });
    if (lines.length === 0) out.line('No snapshots.');
    for (const one of lines) {
      const about = `version ${one.version}, ${counted(one.members, 'member')}`;
      out.line(`${one.universe.padEnd(12)}  ${one.asOf}  ${about}, taken ${one.takenAt}  ${one.hash}`);
    }
    return 0;
  } finally {
    await market.close();
  }
}

function hashOf(text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  throw new UsageError(`--hash ${shown(text)} is not a hash: copy the 64 digits that cream universe snapshots shows`);
}
