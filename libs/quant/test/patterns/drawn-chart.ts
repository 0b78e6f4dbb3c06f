import type { ChartColumns } from '../../src/index.js';

/** A chart of plain arrays, so that a test may turn it around. */
export interface DrawnChart extends ChartColumns {
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
}

/** Bars half a dollar to either side of closes on straight lines from corner to corner. */
export function drawnChart(corners: readonly (readonly [bar: number, price: number])[]): DrawnChart {
  const close: number[] = [];
  for (const [i, [bar, price]] of corners.entries()) {
    const next = corners[i + 1];
    if (next === undefined) close.push(price);
    else for (let k = bar; k < next[0]; k++) close.push(price + ((next[1] - price) * (k - bar)) / (next[0] - bar));
  }
  return chartAround(close);
}

export function chartAround(close: number[]): DrawnChart {
  return { high: close.map((price) => price + 0.5), low: close.map((price) => price - 0.5), close };
}

export function upsideDown({ high, low, close }: DrawnChart): DrawnChart {
  const turn = (price: number): number => 200 - price;
  return { high: low.map(turn), low: high.map(turn), close: close.map(turn) };
}
