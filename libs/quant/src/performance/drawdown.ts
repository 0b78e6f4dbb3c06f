import { at, type Numbers, requireFinite } from '../numbers.js';
import { QuantError } from '../quant-error.js';

export interface MaxDrawdown {
  /** Positive fraction: 0.1 is ten percent below the peak. 0 when the curve never fell. */
  readonly depth: number;
  /** The last point at the peak before the fall, and the lowest point after it; both undefined when it never fell. */
  readonly peakIndex: number | undefined;
  readonly troughIndex: number | undefined;
}

/** How far each point of an equity curve lies below the highest one so far, as a positive fraction. */
export function drawdowns(equity: Numbers): Float64Array {
  requireCurve(equity);
  const out = new Float64Array(equity.length);
  let peak = 0;
  for (let i = 0; i < equity.length; i++) {
    peak = Math.max(peak, at(equity, i));
    const depth = 1 - at(equity, i) / peak;
    requireDepth(depth, i);
    out[i] = depth;
  }
  return out;
}

/** The deepest drawdown, the first of equals; undefined for an empty curve. */
export function maxDrawdown(equity: Numbers): MaxDrawdown | undefined {
  requireCurve(equity);
  if (equity.length === 0) return undefined;
  let deepest: MaxDrawdown = { depth: 0, peakIndex: undefined, troughIndex: undefined };
  let peakIndex = 0;
  for (let i = 1; i < equity.length; i++) {
    if (at(equity, i) >= at(equity, peakIndex)) peakIndex = i;
    const depth = 1 - at(equity, i) / at(equity, peakIndex);
    requireDepth(depth, i);
    if (depth > deepest.depth) deepest = { depth, peakIndex, troughIndex: i };
  }
  return deepest;
}

function requireDepth(depth: number, index: number): void {
  if (!Number.isFinite(depth)) throw new QuantError('equity', 'falls by more than a number can hold', index);
}

function requireCurve(equity: Numbers): void {
  requireFinite('equity', equity);
  const first = equity[0];
  if (first !== undefined && first <= 0) throw new QuantError('equity', `must start above 0, got ${first}`, 0);
}
