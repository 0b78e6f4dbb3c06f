import { hex, timestamp } from '@cream/domain';
import { DirectoryInUseError } from '@cream/storage';
import { openMarketData } from '../data/open-market-data.js';
import { StoppedError } from '../failure.js';
import type { Output } from '../output.js';
import { isoTime } from '../print/iso-time.js';
import { resolutionDocument, resolutionLines } from '../print/universe.js';
import { momentFlag } from '../universe/moment.js';

export interface UniverseResolveFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly asOf?: string;
  readonly save: boolean;
  readonly excluded?: boolean;
}

/** `cream universe resolve`: which symbols a universe held, with nothing that became known later. Writes the answer down. */
export async function universeResolve(id: string, flags: UniverseResolveFlags, out: Output): Promise<number> {
  const asOf = timestamp(momentFlag('--as-of', flags.asOf, 'end') ?? Date.now());
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: !flags.save, data: flags.data }).catch(
    (error: unknown) => {
      if (!(error instanceof DirectoryInUseError)) throw error;
      throw new StoppedError(error.code, `${error.message}: wait for it, end it, or only look with --no-save`);
    },
  );
  try {
    const request = { universeId: id, asOf };
    const taken = flags.save ? await market.client.takeUniverseSnapshot(request) : undefined;
    const resolution = taken?.resolution ?? (await market.client.resolveUniverse(request)).resolution;
    if (resolution === undefined) throw new Error('the answer has no resolution');
    const differsFrom = taken?.differsFrom === undefined ? null : hex(taken.differsFrom.sha256);
    out.document({
      ...resolutionDocument(resolution),
      saved: taken === undefined ? null : { takenAt: isoTime(taken.takenAt), created: taken.created, differsFrom },
    });
    for (const line of resolutionLines(resolution, flags.excluded === true)) out.line(line);
    if (differsFrom !== null) {
      out.line(`An earlier snapshot of this time says otherwise: ${differsFrom}. The past was imported since.`);
    }
    return 0;
  } finally {
    await market.close();
  }
}
