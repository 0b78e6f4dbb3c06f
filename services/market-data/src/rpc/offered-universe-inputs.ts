import { millis } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import type { ConstituentSpell, FundHoldings, InstrumentFact as WireFact } from '@cream/proto/market';
import type { OfferedHoldings } from '../adapters/store/holdings-import.js';
import type { InstrumentFact } from '../app/universe/market-cap.js';
import { SECTORS, type Sector, sectorOf } from '../app/universe/sectors.js';
import type { MemberSpell } from '../app/universe/universe-records.js';
import { newYorkMidnight } from '../calendar/new-york-clock.js';
import { dayOfField } from './answers.js';

/** @throws ConnectError INVALID_ARGUMENT naming the field, also for spells of one symbol that overlap */
export function offeredSpells(spells: readonly ConstituentSpell[]): MemberSpell[] {
  const bySymbol = new Map<string, (MemberSpell & { index: number })[]>();
  const offered = spells.map(({ symbol, from, to }, index) => {
    const field = (name: string) => `spells[${index}].${name}`;
    const [fromDay = 0, toDay] = [dayOfField(field('from'), from), dayOfField(field('to'), to)];
    if (toDay !== undefined && toDay <= fromDay) throw invalidArgument(field('to'), 'must lie after from');
    const spell = {
      symbol,
      fromMs: newYorkMidnight(fromDay),
      toMs: toDay === undefined ? undefined : newYorkMidnight(toDay),
    };
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), { ...spell, index }]);
    return spell;
  });
  for (const [symbol, all] of bySymbol) {
    const inOrder = all.toSorted((a, b) => a.fromMs - b.fromMs);
    for (const [i, { index, fromMs }] of inOrder.entries()) {
      const before = inOrder[i - 1];
      if (before === undefined || (before.toMs ?? Number.POSITIVE_INFINITY) <= fromMs) continue;
      throw invalidArgument(`spells[${index}]`, `${symbol} overlaps spells[${before.index}]`);
    }
  }
  return offered;
}

/** @throws ConnectError INVALID_ARGUMENT naming the field */
export function offeredHoldings(dates: readonly FundHoldings[]): OfferedHoldings[] {
  return dates.map(({ date, publishedAt, holdings }, i) => {
    const day = dayOfField(`dates[${i}].date`, date) ?? 0;
    const visibleMs = publishedAt === undefined ? newYorkMidnight(day + 1) : millis(publishedAt);
    if (visibleMs < newYorkMidnight(day)) throw invalidArgument(`dates[${i}].published_at`, 'lies before the date');
    const seen = new Set<string>();
    const offered = holdings.map(({ symbol, weight }, k) => {
      if (seen.has(symbol)) throw invalidArgument(`dates[${i}].holdings[${k}].symbol`, `${symbol} is there twice`);
      seen.add(symbol);
      return { symbol, weight: weight?.value ?? '0' };
    });
    return { day, visibleMs, holdings: offered };
  });
}

/** @throws ConnectError INVALID_ARGUMENT naming the field */
export function offeredFacts(facts: readonly WireFact[]): InstrumentFact[] {
  return facts.map(({ symbol, knownAt, sector, sharesOutstanding, marketCap }, i) => {
    const known = sector === '' ? undefined : knownSector(sector, `facts[${i}].sector`);
    if (known === undefined && sharesOutstanding === undefined && marketCap === undefined) {
      throw invalidArgument(`facts[${i}]`, 'says nothing');
    }
    return {
      symbol,
      knownMs: millis(knownAt, `facts[${i}].known_at`),
      sector: known,
      sharesOutstanding: sharesOutstanding?.value,
      marketCap: marketCap?.value,
    };
  });
}

function knownSector(name: string, field: string): Sector {
  const sector = sectorOf(name);
  if (sector !== undefined) return sector;
  throw invalidArgument(field, `${JSON.stringify(name)} is no GICS sector: choose from ${SECTORS.join(', ')}`);
}
