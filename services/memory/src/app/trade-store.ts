import type { ClosedTrade } from '@cream/proto/knowledge';

/** Where closed trades are kept. */
export interface TradeStore {
  /** All of an account's trades in a symbol, in no particular order. */
  list(accountId: string, symbol: string): Promise<ClosedTrade[]>;
  /** @returns false, changing nothing, when the account already has a trade of the decision */
  insert(accountId: string, trade: ClosedTrade): Promise<boolean>;
}
