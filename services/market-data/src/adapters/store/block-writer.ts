import { Finding_Code } from '@cream/proto/market';
import { blob, type Database, type Statement } from '@cream/storage';
import type { StoredSeries } from '../../app/instruments.js';
import type { Piece, RefusedRow } from '../csv/piece.js';
import type { PlacedPiece } from '../csv/placed-piece.js';
import { type Block, blockOf, mergeBlocks } from './blocks.js';
import { floats } from './floats.js';

/** What bars of a piece do to a series: the statements that store them, and what they met there. */
export interface Written {
  readonly statements: readonly Statement[];
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: readonly RefusedRow[];
}

/** No bars, nothing to do. */
export const NOTHING: Written = { statements: [], inserted: 0, unchanged: 0, conflicts: [] };

/** Merges placed bars into the stored blocks of a series. Nothing is written yet. */
export async function writeBlocks(
  database: Database,
  series: StoredSeries,
  placed: PlacedPiece,
  piece: Piece,
): Promise<Written> {
  const statements: Statement[] = [];
  const conflicts: RefusedRow[] = [];
  let { firstEndMs, lastEndMs } = series;
  let [inserted, unchanged] = [0, 0];
  for (let from = 0; from < placed.rows.length; ) {
    const number = blockOf(series.interval, placed.days[from] ?? 0);
    let to = from + 1;
    while (to < placed.rows.length && blockOf(series.interval, placed.days[to] ?? 0) === number) to += 1;
    const offered = blockFrom(placed, piece, from, to);
    const merge = mergeBlocks(await readBlock(database, series.id, number), offered);
    for (const { offered: index, stored } of merge.conflicts) {
      const row = placed.rows[from + index] ?? 0;
      conflicts.push({
        code: Finding_Code.CONFLICT,
        line: piece.lines[row] ?? 0,
        row: piece.text(row),
        timeMs: placed.starts[from + index],
        observed: piece.rows.fields(row).join(','),
        expected: stored,
      });
    }
    if (merge.inserted > 0) {
      const { times } = merge.block;
      firstEndMs = Math.min(firstEndMs, times[1] ?? firstEndMs);
      lastEndMs = Math.max(lastEndMs, times.at(-1) ?? lastEndMs);
      statements.push({
        sql: `INSERT INTO blocks (series, block, times, numbers) VALUES (?, ?, ?, ?)
              ON CONFLICT (series, block) DO UPDATE SET times = excluded.times, numbers = excluded.numbers`,
        args: [series.id, number, new Uint8Array(merge.block.times.buffer), merge.block.numbers],
      });
    }
    inserted += merge.inserted;
    unchanged += merge.unchanged;
    from = to;
  }
  if (inserted > 0) {
    statements.push({
      sql: 'UPDATE series SET bars = bars + ?, first_end_ms = ?, last_end_ms = ?, content = NULL WHERE id = ?',
      args: [inserted, firstEndMs, lastEndMs, series.id],
    });
  }
  return { statements, inserted, unchanged, conflicts };
}

function blockFrom(placed: PlacedPiece, piece: Piece, from: number, to: number): Block {
  const times = new Float64Array(2 * (to - from));
  const parts: Uint8Array[] = [];
  let begin = placed.rows[from] ?? 0;
  for (let i = from; i < to; i++) {
    times[2 * (i - from)] = placed.starts[i] ?? 0;
    times[2 * (i - from) + 1] = placed.ends[i] ?? 0;
    const row = placed.rows[i] ?? 0;
    const next = placed.rows[i + 1];
    // Rows that follow each other are one run of bytes.
    if (i + 1 === to || next !== row + 1) {
      parts.push(piece.rows.bytesOf(begin, row + 1));
      begin = next ?? 0;
    }
  }
  return { times, numbers: Buffer.concat(parts) };
}

async function readBlock(database: Database, series: number, block: number): Promise<Block | undefined> {
  const sql = 'SELECT times, numbers FROM blocks WHERE series = ? AND block = ?';
  return database.get(sql, [series, block], (row) => ({
    times: floats(blob(row, 'times')),
    numbers: blob(row, 'numbers'),
  }));
}
