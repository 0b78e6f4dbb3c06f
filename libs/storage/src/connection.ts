import type { Row, SqlArgument } from './row.js';

/** One SQL statement with the values of its `?` placeholders, in order. */
export interface Statement {
  readonly sql: string;
  readonly args?: readonly SqlArgument[];
}

/** What a writing statement did. */
export interface WriteResult {
  /** Rows inserted, updated or deleted. */
  readonly changes: number;
}

/** How commits reach the disk. */
export type Durability =
  /** Every commit is on the disk when the call returns (`synchronous=FULL`): for what must survive a power cut. */
  | 'full'
  /** Commits survive the end of the process but the newest may be lost in a power cut (`synchronous=NORMAL`). */
  | 'normal';

/** One way to a database: a local file or a server. The rest of the library knows only this. */
export interface Connection {
  /** What error messages call the database: the file or the URL without credentials. */
  readonly label: string;
  all(sql: string, args: readonly SqlArgument[]): Promise<Row[]>;
  run(sql: string, args: readonly SqlArgument[]): Promise<WriteResult>;
  /** All statements in one transaction that takes the write lock at its start; all or nothing. */
  write(statements: readonly Statement[]): Promise<WriteResult[]>;
  /** Runs SQL text with several statements and its own BEGIN and COMMIT; rolls back when one fails. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}
