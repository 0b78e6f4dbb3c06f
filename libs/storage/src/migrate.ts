import type { Connection } from './connection.js';
import { DatabaseDamagedError, MigrationError, StorageFullError } from './errors.js';
import type { Migration } from './migration-files.js';
import { int, text } from './row.js';

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
) STRICT;`;

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the database to the program's newest migration, each in a transaction of its own together with its line in
 * `schema_migrations(version, name, checksum, applied_at ms)`.
 * @throws MigrationError when the two do not fit together; then nothing was changed by the failing migration
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  const applied = await readApplied(connection);
  compare(connection.label, applied, migrations);
  for (const migration of migrations.slice(applied.length)) await apply(connection, migration);
}

/**
 * For read-only opens: the database must be exactly at the program's newest migration.
 * @throws MigrationError `PENDING` when it is older, otherwise as {@link migrate}
 */
export async function checkMigrated(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  const applied = await readApplied(connection);
  compare(connection.label, applied, migrations);
  const pending = migrations[applied.length];
  if (pending !== undefined) {
    throw new MigrationError(
      'PENDING',
      pending.version,
      `${connection.label} lacks migration ${pending.name}; a program that may write has to open it first`,
    );
  }
}

async function readApplied(connection: Connection): Promise<readonly Applied[]> {
  const ledger = await connection.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [
    'schema_migrations',
  ]);
  if (ledger.length === 0) return [];
  const rows = await connection.all('SELECT version, name, checksum FROM schema_migrations ORDER BY version', []);
  return rows.map((row) => ({
    version: int(row, 'version'),
    name: text(row, 'name'),
    checksum: text(row, 'checksum'),
  }));
}

function compare(label: string, applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, found] of applied.entries()) {
    const expected = index + 1;
    if (found.version !== expected) {
      throw new MigrationError('GAP', expected, `${label} has migration ${found.name} but not number ${expected}`);
    }
    const known = migrations[index];
    if (known === undefined) {
      throw new MigrationError(
        'NEWER',
        found.version,
        `${label} is newer than this program: it has migration ${found.name}`,
      );
    }
    if (known.name !== found.name || known.checksum !== found.checksum) {
      throw new MigrationError(
        'CHANGED',
        found.version,
        `${label} was made with another ${found.name} than this program's ${known.name}`,
      );
    }
  }
}

async function apply(connection: Connection, migration: Migration): Promise<void> {
  const { version, name, checksum, sql } = migration;
  // Name and checksum are [a-z0-9_] only (checked when the file was read), so they can stand in the text.
  const line = `INSERT INTO schema_migrations (version, name, checksum) VALUES (${version}, '${name}', '${checksum}');`;
  try {
    await connection.script(`BEGIN IMMEDIATE;\n${LEDGER}\n${sql}\n;${line}\nCOMMIT;`);
  } catch (cause) {
    // Another process may have applied it between our look and our transaction; ours was then rolled back.
    const now = (await readApplied(connection))[version - 1];
    if (now?.checksum === checksum) return;
    // Not the migration's fault, and something a person can do about.
    if (cause instanceof StorageFullError || cause instanceof DatabaseDamagedError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError('FAILED', version, `migration ${name} failed: ${detail}`, { cause });
  }
}
