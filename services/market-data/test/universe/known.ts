import { Decimal } from '@cream/domain';
import { UniverseExclusion_Reason as Reason } from '@cream/proto/market';
import type { Definition } from '../../src/app/universe/definition.js';
import type { Exclusion } from '../../src/app/universe/exclusion.js';
import type { KnownThen, SymbolRecord } from '../../src/app/universe/known-then.js';
import { readDefinition } from '../../src/app/universe/read-definition.js';
import type { Sector } from '../../src/app/universe/sectors.js';

export const AS_OF_MS = Date.parse('2016-03-01T21:00:00Z');

/** What a story says about a symbol; the rest is ordinary. */
export interface Told {
  readonly standing?: SymbolRecord['standing'];
  readonly stale?: boolean;
  /** Of finished sessions, oldest first; the last is the price. */
  readonly closes?: readonly (number | string)[];
  readonly volumes?: readonly number[];
  readonly sector?: Sector;
  readonly marketCap?: number | string;
}

export function record({ standing = 'tradable', stale = false, closes = [10], ...told }: Told = {}): SymbolRecord {
  const prices = closes.map((close) => new Decimal(close));
  return {
    standing,
    stale,
    newestEndMs: AS_OF_MS,
    price: prices.at(-1) ?? new Decimal(10),
    closes: prices,
    volumes: (told.volumes ?? closes.map(() => 1_000)).map((volume) => new Decimal(volume)),
    sector: told.sector,
    marketCap: told.marketCap === undefined ? undefined : new Decimal(told.marketCap),
  };
}

export interface KnownParts {
  readonly symbols?: Readonly<Record<string, Told>>;
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  readonly funds?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly universes?: Readonly<Record<string, readonly string[]>>;
  /** New names by old; undefined: nobody's any more. */
  readonly renamed?: Readonly<Record<string, string | undefined>>;
}

export function known({ symbols = {}, indexes = {}, funds = {}, universes = {}, renamed = {} }: KnownParts): KnownThen {
  const nameOf = (symbol: string) => (symbol in renamed ? renamed[symbol] : symbol);
  const named = (listed: string) => ({ listed, symbol: nameOf(listed) });
  return {
    asOfMs: AS_OF_MS,
    records: new Map(Object.entries(symbols).map(([symbol, told]) => [symbol, record(told)])),
    indexes: new Map(Object.entries(indexes).map(([id, members]) => [id, members.map(named)])),
    funds: new Map(
      Object.entries(funds).map(([fund, weights]) => [
        fund,
        Object.entries(weights).map(([listed, weight]) => ({ ...named(listed), weight: new Decimal(weight) })),
      ]),
    ),
    universes: new Map(Object.entries(universes)),
    nameOf,
  };
}

/** A definition as people write it. */
export const defined = (definition: unknown): Definition => readDefinition(JSON.stringify(definition));

/** `MSFT PRICE 3, at least 5 (filters.price)` */
export const said = ({ symbol, reason, observed, limit, rule }: Exclusion) =>
  `${symbol} ${Reason[reason]} ${observed}, ${limit} (${rule})`;
