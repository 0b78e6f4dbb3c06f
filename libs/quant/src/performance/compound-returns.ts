import {
  at,
  held,
  type Numbers,
  requireAbove,
  requireFinite,
  requireHeld,
  requireNumber,
  requireSameLength,
} from '../numbers.js';

/** Growth of the whole from the start to the end of each period: Π(1 + r) − 1. As many values as returns. */
export function cumulativeReturns(returns: Numbers): Float64Array {
  return equityCurve(returns, 1)
    .subarray(1)
    .map((value) => value - 1);
}

/** The account value that starts at `initial` and earns the returns: one point more than there are returns. */
export function equityCurve(returns: Numbers, initial: number): Float64Array {
  requireFinite('returns', returns);
  requireAbove('initial', initial, 0);
  const curve = new Float64Array(returns.length + 1);
  curve[0] = initial;
  for (let i = 0; i < returns.length; i++) curve[i + 1] = at(curve, i) * (1 + at(returns, i));
  requireHeld('returns', curve.subarray(1));
  return curve;
}

/** Return of all periods together, Π(1 + r) − 1; undefined without returns. */
export function compoundReturn(returns: Numbers): number | undefined {
  requireFinite('returns', returns);
  return returns.length === 0 ? undefined : held(growthOf(returns) - 1);
}

/**
 * Compound annual growth rate by the number of periods: Π(1 + r)^(periodsPerYear / n) − 1 (empyrical's annual_return;
 * `cagr` is the one by the time that passed). Undefined without returns, when more than everything was lost, and when
 * so few periods make it larger than a number can be.
 */
export function annualReturn(returns: Numbers, periodsPerYear: number): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  requireFinite('returns', returns);
  return returns.length === 0 ? undefined : annualised(growthOf(returns), periodsPerYear / returns.length);
}

/** growth^years − 1; undefined when the growth is below 0 or the result is beyond a number. */
export function annualised(growth: number, exponent: number): number | undefined {
  return growth < 0 ? undefined : held(growth ** exponent - 1);
}

/** Returns over a benchmark, or over a rate of the same period, one by one. */
export function excessReturns(returns: Numbers, benchmark: Numbers | number): Float64Array {
  requireFinite('returns', returns);
  if (typeof benchmark === 'number') {
    requireNumber('benchmark', benchmark);
    return heldReturns(Float64Array.from(returns, (value) => value - benchmark));
  }
  requireSameLength('benchmark', benchmark, 'returns', returns);
  requireFinite('benchmark', benchmark);
  return heldReturns(Float64Array.from(returns, (value, i) => value - at(benchmark, i)));
}

function heldReturns(excess: Float64Array): Float64Array {
  requireHeld('returns', excess);
  return excess;
}

/** The compound return of the periods that share a label. */
export interface LabelledReturn<Label> {
  readonly label: Label;
  readonly value: number;
}

/**
 * Returns compounded over longer periods: neighbours with the same label (a month, a quarter, an ISO week – the
 * caller's calendar) become one. In the order of the returns.
 */
export function aggregateReturns<Label extends string | number>(
  returns: Numbers,
  labels: readonly Label[],
): LabelledReturn<Label>[] {
  requireFinite('returns', returns);
  requireSameLength('labels', { length: labels.length }, 'returns', returns);
  const out: { label: Label; value: number }[] = [];
  for (const [i, label] of labels.entries()) {
    const open = out.at(-1);
    if (open === undefined || open.label !== label) out.push({ label, value: at(returns, i) });
    else open.value = (1 + open.value) * (1 + at(returns, i)) - 1;
  }
  requireHeld(
    'returns',
    out.map(({ value }) => value),
  );
  return out;
}

function growthOf(returns: Numbers): number {
  let growth = 1;
  for (let i = 0; i < returns.length; i++) growth *= 1 + at(returns, i);
  return growth;
}
