import { create, fromBinary } from '@bufbuild/protobuf';
import { canonicalBytes, hash, millis, timestamp } from '@cream/domain';
import { ConfigStage, ConfigurationSchema, type ConfigVersion, ConfigVersionSchema } from '@cream/proto/cycle';
import { blob, ConstraintError, type Database, int, type Row, text } from '@cream/storage';
import type { VersionStore } from '../app/version-store.js';

const COLUMNS = 'version, stage, configuration, hash, author, note, created_ms';

/** Versions in the table `versions`. */
export class LibsqlVersionStore implements VersionStore {
  constructor(private readonly database: Database) {}

  list(): Promise<ConfigVersion[]> {
    return this.database.all(`SELECT ${COLUMNS} FROM versions ORDER BY version`, [], toVersion);
  }

  find(version: number): Promise<ConfigVersion | undefined> {
    return this.database.get(`SELECT ${COLUMNS} FROM versions WHERE version = ?`, [version], toVersion);
  }

  active(): Promise<ConfigVersion | undefined> {
    return this.database.get(`SELECT ${COLUMNS} FROM versions WHERE stage = ?`, [ConfigStage.ACTIVE], toVersion);
  }

  async nextNumber(): Promise<number> {
    const sql = 'SELECT coalesce(max(version), 0) + 1 AS next FROM versions';
    return (await this.database.get(sql, [], (row) => int(row, 'next'))) ?? 1;
  }

  async insert(version: ConfigVersion): Promise<boolean> {
    const { configuration, hash: digest, createdAt } = version;
    if (configuration === undefined || digest === undefined) throw new Error('a version without its configuration');
    try {
      await this.database.run(`INSERT INTO versions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
        Number(version.version),
        version.stage,
        canonicalBytes(ConfigurationSchema, configuration),
        digest.sha256,
        version.author,
        version.note,
        millis(createdAt),
      ]);
      return true;
    } catch (cause) {
      if (cause instanceof ConstraintError) return false;
      throw cause;
    }
  }

  async move(version: number, from: ConfigStage, to: ConfigStage): Promise<boolean> {
    const sql = 'UPDATE versions SET stage = ? WHERE version = ? AND stage = ?';
    return (await this.database.run(sql, [to, version, from])).changes === 1;
  }

  async activate(version: number, from: ConfigStage): Promise<boolean> {
    const [, activated] = await this.database.write([
      {
        sql: `UPDATE versions SET stage = ? WHERE stage = ?
              AND EXISTS (SELECT 1 FROM versions AS other WHERE other.version = ? AND other.stage = ?)`,
        args: [ConfigStage.RETIRED, ConfigStage.ACTIVE, version, from],
      },
      {
        sql: 'UPDATE versions SET stage = ? WHERE version = ? AND stage = ?',
        args: [ConfigStage.ACTIVE, version, from],
      },
    ]);
    return activated?.changes === 1;
  }
}

function toVersion(row: Row): ConfigVersion {
  return create(ConfigVersionSchema, {
    version: String(int(row, 'version')),
    stage: int(row, 'stage'),
    configuration: fromBinary(ConfigurationSchema, blob(row, 'configuration')),
    hash: hash(blob(row, 'hash')),
    author: text(row, 'author'),
    note: text(row, 'note'),
    createdAt: timestamp(int(row, 'created_ms')),
  });
}
