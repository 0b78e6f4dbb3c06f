export { CHAIN_START, type ChainBreak, type ChainEntry, type ChainInput, chainHash, verifyChain } from './chain.js';
export type { Durability, Statement, WriteResult } from './connection.js';
export { Database } from './database.js';
export { type DirectoryLock, type LockKind, lockDataDirectory } from './directory-lock.js';
export {
  ConstraintError,
  DatabaseBusyError,
  DatabaseDamagedError,
  DatabaseMissingError,
  DirectoryInUseError,
  DirectoryNotWritableError,
  MigrationError,
  type MigrationProblem,
  StorageError,
  type StorageErrorCode,
  StorageFullError,
} from './errors.js';
export { type OpenDatabaseOptions, openDatabase } from './open-database.js';
export {
  blob,
  blobOrUndefined,
  bool,
  int,
  intOrUndefined,
  type Row,
  real,
  type SqlArgument,
  type SqlValue,
  text,
  textOrUndefined,
} from './row.js';
export { ensureWritableDirectory } from './writable-directory.js';
