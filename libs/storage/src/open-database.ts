import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection, Durability } from './connection.js';
import { Database } from './database.js';
import { DatabaseMissingError, DirectoryNotWritableError, StorageError } from './errors.js';
import { LocalConnection } from './local-connection.js';
import { checkMigrated, migrate } from './migrate.js';
import { readMigrations } from './migration-files.js';
import { RemoteConnection } from './remote-connection.js';
import { ensureWritableDirectory } from './writable-directory.js';

/** Where the database is and how it is opened. */
export type OpenDatabaseOptions = {
  /** Folder with `0001_name.sql`, `0002_name.sql` … */
  readonly migrations: URL | string;
  /** For files; a server decides for itself. */
  readonly durability: Durability;
  /** True: migrations are checked but not applied, the file must exist, and writes are refused. Default false. */
  readonly readOnly?: boolean;
} & (
  | { readonly path: string; readonly url?: never; readonly authToken?: never }
  /** `file:` opens a file as `path` does; `libsql:`, `https:`, `http:`, `wss:`, `ws:` go to a server. */
  | { readonly url: string; readonly path?: never; readonly authToken?: string | undefined }
);

/**
 * Opens a database, creating the file and its directory when needed, and migrates it.
 * @throws DirectoryNotWritableError, DatabaseDamagedError, DatabaseMissingError, MigrationError, StorageError
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const readOnly = options.readOnly ?? false;
  const migrations = readMigrations(options.migrations);
  const connection = await connect(options, readOnly);
  try {
    await (readOnly ? checkMigrated : migrate)(connection, migrations);
  } catch (cause) {
    await connection.close();
    throw cause;
  }
  return new Database(connection);
}

function connect(options: OpenDatabaseOptions, readOnly: boolean): Promise<Connection> | Connection {
  if (options.path !== undefined) return openFile(resolve(options.path), options.durability, readOnly);
  if (options.url.startsWith('file:')) return openFile(fileURLToPath(options.url), options.durability, readOnly);
  return RemoteConnection.open(options.url, options.authToken);
}

function openFile(path: string, durability: Durability, readOnly: boolean): Connection {
  if (readOnly) {
    if (!existsSync(path)) throw new DatabaseMissingError(path);
  } else {
    ensureWritableDirectory(dirname(path));
  }
  const existed = existsSync(path);
  try {
    return new LocalConnection(path, { durability, readOnly });
  } catch (cause) {
    // Some file systems (and root's permissions) only say no when the file is made.
    if (!existed && cause instanceof StorageError && cause.code === 'CANNOT_OPEN') {
      throw new DirectoryNotWritableError(dirname(path), cause.message, { cause });
    }
    throw cause;
  }
}
