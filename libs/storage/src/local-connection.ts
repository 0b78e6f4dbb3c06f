import { ConnectionPool } from '@libsql/client/sqlite3';
import type { Connection, Durability, Statement, WriteResult } from './connection.js';
import { StorageError } from './errors.js';
import type { Row, SqlArgument } from './row.js';
import { openError, storageError } from './sqlite-errors.js';

/** How long a writer waits for another process's transaction. The wait blocks the event loop, as every local call does. */
const BUSY_TIMEOUT_MS = 5_000;
/** Enough for every statement of a service; a program that builds SQL text per call only loses the cache's benefit. */
const CACHED_STATEMENTS = 200;
/**
 * Pages of 4 kB in the write-ahead log before they are moved to the file. Four times SQLite's own number: the pages that every
 * commit changes, such as the tail of an index, are then moved a quarter as often.
 */
const CHECKPOINT_PAGES = 4_000;

type Handle = ReturnType<ConnectionPool['acquireSync']>;
type Prepared = ReturnType<Handle['prepare']>;

/**
 * One connection to a database file. Statements are prepared once and kept: the client's own `execute` and `batch`
 * prepare each statement anew at every call, which costs more than the write itself (numbers in the README). That is
 * why this file takes the connection out of the client's pool instead of going through the client.
 */
export class LocalConnection implements Connection {
  readonly #pool: ConnectionPool;
  readonly #handle: Handle;
  readonly #prepared = new Map<string, Prepared>();
  readonly #readOnly: boolean;
  #closed = false;

  /**
   * Opens or creates the file.
   * @throws DatabaseDamagedError when it is not a database; StorageError `CANNOT_OPEN`
   */
  constructor(
    readonly label: string,
    options: { readonly durability: Durability; readonly readOnly: boolean },
  ) {
    this.#readOnly = options.readOnly;
    try {
      this.#pool = new ConnectionPool(label, {}, 1);
      this.#handle = this.#pool.acquireSync();
    } catch (cause) {
      throw openError(label, cause);
    }
    try {
      this.#handle.exec(`PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`);
      // The first read of the file: what is not a database is found before anything could be written.
      this.#handle.prepare('SELECT count(*) FROM sqlite_master').all([]);
      if (options.readOnly) {
        this.#handle.exec('PRAGMA query_only=ON');
      } else {
        this.#handle.exec('PRAGMA journal_mode=WAL');
        this.#handle.exec(`PRAGMA synchronous=${options.durability === 'full' ? 'FULL' : 'NORMAL'}`);
        this.#handle.exec(`PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`);
        this.#handle.exec('PRAGMA foreign_keys=ON');
      }
    } catch (cause) {
      this.#pool.close();
      throw storageError(label, cause);
    }
  }

  async all(sql: string, args: readonly SqlArgument[]): Promise<Row[]> {
    try {
      return this.#prepare(sql).all(bindable(args)) as Row[];
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async run(sql: string, args: readonly SqlArgument[]): Promise<WriteResult> {
    try {
      return { changes: this.#prepare(sql).run(bindable(args)).changes };
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async write(statements: readonly Statement[]): Promise<WriteResult[]> {
    try {
      this.#prepare('BEGIN IMMEDIATE').run([]);
      const results: WriteResult[] = [];
      for (const { sql, args } of statements) {
        results.push({ changes: this.#prepare(sql).run(bindable(args ?? [])).changes });
      }
      this.#prepare('COMMIT').run([]);
      return results;
    } catch (cause) {
      this.#rollBack();
      throw storageError(this.label, cause);
    }
  }

  async script(sql: string): Promise<void> {
    this.#assertOpen();
    try {
      this.#handle.exec(sql);
    } catch (cause) {
      this.#rollBack();
      throw storageError(this.label, cause);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    // Prepared statements keep the driver's connection alive until they are collected, so the usual checkpoint at the
    // last close may never come: ask for it, and leave one tidy file behind. A reader in another process may prevent
    // it, which loses nothing.
    if (!this.#readOnly) this.#handle.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
    this.#closed = true;
    this.#prepared.clear();
    this.#pool.close();
  }

  #prepare(sql: string): Prepared {
    this.#assertOpen();
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#handle.prepare(sql);
    if (this.#prepared.size >= CACHED_STATEMENTS) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  /** The failure that led here is what the caller must see; SQLite itself may already have rolled back. */
  #rollBack(): void {
    if (!this.#closed && this.#handle.inTransaction) this.#handle.exec('ROLLBACK');
  }

  /** A kept statement would still work on a closed connection: the driver does not notice, so this must. */
  #assertOpen(): void {
    if (this.#closed) throw new StorageError('STATEMENT', `${this.label} is closed`);
  }
}

function bindable(args: readonly SqlArgument[]): (string | number | bigint | Uint8Array | null)[] {
  return args.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    // SQLite would store NaN as NULL.
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new StorageError('STATEMENT', `${value} cannot be stored`);
    }
    return value;
  });
}
