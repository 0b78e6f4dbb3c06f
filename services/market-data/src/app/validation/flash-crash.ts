import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { type CheckedSeries, splitBetween, storedFinding } from './checked-series.js';
import type { Finding } from './finding.js';

const WINDOW_BARS = 20;
const FALL = 0.05;
/** Bars further apart are of two sessions: what happened between them is no crash of minutes. */
const PAUSE_MS = 3 * 3_600_000;

/**
 * Falls of 5 % or more within a session, from the highest high of the 20 bars before to a low. After each the window begins
 * anew. Daily bars fall that far in good health: they are left to the check of spikes.
 */
export function* flashCrashes(series: CheckedSeries): Generator<Finding> {
  const { high, low, starts, ends, count, lengthMs } = series;
  if (lengthMs === undefined) return;
  let first = 0;
  for (let i = 1; i < count; i++) {
    const paused = (starts[i] ?? 0) - (ends[i - 1] ?? 0) > PAUSE_MS;
    if (paused || splitBetween(series, i - 1, i) !== 1) first = i;
    let top = 0;
    for (let k = Math.max(first, i - WINDOW_BARS); k < i; k++) top = Math.max(top, high[k] ?? 0);
    const bottom = low[i] ?? 0;
    if (top === 0 || bottom > top * (1 - FALL)) continue;
    const observed = `high ${top} to low ${bottom}, ${(100 * (bottom / top - 1)).toFixed(2)} %`;
    const severity = Finding_Severity.WARNING;
    const expected = `a fall of less than 5 % within ${WINDOW_BARS} bars`;
    yield storedFinding(series, Finding_Code.FLASH_CRASH, severity, starts[i] ?? 0, observed, expected);
    first = i;
  }
}
