import { referredTo } from './needs.js';
import { storedDefinition } from './stored-definition.js';
import type { StoredVersion } from './universe-records.js';

/**
 * How a definition would lead back to its own universe, as `["a", "b", "a"]`: by versions that are in force at or after the
 * time from which it is to hold. Undefined when it does not.
 */
export function circleOf(
  universe: string,
  references: Iterable<string>,
  versions: readonly StoredVersion[],
  fromMs: number,
): readonly string[] | undefined {
  const byUniverse = Map.groupBy(versions, (one) => one.universe);
  const seen = new Set<string>();
  const search = (ids: Iterable<string>, path: readonly string[]): readonly string[] | undefined => {
    for (const id of ids) {
      if (id === universe) return [...path, id];
      if (seen.has(id)) continue;
      seen.add(id);
      const found = search(referencesFrom(byUniverse.get(id) ?? [], fromMs), [...path, id]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(references, [universe]);
}

function referencesFrom(versions: readonly StoredVersion[], fromMs: number): Set<string> {
  const current = versions.filter((_, i) => (versions[i + 1]?.effectiveMs ?? Number.POSITIVE_INFINITY) > fromMs);
  return new Set(current.flatMap((one) => [...referredTo(storedDefinition(one).source)]));
}
