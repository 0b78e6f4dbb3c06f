import { requireAbove, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
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
  requireAbove('tolerance', tolerance, 0);
  requireInteger('minTouches', minTouches, 1);
  for (const [i, pivot] of pivots.entries()) {
    if (!(pivot.price > 0 && Number.isFinite(pivot.price))) {
      throw new QuantError('pivots', `must have finite prices greater than 0, got ${pivot.price}`, i);
    }
  }

  const levels: Level[] = [];
  let cluster: Cluster | undefined;
  const close = (): void => {
    if (cluster && cluster.touches >= minTouches) levels.push(levelOf(cluster, price));
  };
  for (const pivot of pivots.toSorted((a, b) => a.price - b.price || a.index - b.index)) {
    if (cluster && pivot.price - cluster.mean <= tolerance * cluster.mean) {
      join(cluster, pivot);
    } else {
      close();
      cluster = { mean: pivot.price, touches: 1, firstIndex: pivot.index, lastIndex: pivot.index };
    }
  }
  close();
  return levels;
}

/** The `count` levels of a role that lie nearest to the price, nearest first. */
export function nearestLevels(levels: readonly Level[], price: number, role: LevelRole, count: number): Level[] {
  requireInteger('count', count, 0);
  return levels
    .filter((level) => level.role === role)
    .sort((a, b) => Math.abs(a.price - price) - Math.abs(b.price - price))
    .slice(0, count);
}

interface Cluster {
  mean: number;
  touches: number;
  firstIndex: number;
  lastIndex: number;
}

function join(cluster: Cluster, pivot: Pivot): void {
  cluster.touches++;
  cluster.mean += (pivot.price - cluster.mean) / cluster.touches;
  cluster.firstIndex = Math.min(cluster.firstIndex, pivot.index);
  cluster.lastIndex = Math.max(cluster.lastIndex, pivot.index);
}

function levelOf(cluster: Cluster, price: number): Level {
  const { mean, touches, firstIndex, lastIndex } = cluster;
  return { price: mean, touches, firstIndex, lastIndex, role: mean <= price ? 'SUPPORT' : 'RESISTANCE' };
}
