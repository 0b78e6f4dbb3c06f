import { fromBinary } from '@bufbuild/protobuf';
import { canonicalBytes, millis } from '@cream/domain';
import { type UniverseResolution, UniverseResolutionSchema } from '@cream/proto/market';
import { blob, int, type Row, text } from '@cream/storage';
import type { MarketStore } from './market-store.js';

const DEFAULT_LIMIT = 100;

/** A stored resolution. */
export interface StoredSnapshot {
  readonly resolution: UniverseResolution;
  readonly takenMs: number;
}

/** A stored resolution as it is listed. */
export interface SnapshotLine {
  readonly universe: string;
  readonly version: number;
  readonly asOfMs: number;
  readonly takenMs: number;
  readonly members: number;
  readonly exclusions: number;
  readonly hash: Uint8Array;
}

export interface TakenSnapshot extends StoredSnapshot {
  readonly created: boolean;
  /** Hash of the newest other snapshot of the same universe and time. */
  readonly differsFrom: Uint8Array | undefined;
}

/** Resolutions that were written down, each once. */
export class UniverseSnapshots {
  constructor(
    private readonly store: MarketStore,
    private readonly now: () => number,
  ) {}

  /** Stores a resolution unless it is there. */
  take(resolution: UniverseResolution): Promise<TakenSnapshot> {
    return this.store.exclusively(async (database) => {
      const { universeId, version, members, exclusions } = resolution;
      const hash = resolution.hash?.sha256 ?? new Uint8Array();
      const asOfMs = millis(resolution.asOf, 'as_of');
      const known = 'SELECT taken_ms FROM universe_snapshots WHERE hash = ?';
      const takenBefore = await database.get(known, [hash], (row) => int(row, 'taken_ms'));
      const other = `SELECT hash FROM universe_snapshots WHERE universe = ? AND as_of_ms = ? AND hash <> ?
                     ORDER BY taken_ms DESC LIMIT 1`;
      const differsFrom = await database.get(other, [universeId, asOfMs, hash], (row) => blob(row, 'hash'));
      if (takenBefore !== undefined) return { resolution, takenMs: takenBefore, created: false, differsFrom };
      const takenMs = this.now();
      await database.run('INSERT INTO universe_snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        ...[hash, universeId, version, asOfMs, takenMs, members.length, exclusions.length],
        canonicalBytes(UniverseResolutionSchema, resolution),
      ]);
      return { resolution, takenMs, created: true, differsFrom };
    });
  }

  /** Newest asked time first. @param universe empty: of all @param limit at most so many; 0 means 100 */
  list(universe: string, limit: number): Promise<SnapshotLine[]> {
    const sql = `SELECT hash, universe, version, as_of_ms, taken_ms, members, exclusions FROM universe_snapshots
                 WHERE ? IN ('', universe) ORDER BY as_of_ms DESC, universe, taken_ms DESC LIMIT ?`;
    return this.store.rows(sql, [universe, limit || DEFAULT_LIMIT], toLine);
  }

  async find(hash: Uint8Array): Promise<StoredSnapshot | undefined> {
    const sql = 'SELECT resolution, taken_ms FROM universe_snapshots WHERE hash = ?';
    const [found] = await this.store.rows(sql, [hash], (row) => ({
      resolution: fromBinary(UniverseResolutionSchema, blob(row, 'resolution')),
      takenMs: int(row, 'taken_ms'),
    }));
    return found;
  }
}

function toLine(row: Row): SnapshotLine {
  return {
    universe: text(row, 'universe'),
    version: int(row, 'version'),
    asOfMs: int(row, 'as_of_ms'),
    takenMs: int(row, 'taken_ms'),
    members: int(row, 'members'),
    exclusions: int(row, 'exclusions'),
    hash: blob(row, 'hash'),
  };
}
