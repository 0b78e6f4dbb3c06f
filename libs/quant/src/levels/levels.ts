import { requireAbove, requireInteger } from '../numbers.js';
import { clusterPivots, type PivotCluster } from './pivot-clusters.js';
import type { Pivot } from './pivots.js';

/** A price the market turned at more than once. */
export interface Level {
  /** Mean of its pivots. */
  readonly price: number;
  /** How many pivots it joins. */
  readonly touches: number;
  /** Bar of its oldest and of its newest pivot. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly role: LevelRole;
}

export type LevelRole = 'SUPPORT' | 'RESISTANCE';

export interface LevelOptions {
  /** How far a pivot may lie from the running mean of its cluster, as a ratio. Default 0.005. */
  readonly tolerance?: number;
  /** Fewest pivots of a level. Default 2. */
  readonly minTouches?: number;
}

/**
 * Support and resistance from swing pivots: pivots sorted by price are joined while they lie within `tolerance` of the
 * cluster's running mean. Highs and lows join alike and the side of `price` alone decides the role (a level the price
 * stands on exactly is support), because broken resistance becomes support. Lowest level first.
 */
export function priceLevels(pivots: readonly Pivot[], price: number, options: LevelOptions = {}): Level[] {
  const { tolerance = 0.005, minTouches = 2 } = options;
  requireAbove('price', price, 0);
  requireInteger('minTouches', minTouches, 1);
  return clusterPivots(pivots, tolerance)
    .filter((cluster) => cluster.pivots.length >= minTouches)
    .map((cluster) => levelOf(cluster, price));
}

/** A cluster as a level, seen from the price. */
export function levelOf(cluster: PivotCluster, price: number): Level {
  const { pivots } = cluster;
  return {
    price: cluster.price,
    touches: pivots.length,
    firstIndex: (pivots[0] as Pivot).index,
    lastIndex: (pivots.at(-1) as Pivot).index,
    role: cluster.price <= price ? 'SUPPORT' : 'RESISTANCE',
  };
}

/** The `count` levels of a role that lie nearest to the price, nearest first. */
export function nearestLevels<L extends Level>(
  levels: readonly L[],
  price: number,
  role: LevelRole,
  count: number,
): L[] {
  requireInteger('count', count, 0);
  return levels
    .filter((level) => level.role === role)
    .sort((a, b) => Math.abs(a.price - price) - Math.abs(b.price - price))
    .slice(0, count);
}
