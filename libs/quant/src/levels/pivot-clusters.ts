import { requireAbove } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import type { Pivot } from './pivots.js';

/** Pivots at about one price, in time order, and the mean of their prices. */
export interface PivotCluster {
  readonly price: number;
  readonly pivots: readonly Pivot[];
}

/**
 * Joins pivots, highs and lows alike, sorted by price, while they lie within `tolerance` (a ratio) of the cluster's
 * running mean. Lowest cluster first.
 */
export function clusterPivots(pivots: readonly Pivot[], tolerance: number): PivotCluster[] {
  requireAbove('tolerance', tolerance, 0);
  for (const [i, pivot] of pivots.entries()) {
    if (!(pivot.price > 0 && Number.isFinite(pivot.price))) {
      throw new QuantError('pivots', `must have finite prices greater than 0, got ${pivot.price}`, i);
    }
  }
  const clusters: { price: number; pivots: Pivot[] }[] = [];
  let cluster: { price: number; pivots: Pivot[] } | undefined;
  for (const pivot of pivots.toSorted((a, b) => a.price - b.price || a.index - b.index)) {
    if (cluster && pivot.price - cluster.price <= tolerance * cluster.price) {
      cluster.pivots.push(pivot);
      cluster.price += (pivot.price - cluster.price) / cluster.pivots.length;
    } else {
      cluster = { price: pivot.price, pivots: [pivot] };
      clusters.push(cluster);
    }
  }
  for (const { pivots: joined } of clusters) joined.sort((a, b) => a.index - b.index);
  return clusters;
}
