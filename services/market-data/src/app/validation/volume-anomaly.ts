import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { type CheckedSeries, splitBetween, storedFinding } from './checked-series.js';
import type { Finding } from './finding.js';

const WINDOW_BARS = 20;
const DEVIATIONS = 5;
/** Volumes that hardly differ have no deviation to speak of: it counts as at least 5 % of their mean. */
const LEAST_DEVIATION = 0.05;

/** Volumes more than five standard deviations (population) above the mean of the 20 bars before. */
export function* volumeAnomalies(series: CheckedSeries): Generator<Finding> {
  const { volume, starts, count } = series;
  let first = 0;
  for (let i = 1; i < count; i++) {
    // A split changes the unit of volume too: the bars before it say nothing about those after.
    if (splitBetween(series, i - 1, i) !== 1) first = i;
    if (i - first < WINDOW_BARS) continue;
    let [sum, squares] = [0, 0];
    for (let k = i - WINDOW_BARS; k < i; k++) sum += volume[k] ?? 0;
    const mean = sum / WINDOW_BARS;
    for (let k = i - WINDOW_BARS; k < i; k++) squares += ((volume[k] ?? 0) - mean) ** 2;
    const deviation = Math.max(Math.sqrt(squares / WINDOW_BARS), LEAST_DEVIATION * mean);
    const now = volume[i] ?? 0;
    if (mean === 0 || now <= mean + DEVIATIONS * deviation) continue;
    const observed = `volume ${now}, ${((now - mean) / deviation).toFixed(1)} deviations above ${mean.toFixed(0)}`;
    const severity = Finding_Severity.INFO;
    const expected = `at most ${DEVIATIONS} deviations above the ${WINDOW_BARS} bars before`;
    yield storedFinding(series, Finding_Code.VOLUME_ANOMALY, severity, starts[i] ?? 0, observed, expected);
  }
}
