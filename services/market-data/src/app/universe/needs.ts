import type { Definition, Filters, Source } from './definition.js';
import { sessionsOf } from './measures.js';

/** What has to be known to answer a definition. */
export interface Needs {
  readonly symbols: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
  readonly funds: ReadonlySet<string>;
  readonly universes: ReadonlySet<string>;
  /** Every symbol that can be traded is looked at. */
  readonly everything: boolean;
  /** Finished sessions of each symbol. */
  readonly sessions: number;
  /** Sectors or capitalisations are asked for. */
  readonly facts: boolean;
}

export function needsOf({ source, filters, rank, sectorCaps }: Definition): Needs {
  const leaves = leavesOf(source);
  const all = [filters, ...leaves.map((leaf) => (leaf.kind === 'screener' ? leaf.filters : undefined))];
  const windows = all.flatMap((one) => [one?.averageVolume?.sessions ?? 0, one?.averageDollarVolume?.sessions ?? 0]);
  return {
    symbols: new Set(leaves.flatMap((leaf) => (leaf.kind === 'static' ? leaf.symbols : []))),
    indexes: new Set(leaves.flatMap((leaf) => (leaf.kind === 'index' ? leaf.index : []))),
    funds: new Set(leaves.flatMap((leaf) => (leaf.kind === 'holdings' ? leaf.fund : []))),
    universes: referredTo(source),
    everything: leaves.some(({ kind }) => kind === 'screener'),
    sessions: Math.max(0, ...windows, rank === undefined ? 0 : sessionsOf(rank)),
    facts: all.some(asksForFacts) || sectorCaps !== undefined || rank?.by === 'marketCap',
  };
}

/** Ids of the universes a source names. */
export function referredTo(source: Source): ReadonlySet<string> {
  return new Set(leavesOf(source).flatMap((leaf) => (leaf.kind === 'universe' ? leaf.id : [])));
}

type Leaf = Exclude<Source, { readonly of: readonly Source[] }>;

function leavesOf(source: Source): readonly Leaf[] {
  return 'of' in source ? source.of.flatMap(leavesOf) : [source];
}

function asksForFacts(filters: Filters | undefined): boolean {
  return filters?.marketCap !== undefined || filters?.sectors !== undefined;
}
