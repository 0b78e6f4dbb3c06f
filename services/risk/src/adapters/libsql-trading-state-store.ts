import { type Database, int, text } from '@cream/storage';
import type { TradingStateChange, TradingStateName, TradingStateStore } from '../app/trading-state-store.js';

/** Changes in the table `trading_state_changes`. */
export class LibsqlTradingStateStore implements TradingStateStore {
  constructor(private readonly database: Database) {}

  newest(): Promise<TradingStateChange | undefined> {
    return this.database.get(
      'SELECT state, reason, actor, changed_ms FROM trading_state_changes ORDER BY sequence DESC LIMIT 1',
      [],
      (row) => ({
        // The table's own CHECK lets nothing else in.
        state: text(row, 'state') as TradingStateName,
        reason: text(row, 'reason'),
        actor: text(row, 'actor'),
        changedMs: int(row, 'changed_ms'),
      }),
    );
  }

  async append({ state, reason, actor, changedMs }: TradingStateChange): Promise<void> {
    await this.database.run(
      'INSERT INTO trading_state_changes (state, reason, actor, changed_ms) VALUES (?, ?, ?, ?)',
      [state, reason, actor, changedMs],
    );
  }
}
