import type { BarInterval, Finding_Code, Finding_Severity } from '@cream/proto/market';

/** What a check found. Nothing is repaired: the caller puts a bad row aside, or shows the finding beside the data. */
export interface Finding {
  readonly code: Finding_Code;
  readonly severity: Finding_Severity;
  readonly symbol: string;
  readonly interval: BarInterval;
  /** Start of the bar or of the gap, UTC milliseconds; undefined when it could not be read. */
  readonly timeMs: number | undefined;
  readonly observed: string;
  readonly expected: string;
  /** Where it was read; empty for what was found in the store. */
  readonly file: string;
  readonly line: number;
  /** The refused row as it was written; empty when nothing was refused. */
  readonly row: string;
}

/** What a check of one value says; the caller knows whose value it is. */
export interface Objection {
  readonly code: Finding_Code;
  readonly observed: string;
  readonly expected: string;
}
