import type { Connection, Statement, WriteResult } from './connection.js';
import { DatabaseDamagedError, StorageError } from './errors.js';
import type { Row, SqlArgument } from './row.js';
import { text } from './row.js';

/**
 * A migrated database. Calls to a file run synchronously inside and block the event loop for their duration; calls to a
 * server do not. Every method rejects with a `StorageError`; what a `map` throws becomes one, `ROW_UNREADABLE`.
 */
export class Database {
  readonly #connection: Connection;

  /** Use `openDatabase`. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Every row, or what `map` makes of every row. */
  all(sql: string, args?: readonly SqlArgument[]): Promise<Row[]>;
  all<T>(sql: string, args: readonly SqlArgument[], map: (row: Row) => T): Promise<T[]>;
  async all<T>(sql: string, args: readonly SqlArgument[] = [], map?: (row: Row) => T): Promise<(Row | T)[]> {
    const rows = await this.#connection.all(sql, args);
    return map === undefined ? rows : rows.map((row) => this.#read(row, map));
  }

  /** The first row, or undefined when there is none. */
  get(sql: string, args?: readonly SqlArgument[]): Promise<Row | undefined>;
  get<T>(sql: string, args: readonly SqlArgument[], map: (row: Row) => T): Promise<T | undefined>;
  async get<T>(sql: string, args: readonly SqlArgument[] = [], map?: (row: Row) => T): Promise<Row | T | undefined> {
    const [row] = await this.#connection.all(sql, args);
    return row === undefined || map === undefined ? row : this.#read(row, map);
  }

  /** One statement in its own transaction. */
  run(sql: string, args: readonly SqlArgument[] = []): Promise<WriteResult> {
    return this.#connection.run(sql, args);
  }

  /**
   * All statements in one transaction: every one of them happened, or none. The write lock is taken at its start. A
   * guard is an `UPDATE … WHERE …` whose `changes` the caller looks at.
   */
  write(statements: readonly Statement[]): Promise<WriteResult[]> {
    return this.#connection.write(statements);
  }

  /** Reads every page. Returns what is wrong, for people; empty when all is well. Takes time: it reads the whole file. */
  async check(): Promise<string[]> {
    const findings = await this.#connection.all('PRAGMA integrity_check', []).catch((cause: unknown) => {
      // Too damaged to be checked is a finding too.
      if (cause instanceof DatabaseDamagedError) return [{ integrity_check: cause.message }];
      throw cause;
    });
    return findings.map((row) => text(row, 'integrity_check')).filter((line) => line !== 'ok');
  }

  /** A row that is not what its program wrote is told with the database it stands in. */
  #read<T>(row: Row, map: (row: Row) => T): T {
    try {
      return map(row);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new StorageError('ROW_UNREADABLE', `${this.#connection.label} holds a row that cannot be read: ${detail}`, {
        cause,
      });
    }
  }

  /** Gives the file or connection back. Calling it twice is harmless. */
  close(): Promise<void> {
    return this.#connection.close();
  }
}
