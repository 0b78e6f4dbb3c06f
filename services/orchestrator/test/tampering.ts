import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { hash } from '@cream/domain';
import { CycleSummarySchema } from '@cream/proto/cycle';
import { blob, type Database, int, type Row, type SqlArgument, text } from '@cream/storage';
import { decodeEntry } from '../src/app/cycle-state.js';
import { chainEntries, type Draft, GENESIS } from '../src/app/journal.js';
import { cycleContentHash } from '../src/app/summary.js';

/** Changes the record by hand, with hashes and all else left as they are. @returns how many rows were changed */
export async function change(database: Database, sql: string, ...args: SqlArgument[]): Promise<number> {
  return (await database.run(sql, args)).changes;
}

/** What becomes of an entry: itself, another one, or nothing. */
export type Rewrite = (draft: Draft, cycleId: string) => Draft | undefined;

/**
 * Rewrites the record of one account as somebody would who owns the database but no key: every hash of entries, cycles and
 * summaries is made to fit again.
 */
export async function forge(database: Database, rewrite: Rewrite): Promise<void> {
  const read = 'SELECT account_id, cycle_id, summary FROM cycles ORDER BY slot_ms';
  let tail = GENESIS;
  for (const cycle of await database.all(read, [])) tail = await forgeCycle(database, cycle, tail, rewrite);
}

/** @returns the hash the cycle ends with */
async function forgeCycle(database: Database, cycle: Row, before: Uint8Array, rewrite: Rewrite): Promise<Uint8Array> {
  const where = 'WHERE account_id = ? AND cycle_id = ?';
  const key = [text(cycle, 'account_id'), text(cycle, 'cycle_id')] as const;
  const stored = await database.all(
    `SELECT kind, time_ms, bytes FROM entries ${where} ORDER BY sequence`,
    [...key],
    (row) => ({
      draft: decodeEntry({ kind: int(row, 'kind'), bytes: blob(row, 'bytes') }),
      timeMs: int(row, 'time_ms'),
    }),
  );
  const kept = stored.flatMap(({ draft, timeMs }) => {
    const forged = rewrite(draft, key[1]);
    return forged === undefined ? [] : [{ draft: forged, timeMs }];
  });
  let tail = before;
  const entries = kept.flatMap(({ draft, timeMs }, sequence) => {
    const chained = chainEntries([draft], sequence, tail, timeMs);
    tail = chained[0]?.hash ?? tail;
    return chained;
  });
  const contentHash = cycleContentHash(entries.map((entry) => entry.contentHash));
  const summary = { ...fromBinary(CycleSummarySchema, blob(cycle, 'summary')), contentHash: hash(contentHash) };
  await database.write([
    { sql: `DELETE FROM entries ${where}`, args: [...key] },
    ...entries.map((entry) => ({
      sql: 'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      args: [
        ...key,
        entry.sequence,
        entry.kind,
        entry.timeMs,
        entry.bytes,
        entry.previousHash,
        entry.hash,
        entry.contentHash,
      ],
    })),
    {
      sql: `UPDATE cycles SET tail_hash = ?, content_hash = ?, summary = ? ${where}`,
      args: [tail, contentHash, toBinary(CycleSummarySchema, summary), ...key],
    },
  ]);
  return tail;
}
