import type { Pivot } from '../../levels/pivots.js';

/**
 * Swings: highs and lows in turn. Of pivots of one kind in a row the most extreme stands for all. A bar that is both a
 * high and a low is left out, because a bar does not say which came first.
 *
 * @returns for every pivot that made a new swing, the swings as they stood then, newest last, at most `count`: what
 *   comes later never changes an earlier answer
 */
export function swingsAsTheyCame(pivots: readonly Pivot[], count: number): Pivot[][] {
  const swings: Pivot[] = [];
  const stages: Pivot[][] = [];
  for (const [i, pivot] of pivots.entries()) {
    if (pivots[i - 1]?.index === pivot.index || pivots[i + 1]?.index === pivot.index) continue;
    const last = swings.at(-1);
    if (last?.kind === pivot.kind) {
      if (!isBeyond(pivot, last)) continue;
      swings.pop();
    }
    swings.push(pivot);
    stages.push(swings.slice(-count));
  }
  return stages;
}

const isBeyond = (pivot: Pivot, other: Pivot): boolean =>
  pivot.kind === 'HIGH' ? pivot.price > other.price : pivot.price < other.price;
