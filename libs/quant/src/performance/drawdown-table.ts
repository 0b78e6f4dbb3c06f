import { at, held, type Numbers, requireFinite } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { drawdowns } from './drawdown.js';

/** One fall of an equity curve from a peak and its way back. Positions are those of the curve. */
export interface Drawdown {
  /** The last point at the peak before the fall. */
  readonly peakIndex: number;
  /** The lowest point, the first of equals. */
  readonly troughIndex: number;
  /** The first point back at the peak or above it; undefined while it lasts. */
  readonly recoveryIndex: number | undefined;
  /** Positive fraction of the peak. */
  readonly depth: number;
}

/** How long a drawdown took, in bars or, with times, in milliseconds. What has not ended is undefined. */
export interface DrawdownDuration {
  readonly peakToTrough: number;
  readonly troughToRecovery: number | undefined;
  readonly peakToRecovery: number | undefined;
}

/** Every drawdown of a curve in the order of its peaks; one is over when its peak is reached again. */
export function drawdownTable(equity: Numbers): Drawdown[] {
  const depths = drawdowns(equity);
  const table: Drawdown[] = [];
  for (let i = 1; i < depths.length; i++) {
    if (at(depths, i) === 0) continue;
    const fall = fallFrom(i - 1, depths);
    table.push(fall);
    i = fall.recoveryIndex ?? depths.length;
  }
  return table;
}

/** The deepest drawdowns first, at most `count` of them; the earlier of equals first. */
export function worstDrawdowns(table: readonly Drawdown[], count: number): Drawdown[] {
  return table.toSorted((a, b) => b.depth - a.depth).slice(0, count);
}

/** Durations of one drawdown: in bars, or in milliseconds when the times of the curve's points are given. */
export function drawdownDuration(fall: Drawdown, timesMs?: Numbers): DrawdownDuration {
  const { peakIndex, troughIndex, recoveryIndex } = fall;
  const between = (from: number, to: number | undefined): number | undefined =>
    to === undefined ? undefined : timeOf(to, timesMs) - timeOf(from, timesMs);
  return {
    peakToTrough: timeOf(troughIndex, timesMs) - timeOf(peakIndex, timesMs),
    troughToRecovery: between(troughIndex, recoveryIndex),
    peakToRecovery: between(peakIndex, recoveryIndex),
  };
}

/** Bars of the longest drawdown that has ended, peak to recovery; 0 when none has. */
export function longestRecovery(table: readonly Drawdown[]): number {
  return table.reduce((most, fall) => Math.max(most, drawdownDuration(fall).peakToRecovery ?? 0), 0);
}

/** Root mean square of the drawdowns of all points (Martin's ulcer index), a fraction; undefined for an empty curve. */
export function ulcerIndex(equity: Numbers): number | undefined {
  const depths = drawdowns(equity);
  if (depths.length === 0) return undefined;
  return held(Math.sqrt(depths.reduce((sum, depth) => sum + depth * depth, 0) / depths.length));
}

function fallFrom(peakIndex: number, depths: Numbers): Drawdown {
  let troughIndex = peakIndex + 1;
  let i = peakIndex + 1;
  for (; i < depths.length && at(depths, i) > 0; i++) if (at(depths, i) > at(depths, troughIndex)) troughIndex = i;
  return {
    peakIndex,
    troughIndex,
    recoveryIndex: i < depths.length ? i : undefined,
    depth: at(depths, troughIndex),
  };
}

function timeOf(index: number, timesMs: Numbers | undefined): number {
  if (timesMs === undefined) return index;
  if (index >= timesMs.length) throw new QuantError('timesMs', `has ${timesMs.length} values but no ${index}`);
  requireFinite('timesMs', timesMs);
  return at(timesMs, index);
}
