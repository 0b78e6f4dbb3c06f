import { blob, int, type Row, text } from '@cream/storage';
import { nextVersion, type OfferedDefinition } from '../../app/universe/universe-definitions.js';
import type { StoredVersion } from '../../app/universe/universe-records.js';
import type { MarketStore } from './market-store.js';

const ALL = 'SELECT * FROM universe_versions ORDER BY universe, version';

/** Definitions of universes, each version once. */
export class UniverseVersions {
  constructor(
    private readonly store: MarketStore,
    private readonly now: () => number,
  ) {}

  all(): Promise<readonly StoredVersion[]> {
    return this.store.rows(ALL, [], toVersion);
  }

  /**
   * Adds a version unless the newest one says the same.
   * @throws DefinitionError, OfferError
   */
  put(offered: OfferedDefinition): Promise<{ version: StoredVersion; created: boolean }> {
    return this.store.exclusively(async (database) => {
      const versions = await database.all(ALL, [], toVersion);
      const version = nextVersion(offered, versions, this.now());
      if (version !== undefined) {
        const { universe, effectiveMs, createdMs, note, definition, hash } = version;
        await database.run('INSERT INTO universe_versions VALUES (?, ?, ?, ?, ?, ?, ?)', [
          ...[universe, version.version, effectiveMs, createdMs, note, definition],
          hash,
        ]);
        return { version, created: true };
      }
      const newest = versions.findLast((one) => one.universe === offered.universe);
      if (newest === undefined) throw new Error(`${offered.universe} has no version to say the same`);
      return { version: newest, created: false };
    });
  }
}

function toVersion(row: Row): StoredVersion {
  return {
    universe: text(row, 'universe'),
    version: int(row, 'version'),
    effectiveMs: int(row, 'effective_ms'),
    createdMs: int(row, 'created_ms'),
    note: text(row, 'note'),
    definition: text(row, 'definition'),
    hash: blob(row, 'hash'),
  };
}
