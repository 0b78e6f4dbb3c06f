import { createHash } from 'node:crypto';
import type { BarInterval } from '@cream/proto/market';
import { blob, type Database, int } from '@cream/storage';
import { floats } from './floats.js';

/** Blocks read at once: some megabytes, however long the series is. */
const BLOCKS_AT_ONCE = 200;

/** The hash `BarSeries.content` has over the same bars, without having them all in memory. */
export async function storedContent(database: Database, series: number, interval: BarInterval): Promise<Uint8Array> {
  const digest = createHash('sha256');
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(interval);
  digest.update(prefix);
  for await (const times of column(database, series, 'times')) {
    const bytes = Buffer.alloc(times.length);
    floats(times).forEach((value, i) => {
      bytes.writeDoubleBE(value, 8 * i);
    });
    digest.update(bytes);
  }
  for await (const numbers of column(database, series, 'numbers')) digest.update(numbers);
  return digest.digest();
}

async function* column(database: Database, series: number, name: 'times' | 'numbers'): AsyncGenerator<Uint8Array> {
  const sql = `SELECT block, ${name} AS bytes FROM blocks WHERE series = ? AND block > ? ORDER BY block LIMIT ${BLOCKS_AT_ONCE}`;
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await database.all(sql, [series, after], (row) => ({
      block: int(row, 'block'),
      bytes: blob(row, 'bytes'),
    }));
    for (const { bytes } of rows) yield bytes;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.block;
  }
}
