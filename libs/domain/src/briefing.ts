import { create } from '@bufbuild/protobuf';
import type { Mode } from '@cream/proto/common';
import { type Briefing, BriefingSchema, type Fact } from '@cream/proto/knowledge';
import type { Portfolio } from '@cream/proto/portfolio';
import { canonicalBytes } from './canonical.js';
import { hash, sha256, type WireHash } from './hash.js';
import { type Timestamp, timestamp } from './time.js';

export interface BriefingParts {
  readonly cycleId: string;
  readonly mode: Mode;
  readonly asOf: Timestamp | number;
  readonly symbols: readonly string[];
  readonly facts: readonly Fact[];
  readonly portfolio: Portfolio;
  readonly limitsVersion: string;
  readonly configHash: WireHash | Uint8Array;
}

/** Everything a cycle may know, with its hash: facts ordered by subject, kind and id, each once. */
export function sealBriefing(parts: BriefingParts): Briefing {
  const briefing: Briefing = {
    $typeName: 'cream.knowledge.v1.Briefing',
    cycleId: parts.cycleId,
    mode: parts.mode,
    asOf: typeof parts.asOf === 'number' ? timestamp(parts.asOf) : parts.asOf,
    symbols: [...parts.symbols],
    facts: inOrder(parts.facts),
    portfolio: parts.portfolio,
    limitsVersion: parts.limitsVersion,
    configHash: parts.configHash instanceof Uint8Array ? hash(parts.configHash) : parts.configHash,
  };
  const unsealed = canonicalBytes(BriefingSchema, briefing);
  briefing.hash = hash(sha256(unsealed));
  // The hash is the last field, so what was hashed, followed by it, is what the encoder would write.
  const seal = canonicalBytes(BriefingSchema, create(BriefingSchema, { hash: briefing.hash }));
  sealedBytes.set(briefing, Buffer.concat([unsealed, seal]));
  return briefing;
}

const sealedBytes = new WeakMap<Briefing, Uint8Array>();

/** The canonical bytes of a briefing, hash included: of one sealed in this process the very bytes that were hashed. */
export function briefingBytes(briefing: Briefing): Uint8Array {
  return sealedBytes.get(briefing) ?? canonicalBytes(BriefingSchema, briefing);
}

/** SHA-256 over the canonical bytes with `hash` left empty: what `briefing.hash` must be. */
export function briefingHash(briefing: Briefing): Uint8Array {
  const { hash: _, ...unsealed } = briefing;
  return sha256(canonicalBytes(BriefingSchema, unsealed));
}

function inOrder(facts: readonly Fact[]): Fact[] {
  const once = new Map<string, Fact>();
  for (const fact of facts) once.set(fact.id, fact);
  return [...once.values()].sort(bySubjectKindId);
}

/** Plain code-unit order, the same on every machine whatever its locale. */
function bySubjectKindId(a: Fact, b: Fact): number {
  return compare(a.subject, b.subject) || compare(a.kind, b.kind) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
