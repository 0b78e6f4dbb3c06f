import type { Client } from '@connectrpc/connect';
import { type DateSpan, VendorError, type VendorHistory } from '@cream/market-data';
import type { MarketDataService } from '@cream/proto/market';
import { StoppedError } from '../failure.js';
import { vendorFailure } from './vendor-failure.js';

/** What became of a symbol's corporate actions. */
export interface ActionCounts {
  readonly symbol: string;
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** Kinds the store has no place for, and how many there were. */
  readonly left: Readonly<Record<string, number>>;
}

/**
 * A vendor's splits, dividends, renames and delistings of symbols into the store. All of them are asked for each time: one that
 * is stored already is left as it is.
 * @throws StoppedError
 */
export async function importVendorActions(
  store: Pick<Client<typeof MarketDataService>, 'importCorporateActions'>,
  actionsOf: NonNullable<VendorHistory['actions']>,
  { symbols, span, source }: { symbols: readonly string[]; span: DateSpan; source: string },
  signal: AbortSignal,
): Promise<ActionCounts[]> {
  const counts: ActionCounts[] = [];
  for (const symbol of symbols) {
    const { actions, left } = await asked(actionsOf, symbol, span, signal);
    const none = { inserted: 0, unchanged: 0, conflicts: 0 };
    const { inserted, unchanged, conflicts } =
      actions.length === 0 ? none : await store.importCorporateActions({ actions: [...actions], source });
    counts.push({ symbol, inserted, unchanged, conflicts, left: Object.fromEntries(left) });
  }
  return counts;
}

/** `AAPL: 1 new actions, 2 known …`, for people. */
export function actionsLine({ symbol, inserted, unchanged, conflicts, left }: ActionCounts): string {
  const others = Object.entries(left).map(([kind, count]) => `${count} ${kind}`);
  const rest = others.length === 0 ? '' : `; not stored: ${others.join(', ')}`;
  return `${symbol}: ${inserted} new actions, ${unchanged} known, ${conflicts} contradicting${rest}`;
}

async function asked(
  actionsOf: NonNullable<VendorHistory['actions']>,
  symbol: string,
  span: DateSpan,
  signal: AbortSignal,
) {
  try {
    return await actionsOf(symbol, span, signal);
  } catch (error) {
    if (signal.aborted) throw new StoppedError('Interrupted', 'interrupted: the same command goes on');
    throw error instanceof VendorError ? vendorFailure(error, `corporate actions of ${symbol}`) : error;
  }
}
