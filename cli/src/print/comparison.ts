import { newYorkDate } from '@cream/domain';
import type { Comparison, Evidence } from '../compare/compare-runs.js';
import { table } from './aligned.js';
import { fixed, percent } from './figures.js';

/** The comparison for people. */
export function comparisonLines({ runs, overfitting, noOverfitting }: Comparison): string[] {
  const header = ['run', '', 'periods', 'Sharpe', '95 % interval', 'above 0', 'deflated', 'needs', 'ulcer'];
  const chosen =
    overfitting === undefined
      ? `Overfitting: – (${noOverfitting ?? 'no returns vary'})`
      : `Overfitting: in ${percent(overfitting, 1)} of the splits the best of one half is among the worse in the other`;
  return [...table([header, ...runs.map(cellsOf)], 2), '', chosen, ...runs.flatMap(drawdownLines)];
}

function cellsOf({
  id,
  name,
  periods,
  sharpe,
  interval,
  probabilistic,
  deflated,
  periodsNeeded,
  ulcerIndex,
}: Evidence): string[] {
  return [
    id,
    name,
    String(periods),
    fixed(sharpe, 2),
    interval === undefined ? '–' : `${fixed(interval.lower, 2)} to ${fixed(interval.upper, 2)}`,
    percent(probabilistic, 1),
    percent(deflated, 1),
    periodsNeeded === undefined ? '–' : String(Math.ceil(periodsNeeded)),
    percent(ulcerIndex, 1),
  ];
}

function drawdownLines({ id, drawdowns }: Evidence): string[] {
  if (drawdowns.length === 0) return ['', `${id}: never below a peak`];
  const lines = drawdowns.map(({ depth, peakMs, troughMs, recoveredMs, periods }) => {
    const back = recoveredMs === undefined ? 'not yet back' : `back ${newYorkDate(recoveredMs)}, ${periods} periods`;
    return `  ${percent(depth, 1).padStart(8)}  ${newYorkDate(peakMs)} to ${newYorkDate(troughMs)}, ${back}`;
  });
  return ['', `${id}: deepest drawdowns`, ...lines];
}
