import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { type CheckedSeries, splitBetween, storedFinding } from './checked-series.js';
import type { Finding } from './finding.js';

/** Largest plausible move from one close to the next, as a ratio; the rest is for the rounding of floats: 10 % is none. */
const LARGEST_MOVE = 0.1 + 1e-9;

/** Closes that moved by more than 10 % from one bar to the next; a known split between the two is taken out first. */
export function* spikes(series: CheckedSeries): Generator<Finding> {
  const { close, starts, count } = series;
  for (let i = 1; i < count; i++) {
    const [before = 0, now = 0] = [close[i - 1], close[i]];
    const move = (now * splitBetween(series, i - 1, i)) / before - 1;
    if (Math.abs(move) <= LARGEST_MOVE) continue;
    const observed = `close ${before} to ${now}, ${(100 * move).toFixed(2)} %`;
    const severity = Finding_Severity.WARNING;
    yield storedFinding(series, Finding_Code.SPIKE, severity, starts[i] ?? 0, observed, 'at most 10 % from bar to bar');
  }
}
