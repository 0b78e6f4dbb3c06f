/** Why a storage call failed; programs branch on this, people read the message. */
export type StorageErrorCode =
  | 'BUSY'
  | 'CANNOT_OPEN'
  | 'CHAIN_INPUT'
  | 'CONSTRAINT'
  | 'DATABASE_DAMAGED'
  | 'DATABASE_MISSING'
  | 'DIRECTORY_IN_USE'
  | 'DIRECTORY_NOT_WRITABLE'
  | 'MIGRATION'
  | 'READ_ONLY'
  | 'ROW_TYPE'
  | 'ROW_UNREADABLE'
  | 'STORAGE_FULL'
  | 'STATEMENT';

/** Every error this library throws; the subclasses are the ones a caller can do something about. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The file is not a database, or its pages are inconsistent. Nothing was written to it. */
export class DatabaseDamagedError extends StorageError {
  constructor(
    readonly database: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super('DATABASE_DAMAGED', `${database} is damaged: ${detail}. Nothing was overwritten.`, options);
  }
}

/** A read-only open of a file that does not exist. */
export class DatabaseMissingError extends StorageError {
  constructor(readonly database: string) {
    super('DATABASE_MISSING', `${database} does not exist`);
  }
}

/** The directory cannot be created or written. */
export class DirectoryNotWritableError extends StorageError {
  constructor(
    readonly directory: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super('DIRECTORY_NOT_WRITABLE', `the directory ${directory} cannot be written: ${detail}`, options);
  }
}

/** Another live process holds the lock of the directory. */
export class DirectoryInUseError extends StorageError {
  constructor(
    readonly directory: string,
    /** Process id of the holder; undefined when it has not written it down yet. */
    readonly holder: number | undefined,
  ) {
    super(
      'DIRECTORY_IN_USE',
      `the directory ${directory} is in use by ${holder === undefined ? 'another process' : `process ${holder}`}`,
    );
  }
}

/** The disk, the quota or the database's page limit is used up. The transaction was rolled back. */
export class StorageFullError extends StorageError {
  constructor(
    readonly database: string,
    options?: ErrorOptions,
  ) {
    super('STORAGE_FULL', `no space left for ${database}; the transaction was rolled back`, options);
  }
}

/** Another writer kept the database locked for longer than the busy timeout. */
export class DatabaseBusyError extends StorageError {
  constructor(
    readonly database: string,
    options?: ErrorOptions,
  ) {
    super('BUSY', `${database} is locked by another writer`, options);
  }
}

/** A unique, foreign-key, not-null or check constraint said no. The transaction was rolled back. */
export class ConstraintError extends StorageError {
  constructor(
    readonly database: string,
    /** As SQLite says it, e.g. `UNIQUE constraint failed: versions.version`. */
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super('CONSTRAINT', `${database}: ${constraint}`, options);
  }
}

/** What is wrong between a database's migrations and the program's. */
export type MigrationProblem =
  /** An applied migration's file has different content now, or another name. */
  | 'CHANGED'
  /** The program's files do not count 1, 2, 3 …, or the database skipped one. */
  | 'GAP'
  /** The database has a migration this program does not know. */
  | 'NEWER'
  /** A read-only open found migrations that were not applied yet. */
  | 'PENDING'
  /** A migration's SQL failed; it was rolled back. */
  | 'FAILED';

/** The database and the program's migrations do not fit together. */
export class MigrationError extends StorageError {
  constructor(
    readonly problem: MigrationProblem,
    /** Number of the migration, e.g. 2 for `0002_add_index.sql`. */
    readonly version: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super('MIGRATION', message, options);
  }
}
