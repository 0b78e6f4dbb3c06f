import { ConstraintError, DatabaseBusyError, DatabaseDamagedError, StorageError, StorageFullError } from './errors.js';

/**
 * The typed error for what SQLite, local or remote, reported. The driver gives the primary or the extended code as text
 * (`SQLITE_CONSTRAINT_UNIQUE`), so the primary one is compared by prefix.
 */
export function storageError(database: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = codeOf(cause);
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return new DatabaseDamagedError(database, message, { cause });
  }
  if (code.startsWith('SQLITE_FULL')) return new StorageFullError(database, { cause });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new DatabaseBusyError(database, { cause });
  }
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ConstraintError(database, message, { cause });
  if (code.startsWith('SQLITE_READONLY')) {
    return new StorageError('READ_ONLY', `${database} was opened read-only`, { cause });
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new StorageError('CANNOT_OPEN', `${database} cannot be opened: ${message}`, { cause });
  }
  return new StorageError('STATEMENT', `${database}: ${message}`, { cause });
}

/** The typed error for a file that could not be opened at all; the driver gives no SQLite code for that. */
export function openError(database: string, cause: unknown): StorageError {
  const error = storageError(database, cause);
  if (error.code !== 'STATEMENT') return error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StorageError('CANNOT_OPEN', `${database} cannot be opened: ${message}`, { cause });
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
