import { newYorkDate } from '@cream/domain';
import type { Comparison, Evidence } from '../compare/compare-runs.js';

/** The comparison for people. */
export function comparisonLines({ runs, overfitting, noOverfitting }: Comparison): string[] {
  const header = ['run', '', 'periods', 'Sharpe', '95 % interval', 'above 0', 'deflated', 'needs', 'ulcer'];
  const rows = [header, ...runs.map(cellsOf)];
  const widths = header.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  const table = rows.map((cells) =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const chosen =
    overfitting === undefined
      ? `Overfitting: – (${noOverfitting ?? 'no returns vary'})`
      : `Overfitting: in ${percent(overfitting)} of the splits the best of one half is among the worse in the other`;
  return [...table, '', chosen, ...runs.flatMap(drawdownLines)];
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
    ratio(sharpe),
    interval === undefined ? '–' : `${ratio(interval.lower)} to ${ratio(interval.upper)}`,
    percent(probabilistic),
    percent(deflated),
    periodsNeeded === undefined ? '–' : String(Math.ceil(periodsNeeded)),
    percent(ulcerIndex),
  ];
}

function drawdownLines({ id, drawdowns }: Evidence): string[] {
  if (drawdowns.length === 0) return ['', `${id}: never below a peak`];
  const lines = drawdowns.map(({ depth, peakMs, troughMs, recoveredMs, periods }) => {
    const back = recoveredMs === undefined ? 'not yet back' : `back ${newYorkDate(recoveredMs)}, ${periods} periods`;
    return `  ${percent(depth).padStart(8)}  ${newYorkDate(peakMs)} to ${newYorkDate(troughMs)}, ${back}`;
  });
  return ['', `${id}: deepest drawdowns`, ...lines];
}

function ratio(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

function percent(value: number | undefined): string {
  return value === undefined ? '–' : `${(value * 100).toFixed(1)} %`;
}
