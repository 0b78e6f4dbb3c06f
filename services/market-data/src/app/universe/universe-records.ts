import type { InstrumentFact } from './market-cap.js';
import type { NameInTime } from './names-in-time.js';

/** A version of a definition as it is stored. Times are UTC milliseconds. */
export interface StoredVersion {
  readonly universe: string;
  readonly version: number;
  /** In force from here on until the next version is. */
  readonly effectiveMs: number;
  readonly createdMs: number;
  readonly note: string;
  /** JSON with every default written out, and its SHA-256. */
  readonly definition: string;
  readonly hash: Uint8Array;
}

/** A symbol's membership of an index: from inclusive, to exclusive, UTC milliseconds. */
export interface MemberSpell {
  readonly symbol: string;
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

/** What a fund held at the end of a date. Weights are decimal texts, ratios. */
export interface HoldingsAt {
  readonly visibleMs: number;
  readonly holdings: readonly { readonly symbol: string; readonly weight: string }[];
}

/** What is stored about universes, asked for as it was known at a time. */
export interface UniverseRecords {
  /** Every version of every universe, those of one in their order. */
  versions(): Promise<readonly StoredVersion[]>;
  /** Spells of an index that had begun by then; none when nothing was known of it. */
  spellsBegun(indexId: string, asOfMs: number): Promise<readonly MemberSpell[]>;
  /** The holdings of the latest date that were visible by then. */
  newestHoldings(fund: string, asOfMs: number): Promise<HoldingsAt | undefined>;
  /** What had become known by then under any of some names in their times. */
  factsOf(names: readonly NameInTime[], asOfMs: number): Promise<readonly InstrumentFact[]>;
}

/** Of the versions of one universe the one in force at a time. */
export function versionInForce(versions: readonly StoredVersion[], atMs: number): StoredVersion | undefined {
  return versions.findLast(({ effectiveMs }) => effectiveMs <= atMs);
}
