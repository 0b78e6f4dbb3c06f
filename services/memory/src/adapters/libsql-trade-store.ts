import { fromBinary } from '@bufbuild/protobuf';
import { canonicalBytes, millis } from '@cream/domain';
import { type ClosedTrade, ClosedTradeSchema } from '@cream/proto/knowledge';
import { blob, type Database } from '@cream/storage';
import type { TradeStore } from '../app/trade-store.js';

/** Trades in the table `trades`. */
export class LibsqlTradeStore implements TradeStore {
  constructor(private readonly database: Database) {}

  list(accountId: string, symbol: string): Promise<ClosedTrade[]> {
    return this.database.all(
      'SELECT trade FROM trades WHERE account_id = ? AND symbol = ?',
      [accountId, symbol],
      (row) => fromBinary(ClosedTradeSchema, blob(row, 'trade')),
    );
  }

  async insert(accountId: string, trade: ClosedTrade): Promise<boolean> {
    const { changes } = await this.database.run(
      `INSERT INTO trades (account_id, decision_id, symbol, closed_ms, trade) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (account_id, decision_id) DO NOTHING`,
      [accountId, trade.decisionId, trade.symbol, millis(trade.closedAt), canonicalBytes(ClosedTradeSchema, trade)],
    );
    return changes === 1;
  }
}
