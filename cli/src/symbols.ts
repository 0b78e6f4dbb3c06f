import type { Clients } from '@cream/grpc';
import { MarketDataService, type Series } from '@cream/proto/market';
import { commaList } from './comma-list.js';
import { UsageError } from './failure.js';
import { shown } from './one-line.js';
import { membersOf } from './universe/members.js';

export interface Chosen {
  readonly symbols: string[];
  readonly contextSymbols: string[];
}

/** What a person names: symbols, or a universe and when, in UTC milliseconds. Neither is all tradable symbols. */
export interface Wanted {
  readonly symbols?: string | undefined;
  readonly universe?: { readonly id: string; readonly asOfMs: number } | undefined;
}

/** The symbols to trade and those that are only context. @throws UsageError for unknown ones */
export async function chooseSymbols(clients: Clients, { symbols: wanted, universe }: Wanted): Promise<Chosen> {
  const { series } = await clients.get(MarketDataService).listSeries({});
  const contextSymbols = series.filter((one) => one.contextOnly).map((one) => one.symbol);
  const tradable = series.filter((one) => !one.contextOnly).map((one) => one.symbol);
  if (universe !== undefined) {
    return { symbols: await membersOf(clients, universe.id, universe.asOfMs), contextSymbols };
  }
  if (wanted === undefined) return { symbols: tradable, contextSymbols };
  const symbols = symbolList(wanted);
  for (const symbol of symbols) known(symbol, series, tradable);
  return { symbols, contextSymbols };
}

/** Symbols separated by commas, each once. @throws UsageError when there is none */
export function symbolList(wanted: string): string[] {
  const symbols = commaList(wanted.toUpperCase());
  if (symbols.length === 0) throw new UsageError('--symbols is empty: name at least one, for example --symbols AAPL');
  return symbols;
}

function known(symbol: string, series: readonly Series[], tradable: readonly string[]): void {
  if (tradable.includes(symbol)) return;
  const why = series.some((one) => one.symbol === symbol) ? 'is an index and cannot be traded' : 'is not known';
  throw new UsageError(
    `${shown(symbol)} ${why}: choose from ${tradable.join(', ')}, or give your own prices with --data DIR`,
  );
}
