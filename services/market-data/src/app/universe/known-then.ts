import type { Decimal } from '@cream/domain';
import type { Sector } from './sectors.js';

/** What was known about a symbol that has bars at the asked time. */
export interface SymbolRecord {
  readonly standing: 'tradable' | 'context' | 'delisted';
  /** End of the newest bar, UTC milliseconds. */
  readonly newestEndMs: number;
  readonly stale: boolean;
  /** Close of the newest bar, dollars. */
  readonly price: Decimal;
  /** Closes and volumes of finished sessions, oldest first, in the units of the asked time: split-adjusted. */
  readonly closes: readonly Decimal[];
  readonly volumes: readonly Decimal[];
  readonly sector?: Sector | undefined;
  /** Dollars. */
  readonly marketCap?: Decimal | undefined;
}

/** A symbol as a list has it, and the one its instrument had at the asked time: undefined when it had none any more. */
export interface NamedSymbol {
  readonly listed: string;
  readonly symbol: string | undefined;
}

export interface KnownHolding extends NamedSymbol {
  /** A ratio. */
  readonly weight: Decimal;
}

/** Everything a definition may ask for, as it was known at one time. */
export interface KnownThen {
  /** UTC milliseconds. */
  readonly asOfMs: number;
  /** By the symbol in use then; without a record there was no bar by then. */
  readonly records: ReadonlyMap<string, SymbolRecord>;
  readonly indexes: ReadonlyMap<string, readonly NamedSymbol[]>;
  readonly funds: ReadonlyMap<string, readonly KnownHolding[]>;
  /** Members of the universes that are referred to. */
  readonly universes: ReadonlyMap<string, readonly string[]>;
  /** The symbol then of whom a definition means by a symbol; undefined when its instrument had none any more. */
  nameOf(symbol: string): string | undefined;
}
