import { fromBinary } from '@bufbuild/protobuf';
import { canonicalBytes, isFinal, millis } from '@cream/domain';
import {
  type AccountEvent,
  AccountEventSchema,
  BrokerSettingsSchema,
  type Fill,
  FillSchema,
  type Order,
  OrderSchema,
  type SubmitPlanResponse,
  SubmitPlanResponseSchema,
} from '@cream/proto/trading';
import { blob, type Database, int, type Row, type Statement, text } from '@cream/storage';
import { AccountBook, type AccountSettings, type BookChanges } from '../app/account-book.js';
import { stateFromText, stateText } from '../app/account-state.js';

/** What is stored in the same transaction as a book's changes. */
export interface Extra {
  readonly planHash: Uint8Array;
  readonly verdicts: Uint8Array;
  readonly nonces: readonly Uint8Array[];
  readonly response: SubmitPlanResponse;
}

/** The database `execution.db`. */
export class ExecutionStore {
  constructor(private readonly database: Database) {}

  async insert(book: AccountBook): Promise<void> {
    const { accountId, mode, broker, openedMs } = book.settings;
    await this.database.run(
      'INSERT INTO accounts (account_id, mode, broker, opened_ms, clock_ms, state) VALUES (?, ?, ?, ?, ?, ?)',
      [accountId, mode, canonicalBytes(BrokerSettingsSchema, broker), openedMs, book.clockMs, stateText(book.state)],
    );
  }

  async load(accountId: string): Promise<AccountBook | undefined> {
    const row = await this.database.get('SELECT * FROM accounts WHERE account_id = ?', [accountId]);
    if (row === undefined) return undefined;
    const orders = await this.database.all(
      'SELECT content FROM orders WHERE account_id = ? AND working = 1 ORDER BY rowid',
      [accountId],
      orderOf,
    );
    return new AccountBook(settingsOf(row), int(row, 'clock_ms'), stateFromText(text(row, 'state')), orders);
  }

  /** One transaction: the account's snapshot, its changed orders with their events, its fills, and the submission. */
  async save(book: AccountBook, changes: BookChanges, extra?: Extra): Promise<void> {
    const { accountId } = book.settings;
    const statements: Statement[] = [];
    const newest = new Map<string, Order>();
    for (const order of changes.orders) {
      book.state.eventSequence += 1;
      newest.set(order.orderId, order);
      statements.push({
        sql: 'INSERT INTO order_events (account_id, sequence, content) VALUES (?, ?, ?)',
        args: [accountId, book.state.eventSequence, canonicalBytes(OrderSchema, order)],
      });
    }
    for (const order of newest.values()) {
      statements.push({
        sql: `INSERT INTO orders (account_id, order_id, cycle_id, working, content) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (account_id, order_id) DO UPDATE SET working = excluded.working, content = excluded.content`,
        args: [accountId, order.orderId, order.cycleId, !isFinal(order.status), canonicalBytes(OrderSchema, order)],
      });
    }
    for (const fill of changes.fills) {
      book.state.fillSequence += 1;
      statements.push({
        sql: 'INSERT INTO fills (account_id, sequence, fill_id, cycle_id, time_ms, content) VALUES (?, ?, ?, ?, ?, ?)',
        args: [
          accountId,
          book.state.fillSequence,
          fill.fillId,
          fill.cycleId,
          millis(fill.time),
          canonicalBytes(FillSchema, fill),
        ],
      });
    }
    for (const event of changes.events) {
      book.state.actionSequence = (book.state.actionSequence ?? 0) + 1;
      statements.push({
        sql: 'INSERT INTO account_events (account_id, sequence, event_id, time_ms, content) VALUES (?, ?, ?, ?, ?)',
        args: [
          accountId,
          book.state.actionSequence,
          event.eventId,
          millis(event.time),
          canonicalBytes(AccountEventSchema, event),
        ],
      });
    }
    if (extra !== undefined) {
      statements.push({
        sql: `INSERT INTO nonces (account_id, nonce) VALUES ${extra.nonces.map(() => '(?, ?)').join(', ')}`,
        args: extra.nonces.flatMap((nonce) => [accountId, nonce]),
      });
      statements.push({
        sql: 'INSERT INTO submissions (account_id, plan_hash, verdicts, response) VALUES (?, ?, ?, ?)',
        args: [accountId, extra.planHash, extra.verdicts, canonicalBytes(SubmitPlanResponseSchema, extra.response)],
      });
    }
    statements.push({
      sql: 'UPDATE accounts SET clock_ms = ?, state = ? WHERE account_id = ?',
      args: [book.clockMs, stateText(book.state), accountId],
    });
    await this.database.write(statements);
  }

