import type { Decimal } from '@cream/domain';
import { compareText } from '../compare-text.js';
import { candidatesOf } from './candidates.js';
import type { Definition, Rank, SectorCaps } from './definition.js';
import { type Exclusion, Reason, sortedExclusions } from './exclusion.js';
import { failedFilters } from './filters.js';
import type { KnownThen, SymbolRecord } from './known-then.js';
import { scoreOf, sessionsOf } from './measures.js';
import { ranked, type Scored } from './ranking.js';
import type { Sector } from './sectors.js';

export interface Member {
  readonly symbol: string;
  readonly score: Decimal | undefined;
  readonly sector: Sector | undefined;
}

export interface Selection {
  /** Best rank first; without a ranking in the order of the symbols. */
  readonly members: readonly Member[];
  /** In the order of the symbols. Every symbol that was looked at is a member or has a line here, never both. */
  readonly exclusions: readonly Exclusion[];
}

interface Standing {
  readonly symbol: string;
  readonly record: SymbolRecord;
}

/**
 * The members of a universe: its source, without what cannot be traded or is excluded, filtered, ranked, sectors capped from
 * the best rank on, and cut off after the last place.
 * @throws UnknownSourceError
 */
export function selectMembers(definition: Definition, known: KnownThen): Selection {
  const { filters, rank, sectorCaps } = definition;
  const { symbols, exclusions } = candidatesOf(definition.source, known, 'source');
  const out: Exclusion[] = [...exclusions];
  const left: Standing[] = [];
  const excluded = new Set(definition.exclude.map((symbol) => known.nameOf(symbol)));
  for (const symbol of [...symbols].sort(compareText)) {
    const record = known.records.get(symbol);
    const why = excluded.has(symbol) ? EXCLUDED : objection(record, definition.allowStale);
    if (why !== undefined) out.push({ symbol, ...why });
    else if (record !== undefined) {
      const failed = failedFilters(symbol, record, filters, 'filters');
      out.push(...failed);
      if (failed.length === 0) left.push({ symbol, record });
    }
  }
  const members = rank === undefined ? left.map(unranked) : placed(left, rank, sectorCaps, out);
  return { members, exclusions: sortedExclusions(out) };
}

type Objection = Omit<Exclusion, 'symbol'>;

const EXCLUDED: Objection = { reason: Reason.EXCLUDED, observed: 'named', limit: 'not named', rule: 'exclude' };

function objection(record: SymbolRecord | undefined, allowStale: boolean): Objection | undefined {
  const rule = 'source';
  if (record === undefined) return { reason: Reason.NOT_HELD, observed: 'no bar', limit: 'a bar', rule };
  if (record.standing === 'context') {
    return { reason: Reason.CONTEXT_ONLY, observed: 'context only', limit: 'can be traded', rule };
  }
  if (record.standing === 'delisted') {
    return { reason: Reason.DELISTED, observed: 'delisted', limit: 'can be traded', rule };
  }
  if (!record.stale || allowStale) return undefined;
  const observed = `newest bar ended ${new Date(record.newestEndMs).toISOString()}`;
  return { reason: Reason.STALE_PRICE, observed, limit: 'no full session without a bar', rule: 'allowStale' };
}

function unranked({ symbol, record }: Standing): Member {
  return { symbol, score: undefined, sector: record.sector };
}

/** Ranks, caps sectors and cuts off; says in `out` who falls out where. */
function placed(left: readonly Standing[], rank: Rank, caps: SectorCaps | undefined, out: Exclusion[]): Member[] {
  const scored: (Standing & Scored)[] = [];
  for (const one of left) {
    const score = scoreOf(one.record, rank);
    if (score === undefined) out.push({ symbol: one.symbol, ...unscored(one.record, rank) });
    else scored.push({ ...one, score });
  }
  const members: Member[] = [];
  const inSector = new Map<Sector, number>();
  for (const { symbol, score, record } of ranked(scored, rank.order)) {
    const { sector } = record;
    const why = caps === undefined ? undefined : overCap(sector, caps, inSector);
    if (why !== undefined) out.push({ symbol, ...why });
    else if (rank.top !== undefined && members.length >= rank.top) {
      const limit = `the first ${rank.top} by ${rank.by}`;
      out.push({ symbol, reason: Reason.RANK, observed: score.toFixed(), limit, rule: 'rank.top' });
    } else {
      members.push({ symbol, score, sector });
      if (sector !== undefined) inSector.set(sector, (inSector.get(sector) ?? 0) + 1);
    }
  }
  return members;
}

function overCap(
  sector: Sector | undefined,
  { each, of }: SectorCaps,
  inSector: ReadonlyMap<Sector, number>,
): Objection | undefined {
  const rule = 'sectorCaps';
  if (sector === undefined) {
    return { reason: Reason.UNKNOWN_SECTOR, observed: 'unknown', limit: 'a known one', rule };
  }
  const cap = of[sector] ?? each;
  if (cap === undefined || (inSector.get(sector) ?? 0) < cap) return undefined;
  return { reason: Reason.SECTOR_CAP, observed: `${sector} is full`, limit: `${cap} of ${sector}`, rule };
}

function unscored(record: SymbolRecord, rank: Rank): Objection {
  if (rank.by === 'marketCap') {
    return { reason: Reason.UNKNOWN_MARKET_CAP, observed: 'unknown', limit: 'a known one', rule: 'rank' };
  }
  const observed = `${record.closes.length} finished sessions`;
  return { reason: Reason.SHORT_HISTORY, observed, limit: `at least ${sessionsOf(rank)}`, rule: 'rank' };
}
