import { create } from '@bufbuild/protobuf';
import { canonicalBytes, hash, sha256, timestamp, wire } from '@cream/domain';
import {
  type UniverseInput,
  UniverseInputSchema,
  type UniverseResolution,
  UniverseResolutionSchema,
  type UniverseSnapshot,
  UniverseSnapshotSchema,
  type UniverseVersion,
  UniverseVersionSchema,
} from '@cream/proto/market';
import type { HeldInput } from '../adapters/store/universe-inputs.js';
import type { SnapshotLine } from '../adapters/store/universe-snapshots.js';
import { BEGINNING_MS } from '../app/instruments.js';
import type { StoredVersion } from '../app/universe/universe-records.js';
import type { Resolved } from '../app/universe/universe-resolver.js';
import { toWireDate } from '../calendar/civil-date.js';

export function toWireVersion(version: StoredVersion): UniverseVersion {
  return create(UniverseVersionSchema, {
    universeId: version.universe,
    version: version.version,
    ...(version.effectiveMs === BEGINNING_MS ? {} : { effectiveFrom: timestamp(version.effectiveMs) }),
    createdAt: timestamp(version.createdMs),
    note: version.note,
    definition: version.definition,
    hash: hash(version.hash),
  });
}

/** A resolution with its hash. */
export function toWireResolution(universeId: string, asOfMs: number, resolved: Resolved): UniverseResolution {
  const { version, members, exclusions } = resolved;
  const resolution = create(UniverseResolutionSchema, {
    universeId,
    version: version?.version ?? 0,
    ...(version && { definition: hash(version.hash) }),
    asOf: timestamp(asOfMs),
    members: members.map(({ symbol, score, sector }) => ({
      symbol,
      ...(score && { score: wire(score) }),
      sector: sector ?? '',
    })),
    exclusions: [...exclusions],
  });
  resolution.hash = hash(sha256(canonicalBytes(UniverseResolutionSchema, resolution)));
  return resolution;
}

export function toWireSnapshot({ asOfMs, takenMs, universe, hash: digest, ...line }: SnapshotLine): UniverseSnapshot {
  return create(UniverseSnapshotSchema, {
    ...line,
    universeId: universe,
    asOf: timestamp(asOfMs),
    takenAt: timestamp(takenMs),
    hash: hash(digest),
  });
}

export function toWireInput({ kind, id, rows, firstDay, lastDay }: HeldInput): UniverseInput {
  return create(UniverseInputSchema, { kind, id, rows, first: toWireDate(firstDay), last: toWireDate(lastDay) });
}
