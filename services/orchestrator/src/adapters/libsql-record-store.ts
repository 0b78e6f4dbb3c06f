import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { CycleStatus, type CycleSummary, CycleSummarySchema, type EntryKind, type Step } from '@cream/proto/cycle';
import { blob, blobOrUndefined, bool, type Database, int, type Row, type Statement, text } from '@cream/storage';
import type { CyclePage, RecordStore, StoredCycle, StoredEntry } from '../app/record-store.js';

const CYCLE_COLUMNS =
  'account_id, cycle_id, slot_ms, mode, status, last_step, executed, tail_hash, content_hash, summary';

/** The record in libSQL: a row per cycle, and entries that are only ever inserted. */
export class LibsqlRecordStore implements RecordStore {
  constructor(private readonly database: Database) {}

  find(accountId: string, cycleId: string): Promise<StoredCycle | undefined> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE account_id = ? AND cycle_id = ?`;
    return this.database.get(sql, [accountId, cycleId], cycleOf);
  }

  findBySlot(accountId: string, slotMs: number): Promise<StoredCycle | undefined> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE account_id = ? AND slot_ms = ?`;
    return this.database.get(sql, [accountId, slotMs], cycleOf);
  }

  newest(accountId: string): Promise<StoredCycle | undefined> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE account_id = ? ORDER BY slot_ms DESC LIMIT 1`;
    return this.database.get(sql, [accountId], cycleOf);
  }

  newestOf(cycleId: string): Promise<StoredCycle | undefined> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE cycle_id = ? ORDER BY created_ms DESC LIMIT 1`;
    return this.database.get(sql, [cycleId], cycleOf);
  }

  async save(cycle: StoredCycle, added: readonly StoredEntry[], createdMs: number): Promise<void> {
    const row = added[0]?.sequence === 0 ? insertCycle(cycle, createdMs) : updateCycle(cycle);
    await this.database.write([row, ...added.map((entry) => insertEntry(cycle, entry))]);
  }

  entries(accountId: string, cycleId: string): Promise<StoredEntry[]> {
    return this.database.all(
      `SELECT sequence, kind, time_ms, bytes, previous_hash, hash, content_hash
         FROM entries WHERE account_id = ? AND cycle_id = ? ORDER BY sequence`,
      [accountId, cycleId],
      entryOf,
    );
  }

  before({ accountId, slotMs }: StoredCycle): Promise<StoredCycle | undefined> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE account_id = ? AND slot_ms < ? ORDER BY slot_ms DESC LIMIT 1`;
    return this.database.get(sql, [accountId, slotMs], cycleOf);
  }

  entriesBefore(cycle: StoredCycle, kind: EntryKind): Promise<StoredEntry[]> {
    return this.database.all(
      `SELECT sequence, kind, time_ms, bytes, previous_hash, hash, entries.content_hash
         FROM cycles JOIN entries USING (account_id, cycle_id)
        WHERE account_id = ? AND slot_ms < ? AND kind = ? ORDER BY slot_ms, sequence`,
      [cycle.accountId, cycle.slotMs, kind],
      entryOf,
    );
  }

  async page(filter: { accountId?: string; executedOnly: boolean; limit: number; offset: number }): Promise<CyclePage> {
    const where = `WHERE (?1 = '' OR account_id = ?1) AND (?2 = 0 OR executed = 1)`;
    const args = [filter.accountId ?? '', filter.executedOnly ? 1 : 0];
    const total = await this.database.get(`SELECT count(*) AS total FROM cycles ${where}`, args, (row) =>
      int(row, 'total'),
    );
    const cycles = await this.database.all(
      `SELECT ${CYCLE_COLUMNS} FROM cycles ${where} ORDER BY slot_ms DESC, created_ms DESC LIMIT ?3 OFFSET ?4`,
      [...args, filter.limit, filter.offset],
      cycleOf,
    );
    return { cycles, total: total ?? 0 };
  }

  accounts(): Promise<string[]> {
    return this.database.all('SELECT DISTINCT account_id FROM cycles ORDER BY account_id', [], (row) =>
      text(row, 'account_id'),
    );
  }

  cyclesOf(accountId: string): Promise<StoredCycle[]> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM cycles WHERE account_id = ? ORDER BY slot_ms`;
    return this.database.all(sql, [accountId], cycleOf);
  }
}

function insertCycle(cycle: StoredCycle, createdMs: number): Statement {
  return {
    sql: `INSERT INTO cycles (${CYCLE_COLUMNS}, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    args: [
      cycle.accountId,
      cycle.cycleId,
      cycle.slotMs,
      cycle.mode,
      cycle.status,
      cycle.lastStep,
      cycle.executed,
      cycle.tailHash,
      cycle.contentHash ?? null,
      toBinary(CycleSummarySchema, cycle.summary),
      createdMs,
    ],
  };
}

/** The summary changes when a cycle fails or ends, and is left as it is in between. */
function updateCycle(cycle: StoredCycle): Statement {
  const { accountId, cycleId, status, lastStep, tailHash, contentHash } = cycle;
  if (status === CycleStatus.RUNNING) {
    return {
      sql: 'UPDATE cycles SET status = ?, last_step = ?, tail_hash = ? WHERE account_id = ? AND cycle_id = ?',
      args: [status, lastStep, tailHash, accountId, cycleId],
    };
  }
  return {
    sql: `UPDATE cycles SET status = ?, last_step = ?, tail_hash = ?, content_hash = ?, executed = ?, summary = ?
          WHERE account_id = ? AND cycle_id = ?`,
    args: [
      status,
      lastStep,
      tailHash,
      contentHash ?? null,
      cycle.executed,
      toBinary(CycleSummarySchema, cycle.summary),
      accountId,
      cycleId,
    ],
  };
}

function insertEntry({ accountId, cycleId }: StoredCycle, entry: StoredEntry): Statement {
  const { sequence, kind, timeMs, bytes, previousHash, hash, contentHash } = entry;
  return {
    sql: `INSERT INTO entries
            (account_id, cycle_id, sequence, kind, time_ms, bytes, previous_hash, hash, content_hash)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    args: [accountId, cycleId, sequence, kind, timeMs, bytes, previousHash, hash, contentHash],
  };
}

function cycleOf(row: Row): StoredCycle {
  const status = int(row, 'status') as CycleStatus;
  return {
    accountId: text(row, 'account_id'),
    cycleId: text(row, 'cycle_id'),
    slotMs: int(row, 'slot_ms'),
    mode: int(row, 'mode'),
    status,
    lastStep: int(row, 'last_step') as Step,
    executed: bool(row, 'executed'),
    tailHash: blob(row, 'tail_hash'),
    contentHash: blobOrUndefined(row, 'content_hash'),
    summary: summaryOf(row, status),
  };
}

/** A cycle that runs again has the summary of its failure until it ends. */
function summaryOf(row: Row, status: CycleStatus): CycleSummary {
  const summary = fromBinary(CycleSummarySchema, blob(row, 'summary'));
  return status === summary.status ? summary : { ...summary, status, reason: '' };
}

function entryOf(row: Row): StoredEntry {
  return {
    sequence: int(row, 'sequence'),
    kind: int(row, 'kind') as EntryKind,
    timeMs: int(row, 'time_ms'),
    bytes: blob(row, 'bytes'),
    previousHash: blob(row, 'previous_hash'),
    hash: blob(row, 'hash'),
    contentHash: blob(row, 'content_hash'),
  };
}
