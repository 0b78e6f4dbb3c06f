import { canonicalText } from '@cream/domain';
import { compareText } from '../compare-text.js';
import type { Source } from './definition.js';
import { type Exclusion, Reason } from './exclusion.js';
import { failedFilters } from './filters.js';
import type { KnownThen, NamedSymbol } from './known-then.js';

/** The symbols a source gives, and those it looked at and does not give. */
export interface Candidates {
  readonly symbols: ReadonlySet<string>;
  readonly exclusions: readonly Exclusion[];
}

/** A source that cannot be answered with what was known then: whatever it held would be a guess. */
export class UnknownSourceError extends Error {
  override readonly name = 'UnknownSourceError';

  constructor(text: string, asOfMs: number) {
    super(`${text} at ${new Date(asOfMs).toISOString()}`);
  }
}

/**
 * The symbols of a source as they were known. Union and intersection are those of sets: commutative, associative, idempotent.
 * @param rule where the source stands in the definition
 * @throws UnknownSourceError for an index or a fund of which nothing was known then
 */
export function candidatesOf(source: Source, known: KnownThen, rule: string): Candidates {
  switch (source.kind) {
    case 'static':
      return listed(
        source.symbols.map((symbol) => ({ listed: symbol, symbol: known.nameOf(symbol) })),
        rule,
      );
    case 'index': {
      const members = known.indexes.get(source.index);
      if (members === undefined) {
        throw new UnknownSourceError(`no constituents of the index ${source.index} were known`, known.asOfMs);
      }
      return listed(members, rule);
    }
    case 'holdings':
      return holdings(source, known, rule);
    case 'screener':
      return screened(source, known, rule);
    case 'universe':
      return referred(source.id, known);
    case 'union':
      return union(partsOf(source.of, known, rule));
    case 'intersection':
      return intersection(source.of, partsOf(source.of, known, rule), rule);
  }
}

function listed(symbols: readonly NamedSymbol[], rule: string): Candidates {
  const found = new Set(symbols.flatMap(({ symbol }) => symbol ?? []));
  const gone = symbols.filter((one) => one.symbol === undefined && !found.has(one.listed));
  return { symbols: found, exclusions: gone.map((one) => renamedAway(one.listed, rule)) };
}

function referred(id: string, known: KnownThen): Candidates {
  const members = known.universes.get(id);
  if (members === undefined) throw new UnknownSourceError(`the universe ${id} was not in force`, known.asOfMs);
  return { symbols: new Set(members), exclusions: [] };
}

function holdings(
  { fund, minWeight, top }: Extract<Source, { kind: 'holdings' }>,
  known: KnownThen,
  rule: string,
): Candidates {
  const held = known.funds.get(fund);
  if (held === undefined) throw new UnknownSourceError(`no holdings of ${fund} were known`, known.asOfMs);
  const largest = held.toSorted((a, b) => b.weight.comparedTo(a.weight) || compareText(a.listed, b.listed));
  const symbols = new Set<string>();
  const exclusions: Exclusion[] = [];
  for (const [i, { listed: name, symbol, weight }] of largest.entries()) {
    const text = canonicalText(weight);
    if (symbol === undefined) exclusions.push(renamedAway(name, rule));
    else if (minWeight !== undefined && weight.lt(minWeight)) {
      exclusions.push(excluded(symbol, Reason.WEIGHT, text, `at least ${minWeight}`, `${rule}.minWeight`));
    } else if (top !== undefined && i >= top) {
      exclusions.push(excluded(symbol, Reason.HOLDINGS_TOP, `place ${i + 1}`, `the first ${top}`, `${rule}.top`));
    } else symbols.add(symbol);
  }
  return { symbols, exclusions: exclusions.filter(({ symbol }) => !symbols.has(symbol)) };
}

function screened({ filters }: Extract<Source, { kind: 'screener' }>, known: KnownThen, rule: string): Candidates {
  const symbols = new Set<string>();
  const exclusions: Exclusion[] = [];
  for (const [symbol, record] of known.records) {
    if (record.standing !== 'tradable') continue;
    const failed = filters === undefined ? [] : failedFilters(symbol, record, filters, `${rule}.filters`);
    if (failed.length === 0) symbols.add(symbol);
    else exclusions.push(...failed);
  }
  return { symbols, exclusions };
}

function partsOf(sources: readonly Source[], known: KnownThen, rule: string): Candidates[] {
  return sources.map((source, i) => candidatesOf(source, known, `${rule}.of[${i}]`));
}

function union(parts: readonly Candidates[]): Candidates {
  const symbols = new Set(parts.flatMap((part) => [...part.symbols]));
  const exclusions = parts.flatMap((part) => part.exclusions).filter(({ symbol }) => !symbols.has(symbol));
  return { symbols, exclusions };
}

function intersection(sources: readonly Source[], parts: readonly Candidates[], rule: string): Candidates {
  const seen = new Set(parts.flatMap((part) => [...part.symbols]));
  const symbols = new Set([...seen].filter((symbol) => parts.every((part) => part.symbols.has(symbol))));
  const missing = [...seen]
    .filter((symbol) => !symbols.has(symbol))
    .map((symbol) => {
      const lacking = sources.filter((_, i) => parts[i]?.symbols.has(symbol) !== true);
      const observed = `not in ${lacking.map(nameOfSource).join(', not in ')}`;
      return excluded(symbol, Reason.NOT_IN_EVERY_SOURCE, observed, 'in every source', rule);
    });
  return { symbols, exclusions: [...parts.flatMap((part) => part.exclusions), ...missing] };
}

function nameOfSource(source: Source): string {
  if (source.kind === 'index') return `index ${source.index}`;
  if (source.kind === 'holdings') return `holdings of ${source.fund}`;
  return source.kind === 'universe' ? `universe ${source.id}` : `the ${source.kind}`;
}

function renamedAway(symbol: string, rule: string): Exclusion {
  return excluded(symbol, Reason.NOT_HELD, 'its symbol went to another instrument', 'a symbol', rule);
}

function excluded(symbol: string, reason: Reason, observed: string, limit: string, rule: string): Exclusion {
  return { symbol, reason, observed, limit, rule };
}