  submission(
    accountId: string,
    planHash: Uint8Array,
  ): Promise<{ verdicts: Uint8Array; response: SubmitPlanResponse } | undefined> {
    return this.database.get(
      'SELECT verdicts, response FROM submissions WHERE account_id = ? AND plan_hash = ?',
      [accountId, planHash],
      (row) => ({
        verdicts: blob(row, 'verdicts'),
        response: fromBinary(SubmitPlanResponseSchema, blob(row, 'response')),
      }),
    );
  }

  /** Whether at least one of them was used before. */
  async anyNonceUsed(accountId: string, nonces: readonly Uint8Array[]): Promise<boolean> {
    const places = nonces.map(() => '?').join(', ');
    const sql = `SELECT 1 AS used FROM nonces WHERE account_id = ? AND nonce IN (${places}) LIMIT 1`;
    return (await this.database.get(sql, [accountId, ...nonces])) !== undefined;
  }

  /** An order in whatever state. */
  order(accountId: string, orderId: string): Promise<Order | undefined> {
    const sql = 'SELECT content FROM orders WHERE account_id = ? AND order_id = ?';
    return this.database.get(sql, [accountId, orderId], orderOf);
  }

  /** Orders in the order of their making; of one cycle unless the id is empty. */
  orders(accountId: string, cycleId: string): Promise<Order[]> {
    const sql = "SELECT content FROM orders WHERE account_id = ? AND (? = '' OR cycle_id = ?) ORDER BY rowid";
    return this.database.all(sql, [accountId, cycleId, cycleId], orderOf);
  }

  fills(accountId: string, cycleId: string): Promise<Fill[]> {
    const sql = "SELECT content FROM fills WHERE account_id = ? AND (? = '' OR cycle_id = ?) ORDER BY sequence";
    return this.database.all(sql, [accountId, cycleId, cycleId], fillOf);
  }

  /** Fills in (afterMs, asOfMs], oldest first. */
  fillsBetween(accountId: string, afterMs: number, asOfMs: number): Promise<Fill[]> {
    const sql = 'SELECT content FROM fills WHERE account_id = ? AND time_ms > ? AND time_ms <= ? ORDER BY sequence';
    return this.database.all(sql, [accountId, afterMs, asOfMs], fillOf);
  }

  /** Splits and dividends in (afterMs, asOfMs], oldest first. Most accounts never see one: then nothing is asked. */
  async eventsBetween(book: AccountBook, afterMs: number, asOfMs: number): Promise<AccountEvent[]> {
    if (book.state.actionSequence === undefined) return [];
    const sql =
      'SELECT content FROM account_events WHERE account_id = ? AND time_ms > ? AND time_ms <= ? ORDER BY sequence';
    return this.database.all(sql, [book.settings.accountId, afterMs, asOfMs], eventOf);
  }

  /** At most `count` order changes after a sequence number, in order. */
  orderEvents(accountId: string, after: number, count: number): Promise<{ sequence: number; order: Order }[]> {
    const sql =
      'SELECT sequence, content FROM order_events WHERE account_id = ? AND sequence > ? ORDER BY sequence LIMIT ?';
    return this.database.all(sql, [accountId, after, count], (row) => ({
      sequence: int(row, 'sequence'),
      order: orderOf(row),
    }));
  }

  accounts(): Promise<(AccountSettings & { clockMs: number })[]> {
    return this.database.all('SELECT * FROM accounts ORDER BY account_id', [], (row) => ({
      ...settingsOf(row),
      clockMs: int(row, 'clock_ms'),
    }));
  }
}

function settingsOf(row: Row): AccountSettings {
  return {
    accountId: text(row, 'account_id'),
    mode: int(row, 'mode'),
    broker: fromBinary(BrokerSettingsSchema, blob(row, 'broker')),
    openedMs: int(row, 'opened_ms'),
  };
}

const orderOf = (row: Row): Order => fromBinary(OrderSchema, blob(row, 'content'));
const eventOf = (row: Row): AccountEvent => fromBinary(AccountEventSchema, blob(row, 'content'));
const fillOf = (row: Row): Fill => fromBinary(FillSchema, blob(row, 'content'));
