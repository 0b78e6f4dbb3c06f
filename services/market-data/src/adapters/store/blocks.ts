import { BarInterval } from '@cream/proto/market';
import { DAY_MS } from '../../calendar/civil-date.js';

const COMMA = 0x2c;
const FIELDS = 5;

/** Bars of one block: `times` are pairs of start and end, `numbers` five decimal texts a bar, each ended by a comma. */
export interface Block {
  readonly times: Float64Array;
  readonly numbers: Uint8Array;
}

/** What happened when bars met those that were stored. */
export interface Merge {
  readonly block: Block;
  readonly inserted: number;
  readonly unchanged: number;
  /** Index of each offered bar that contradicts a stored one or overlaps it, and what is stored. */
  readonly conflicts: readonly { readonly offered: number; readonly stored: string }[];
}

/**
 * The block a bar of a date belongs to: the date for bars of up to five minutes, the month for longer intraday bars, the
 * year for daily ones. A block is read and written as a whole, so it should hold some hundred bars.
 */
export function blockOf(interval: BarInterval, day: number): number {
  if (interval === BarInterval.ONE_MINUTE || interval === BarInterval.FIVE_MINUTES) return day;
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  return interval === BarInterval.ONE_DAY ? year : year * 12 + date.getUTCMonth();
}

/** Bars of both, in time order. A stored bar is never changed, and none is added that overlaps one. */
export function mergeBlocks(stored: Block | undefined, offered: Block): Merge {
  if (stored === undefined) return { block: offered, inserted: offered.times.length / 2, unchanged: 0, conflicts: [] };
  const offeredAt = rowOffsets(offered.numbers, offered.times.length / 2);
  const storedAt = rowOffsets(stored.numbers, stored.times.length / 2);
  const times: number[] = [];
  const numbers: Uint8Array[] = [];
  const conflicts: { offered: number; stored: string }[] = [];
  let [inserted, unchanged] = [0, 0];
  const take = (from: Block, offsets: Uint32Array, row: number) => {
    times.push(from.times[2 * row] ?? 0, from.times[2 * row + 1] ?? 0);
    numbers.push(from.numbers.subarray(offsets[row], offsets[row + 1]));
  };
  const numbersAt = (row: number) => Buffer.from(stored.numbers.subarray(storedAt[row], storedAt[row + 1]));
  const shown = (row: number) => numbersAt(row).toString('latin1').slice(0, -1);
  let [a, b] = [0, 0];
  while (a < storedAt.length - 1 || b < offeredAt.length - 1) {
    const storedStart = stored.times[2 * a] ?? Number.POSITIVE_INFINITY;
    const offeredStart = offered.times[2 * b] ?? Number.POSITIVE_INFINITY;
    if (storedStart > offeredStart) {
      const storedEnd = stored.times[2 * a - 1] ?? Number.NEGATIVE_INFINITY;
      const offeredEnd = offered.times[2 * b + 1] ?? Number.NEGATIVE_INFINITY;
      if (storedEnd > offeredStart || offeredEnd > storedStart) {
        const overlapped = storedEnd > offeredStart ? a - 1 : a;
        const from = new Date(stored.times[2 * overlapped] ?? 0).toISOString();
        conflicts.push({ offered: b++, stored: `no bar within that from ${from}: ${shown(overlapped)}` });
        continue;
      }
      inserted += 1;
      take(offered, offeredAt, b++);
      continue;
    }
    if (storedStart === offeredStart) {
      const known = numbersAt(a);
      const same =
        stored.times[2 * a + 1] === offered.times[2 * b + 1] &&
        known.equals(offered.numbers.subarray(offeredAt[b], offeredAt[b + 1]));
      if (same) unchanged += 1;
      else conflicts.push({ offered: b, stored: shown(a) });
      b += 1;
    }
    take(stored, storedAt, a++);
  }
  const block = inserted === 0 ? stored : { times: Float64Array.from(times), numbers: Buffer.concat(numbers) };
  return { block, inserted, unchanged, conflicts };
}

/** Where each of `rows` bars begins in the bytes, and where the last one ends. */
export function rowOffsets(numbers: Uint8Array, rows: number): Uint32Array {
  const offsets = new Uint32Array(rows + 1);
  let [row, commas] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] !== COMMA) continue;
    commas += 1;
    if (commas === FIELDS) {
      commas = 0;
      row += 1;
      offsets[row] = i + 1;
    }
  }
  if (row !== rows) throw new Error(`a block of ${rows} bars holds the numbers of ${row}`);
  return offsets;
}
