import type { Client, InArgs } from '@libsql/client';
import type { Connection, Statement, WriteResult } from './connection.js';
import type { Row, SqlArgument } from './row.js';
import { storageError } from './sqlite-errors.js';

/** A database on a libSQL server (Turso, sqld). Durability is the server's business. */
export class RemoteConnection implements Connection {
  readonly #client: Client;
  readonly label: string;

  private constructor(client: Client, label: string) {
    this.#client = client;
    this.label = label;
  }

  /**
   * Connects to `libsql:`, `http(s):` or `ws(s):`. The client is loaded on first use: programs with files never pay
   * for its network stack.
   */
  static async open(url: string, authToken: string | undefined): Promise<RemoteConnection> {
    const { createClient } = await import('@libsql/client');
    const label = withoutCredentials(url);
    try {
      return new RemoteConnection(createClient(authToken === undefined ? { url } : { url, authToken }), label);
    } catch (cause) {
      throw storageError(label, cause);
    }
  }

  async all(sql: string, args: readonly SqlArgument[]): Promise<Row[]> {
    try {
      return (await this.#client.execute({ sql, args: args as InArgs })).rows as unknown as Row[];
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async run(sql: string, args: readonly SqlArgument[]): Promise<WriteResult> {
    try {
      return { changes: (await this.#client.execute({ sql, args: args as InArgs })).rowsAffected };
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async write(statements: readonly Statement[]): Promise<WriteResult[]> {
    try {
      const batch = statements.map(({ sql, args }) => ({ sql, args: (args ?? []) as InArgs }));
      return (await this.#client.batch(batch, 'write')).map(({ rowsAffected }) => ({ changes: rowsAffected }));
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async script(sql: string): Promise<void> {
    try {
      await this.#client.executeMultiple(sql);
    } catch (cause) {
      throw storageError(this.label, cause);
    }
  }

  async close(): Promise<void> {
    this.#client.close();
  }
}

function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
