import { StorageError } from './errors.js';

/** What may be bound to a placeholder. Numbers must be finite; a boolean is stored as the integer 0 or 1. */
export type SqlArgument = string | number | bigint | boolean | Uint8Array | null;

/** What a column holds when it is read. Integers above 2^53 are refused by {@link int}, never rounded silently. */
export type SqlValue = string | number | bigint | Uint8Array | ArrayBuffer | null;

/** One row by column name. Read it through the accessors below: they check what the column holds. */
export type Row = Readonly<Record<string, SqlValue | undefined>>;

/** The text of a column. @throws StorageError `ROW_TYPE` when it is anything else, NULL included. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw wrongType(column, 'text', value);
}

/** The text of a column, or undefined for NULL. */
export function textOrUndefined(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** The integer of a column, exact: at most 2^53 - 1 in magnitude. @throws StorageError `ROW_TYPE` */
export function int(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw wrongType(column, 'an integer below 2^53', value);
}

/** The integer of a column, or undefined for NULL. */
export function intOrUndefined(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : int(row, column);
}

/** The floating-point number of a column (an integer counts as one). @throws StorageError `ROW_TYPE` */
export function real(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw wrongType(column, 'a number', value);
}

/** The truth of a column that holds the integer 0 or 1. @throws StorageError `ROW_TYPE` */
export function bool(row: Row, column: string): boolean {
  const value = row[column];
  if (value === 0 || value === 1) return value === 1;
  throw wrongType(column, '0 or 1', value);
}

/** The bytes of a column. @throws StorageError `ROW_TYPE` */
export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array) return value;
  throw wrongType(column, 'bytes', value);
}

/** The bytes of a column, or undefined for NULL. */
export function blobOrUndefined(row: Row, column: string): Uint8Array | undefined {
  return row[column] === null ? undefined : blob(row, column);
}

function wrongType(column: string, wanted: string, value: SqlValue | undefined): StorageError {
  return new StorageError('ROW_TYPE', `column ${column} should hold ${wanted} but holds ${describe(value)}`);
}

function describe(value: SqlValue | undefined): string {
  if (value === undefined) return 'nothing: the query does not select it';
  if (value === null) return 'NULL';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  return 'bytes';
}
