import { createHash } from 'node:crypto';
import type { BarInterval, ImportBarsRequest } from '@cream/proto/market';
import { int, intOrUndefined, type Row, type Statement, textOrUndefined } from '@cream/storage';
import type { TimeForm } from '../csv/time-cell.js';

const FIRST_ROW_LINE = 2;

/** How far a file is read. */
export interface ImportState {
  readonly form: TimeForm | undefined;
  readonly interval: BarInterval;
  readonly nextOffset: number;
  readonly nextLine: number;
  readonly lastStartMs: number | undefined;
  readonly complete: boolean;
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly quarantined: number;
}

/** A file is known by what it says and whose bars it is said to hold, not by its name. */
export function importId({ symbol, interval, source, content, heldOn }: ImportBarsRequest): Uint8Array {
  const day = heldOn === undefined ? '' : `${heldOn.year}-${heldOn.month}-${heldOn.day}`;
  const hash = createHash('sha256').update(JSON.stringify([symbol, interval, source, day]));
  return hash.update(content?.sha256 ?? new Uint8Array()).digest();
}

/** A file nothing was read of yet. */
export function freshState({ header, interval }: ImportBarsRequest): ImportState {
  return {
    form: undefined,
    interval,
    nextOffset: header.length,
    nextLine: FIRST_ROW_LINE,
    lastStartMs: undefined,
    complete: false,
    inserted: 0,
    unchanged: 0,
    conflicts: 0,
    quarantined: 0,
  };
}

export function toState(row: Row): ImportState {
  return {
    form: textOrUndefined(row, 'form') as TimeForm | undefined,
    interval: int(row, 'interval'),
    nextOffset: int(row, 'next_offset'),
    nextLine: int(row, 'next_line'),
    lastStartMs: intOrUndefined(row, 'last_start_ms'),
    complete: int(row, 'complete') === 1,
    inserted: int(row, 'inserted'),
    unchanged: int(row, 'unchanged'),
    conflicts: int(row, 'conflicts'),
    quarantined: int(row, 'quarantined'),
  };
}

export function saveState(
  id: Uint8Array,
  series: number | undefined,
  request: ImportBarsRequest,
  state: ImportState,
): Statement {
  return {
    sql: 'INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    args: [
      id,
      series ?? null,
      request.symbol,
      request.source,
      request.file,
      state.form ?? null,
      state.interval,
      state.nextOffset,
      state.nextLine,
      state.lastStartMs ?? null,
      state.complete,
      state.inserted,
      state.unchanged,
      state.conflicts,
      state.quarantined,
    ],
  };
}
