import { sha256 } from '@cream/domain';
import { BEGINNING_MS } from '../instruments.js';
import { circleOf } from './circle.js';
import { referredTo } from './needs.js';
import { DefinitionError, definitionText, readDefinition } from './read-definition.js';
import { type StoredVersion, versionInForce } from './universe-records.js';
import { ALL_TRADABLE } from './universe-resolver.js';

/** A definition as it is offered. */
export interface OfferedDefinition {
  readonly universe: string;
  readonly definition: string;
  /** From when on it is to hold: a time, always, or undefined for the first version always and a later one from now on. */
  readonly effective: number | 'always' | undefined;
  readonly note: string;
}

/** A field of an offered definition that cannot be accepted. */
export class OfferError extends Error {
  override readonly name = 'OfferError';

  constructor(
    readonly field: 'universe_id' | 'definition' | 'effective_from' | 'always',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The version that an offered definition makes of its universe; undefined when the newest one says the same already.
 * @param versions every stored version of every universe
 * @throws DefinitionError, OfferError
 */
export function nextVersion(
  offered: OfferedDefinition,
  versions: readonly StoredVersion[],
  nowMs: number,
): StoredVersion | undefined {
  const { universe, note, effective } = offered;
  if (universe === ALL_TRADABLE) throw new OfferError('universe_id', `"${ALL_TRADABLE}" needs no definition`);
  const read = readDefinition(offered.definition);
  const definition = definitionText(read);
  const newest = versions.findLast((one) => one.universe === universe);
  const asked = effective === 'always' ? BEGINNING_MS : effective;
  if (newest?.definition === definition && (asked === undefined || asked === newest.effectiveMs)) return undefined;
  const effectiveMs = asked ?? (newest === undefined ? BEGINNING_MS : nowMs);
  if (newest !== undefined && effectiveMs < newest.effectiveMs) {
    const since = new Date(newest.effectiveMs).toISOString();
    const field = effective === 'always' ? 'always' : 'effective_from';
    throw new OfferError(field, `lies before version ${newest.version}, which is in force from ${since} on`);
  }
  checkReferences(universe, referredTo(read.source), versions, effectiveMs);
  const version = (newest?.version ?? 0) + 1;
  return { universe, version, effectiveMs, createdMs: nowMs, note, definition, hash: sha256(definition) };
}

function checkReferences(
  universe: string,
  references: ReadonlySet<string>,
  versions: readonly StoredVersion[],
  effectiveMs: number,
): void {
  const others = [...references].filter((id) => id !== ALL_TRADABLE);
  const circle = circleOf(universe, others, versions, effectiveMs);
  if (circle !== undefined) throw new DefinitionError('source', `refers to itself: ${circle.join(' → ')}`);
  for (const id of others) {
    const known = versions.filter((one) => one.universe === id);
    if (known.length === 0) throw new DefinitionError('source', `there is no universe "${id}"`);
    if (versionInForce(known, effectiveMs) === undefined) {
      const since = new Date(known[0]?.effectiveMs ?? 0).toISOString();
      throw new DefinitionError('source', `the universe "${id}" is in force only from ${since} on`);
    }
  }
}
