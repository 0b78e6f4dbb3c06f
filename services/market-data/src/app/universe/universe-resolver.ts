import { Decimal } from '@cream/domain';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { Instruments } from '../instruments.js';
import type { SeriesCatalog } from '../series-catalog.js';
import { UnknownSourceError } from './candidates.js';
import type { KnownHolding, KnownThen, NamedSymbol } from './known-then.js';
import { nameOfListed, nameSince } from './names-in-time.js';
import { type Needs, needsOf } from './needs.js';
import { type Selection, selectMembers } from './select-members.js';
import { storedDefinition } from './stored-definition.js';
import { SymbolRecords } from './symbol-records.js';
import { type StoredVersion, type UniverseRecords, versionInForce } from './universe-records.js';

/** Every tradable symbol held: needs no definition. */
export const ALL_TRADABLE = 'all';

const NOTHING = new Instruments([], [], []);

/** A universe that is not defined, or was not yet in force. */
export class UnknownUniverseError extends Error {
  override readonly name = 'UnknownUniverseError';
}

/** What a universe came to, and by which version. */
export interface Resolved extends Selection {
  /** Undefined for "all". */
  readonly version: StoredVersion | undefined;
}

/** One question, on its way through the universes that refer to each other. */
interface Asked {
  readonly asOfMs: number;
  readonly byUniverse: ReadonlyMap<string, readonly StoredVersion[]>;
  readonly resolved: Map<string, Resolved>;
  readonly path: readonly string[];
}

/** Says which symbols a universe held at a time, with nothing that became known later. */
export class UniverseResolver {
  private readonly symbols: SymbolRecords;

  constructor(
    private readonly catalog: SeriesCatalog,
    calendar: TradingCalendar,
    private readonly records: UniverseRecords,
  ) {
    this.symbols = new SymbolRecords(catalog, calendar, records);
  }

  /**
   * @throws UnknownUniverseError when it was not in force then
   * @throws UnknownSourceError when nothing was known then of an index, a fund or a universe it names
   */
  async resolve(universe: string, asOfMs: number): Promise<Resolved> {
    if (universe === ALL_TRADABLE) return { ...this.all(asOfMs), version: undefined };
    const byUniverse = Map.groupBy(await this.records.versions(), (one) => one.universe);
    return this.resolveOne(universe, { asOfMs, byUniverse, resolved: new Map(), path: [] });
  }

  private async resolveOne(universe: string, asked: Asked): Promise<Resolved> {
    const { asOfMs, byUniverse, resolved, path } = asked;
    if (path.includes(universe)) {
      throw new UnknownSourceError(`universes refer to each other, ${[...path, universe].join(' → ')},`, asOfMs);
    }
    const before = resolved.get(universe);
    if (before !== undefined) return before;
    const version = versionInForce(byUniverse.get(universe) ?? [], asOfMs);
    if (version === undefined) throw unknown(universe, asOfMs, byUniverse);
    const definition = storedDefinition(version);
    const needs = needsOf(definition);
    const universes = new Map<string, readonly string[]>();
    for (const id of needs.universes) {
      const further = { ...asked, path: [...path, universe] };
      const { members } = id === ALL_TRADABLE ? this.all(asOfMs) : await this.resolveOne(id, further);
      const symbols = members.map(({ symbol }) => symbol);
      universes.set(id, symbols);
    }
    const result = { ...selectMembers(definition, await this.known(needs, universes, asOfMs)), version };
    resolved.set(universe, result);
    return result;
  }

  private all(asOfMs: number): Selection {
    const symbols = this.catalog.tradableAt(asOfMs);
    return {
      members: symbols.map((symbol) => ({ symbol, score: undefined, sector: undefined })),
      exclusions: [],
    };
  }

  private async known(
    needs: Needs,
    universes: ReadonlyMap<string, readonly string[]>,
    asOfMs: number,
  ): Promise<KnownThen> {
    const instruments = this.catalog.store?.instruments ?? NOTHING;
    const indexes = new Map<string, readonly NamedSymbol[]>();
    for (const id of needs.indexes) {
      const begun = await this.records.spellsBegun(id, asOfMs);
      const members = begun.filter(({ toMs }) => toMs === undefined || asOfMs < toMs);
      const named = members.map(({ symbol, fromMs }) => {
        return { listed: symbol, symbol: nameSince(instruments, symbol, fromMs, asOfMs) };
      });
      if (begun.length > 0) indexes.set(id, named);
    }
    const funds = new Map<string, readonly KnownHolding[]>();
    for (const fund of needs.funds) {
      const newest = await this.records.newestHoldings(fund, asOfMs);
      const held = newest?.holdings.map(({ symbol, weight }) => {
        const name = nameSince(instruments, symbol, newest.visibleMs, asOfMs);
        return { listed: symbol, symbol: name, weight: new Decimal(weight) };
      });
      if (held !== undefined) funds.set(fund, held);
    }
    const nameOf = (symbol: string) => nameOfListed(instruments, symbol, asOfMs);
    const named = [...indexes.values(), ...funds.values()].flat();
    const wanted = [
      ...[...needs.symbols].flatMap((symbol) => nameOf(symbol) ?? []),
      ...named.flatMap(({ symbol }) => symbol ?? []),
      ...[...universes.values()].flat(),
      ...(needs.everything ? this.catalog.symbolsAt(asOfMs) : []),
    ];
    return { asOfMs, records: await this.symbols.of(wanted, asOfMs, needs), indexes, funds, universes, nameOf };
  }
}

function unknown(
  universe: string,
  asOfMs: number,
  byUniverse: ReadonlyMap<string, readonly StoredVersion[]>,
): UnknownUniverseError {
  const inForce = [...byUniverse].filter(([, versions]) => versionInForce(versions, asOfMs) !== undefined);
  const known = [ALL_TRADABLE, ...inForce.map(([id]) => id)].map((id) => `"${id}"`);
  const text = known.length === 1 ? `known is ${known.join()}` : `known are ${known.join(', ')}`;
  const at = new Date(asOfMs).toISOString();
  return new UnknownUniverseError(`unknown universe ${JSON.stringify(universe)} at ${at}; ${text}`);
}
