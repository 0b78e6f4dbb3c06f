/** A span of time, UTC milliseconds: from inclusive, to exclusive. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether a time lies in the range. */
export function within(range: TimeRange, ms: number): boolean {
  return ms >= range.fromMs && ms < range.toMs;
}
