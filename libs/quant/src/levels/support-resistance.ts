import {
  at,
  type Numbers,
  requireAbove,
  requireInteger,
  requireNumber,
  requirePositive,
  requireSameLength,
} from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type Level, type LevelOptions, levelOf } from './levels.js';
import { clusterPivots, type PivotCluster } from './pivot-clusters.js';
import { type Pivot, swingPivots } from './pivots.js';

/** Bars of one series, oldest first; without volume every touch counts alike. */
export interface LevelColumns {
  readonly high: Numbers;
  readonly low: Numbers;
  readonly close: Numbers;
  readonly volume?: Numbers;
}

export interface SupportResistanceOptions extends LevelOptions {
  /** Bars on either side that a pivot stands out from. Default 5. */
  readonly side?: number;
  /** Bars after which a touch counts half. Default 60. */
  readonly halfLife?: number;
  /** Weakest level to return. Default 0. */
  readonly minStrength?: number;
  /** Rate only this many supports and resistances, those nearest to the newest close. Default: all. */
  readonly nearest?: number;
}

/** A level with what speaks for and against it. */
export interface RatedLevel extends Level {
  /** From 0 to below 1: see `supportResistance`. */
  readonly strength: number;
  /** Pivots that turned the price down (highs) and up (lows). */
  readonly highTouches: number;
  readonly lowTouches: number;
  /** Bars since its newest pivot. */
  readonly age: number;
  /** Mean volume at its pivots over the mean of all bars; undefined without volume. */
  readonly relativeVolume: number | undefined;
  /** How often the closes went from beyond one side of its band to beyond the other, since its first pivot. */
  readonly breaks: number;
  /** Breaks after which it turned the price from its other side: old resistance that held as support, or the reverse. */
  readonly roleReversals: number;
  /** Whether its role now is not the one it began with. */
  readonly roleReversed: boolean;
}

/**
 * Support and resistance at the newest close, lowest first: swing pivots, joined as `priceLevels` joins them, rated by
 *
 *     strength = 1 − exp(−W / 4 · (1 + min(reversals, 4) / 4) / (1 + failures / 4))
 *     W        = Σ over the pivots of 2^(−age / halfLife) · 2v / (1 + v)
 *
 * where v is the volume of the pivot's bar over the mean of all bars (the factor is 1 at the mean, and without volume),
 * reversals are breaks that the level withstood in its new role, and failures the other breaks. Two fresh touches of
 * average volume are worth 0.39, five 0.71. Nothing after the newest bar is needed; a pivot is known `side` bars later.
 *
 * Time is linear in the bars for each level.
 *
 * @throws QuantError for columns of different lengths, prices that are not finite and above 0, negative volume
 */
export function supportResistance(columns: LevelColumns, options: SupportResistanceOptions = {}): RatedLevel[] {
  const { side = 5, tolerance = 0.005, minTouches = 2, halfLife = 60, minStrength = 0, nearest } = options;
  const { high, low, close, volume } = columns;
  requireInteger('minTouches', minTouches, 1);
  requireAbove('halfLife', halfLife, 0);
  requireNumber('minStrength', minStrength);
  requireSameLength('close', close, 'high', high);
  requirePositive('close', close);
  const relative = volume && relativeVolumes(volume, close);
  const pivots = swingPivots(high, low, side);
  if (close.length === 0) return [];
  const clusters = clusterPivots(pivots, tolerance).filter((cluster) => cluster.pivots.length >= minTouches);
  return nearestClusters(clusters, at(close, close.length - 1), nearest)
    .map((cluster) => rate(cluster, close, relative, tolerance, halfLife))
    .filter((level) => level.strength >= minStrength);
}

/** Clusters, lowest first, without those that `nearest` others of the same role lie nearer than. */
function nearestClusters(
  clusters: readonly PivotCluster[],
  price: number,
  nearest: number | undefined,
): PivotCluster[] {
  if (nearest === undefined) return [...clusters];
  requireInteger('nearest', nearest, 0);
  const supports = clusters.filter((cluster) => cluster.price <= price).length;
  return clusters.slice(Math.max(supports - nearest, 0), supports + nearest);
}

function rate(
  cluster: PivotCluster,
  close: Numbers,
  relative: ((index: number) => number) | undefined,
  tolerance: number,
  halfLife: number,
): RatedLevel {
  const { pivots } = cluster;
  const newest = close.length - 1;
  const level = levelOf(cluster, at(close, newest));
  const { breaks, roleReversals } = historyOf(cluster, close, tolerance);

  let weight = 0;
  let volumes = 0;
  for (const { index } of pivots) {
    const v = relative === undefined ? 1 : relative(index);
    volumes += v;
    weight += 2 ** (-(newest - index) / halfLife) * ((2 * v) / (1 + v));
  }
  const support = 1 + Math.min(roleReversals, 4) / 4;
  const failure = 1 + (breaks - roleReversals) / 4;
  const highTouches = pivots.filter(({ kind }) => kind === 'HIGH').length;
  const firstRole = pivots[0]?.kind === 'LOW' ? 'SUPPORT' : 'RESISTANCE';
  return {
    ...level,
    strength: -Math.expm1(((-weight / 4) * support) / failure),
    highTouches,
    lowTouches: pivots.length - highTouches,
    age: newest - level.lastIndex,
    relativeVolume: relative === undefined ? undefined : volumes / pivots.length,
    breaks,
    roleReversals,
    roleReversed: level.role !== firstRole,
  };
}

/** Walks the closes from the first pivot on; a touch holds from above when it is a low, from below when it is a high. */
function historyOf(
  { price, pivots }: PivotCluster,
  close: Numbers,
  tolerance: number,
): { breaks: number; roleReversals: number } {
  const band = tolerance * price;
  let breaks = 0;
  let roleReversals = 0;
  let next = 0;
  let side = pivots[0]?.kind === 'LOW' ? 1 : -1;
  let unproven = false;
  for (let i = (pivots[0] as Pivot).index; i < close.length; i++) {
    const distance = at(close, i) - price;
    if (Math.abs(distance) > band && Math.sign(distance) !== side) {
      side = -side;
      breaks++;
      unproven = true;
    }
    for (; pivots[next]?.index === i; next++) {
      const held = pivots[next]?.kind === 'LOW' ? 1 : -1;
      if (unproven && held === side) {
        roleReversals++;
        unproven = false;
      }
    }
  }
  return { breaks, roleReversals };
}

/** Each volume over the mean of all; 1 everywhere when nothing was traded. */
function relativeVolumes(volume: Numbers, close: Numbers): (index: number) => number {
  requireSameLength('volume', volume, 'close', close);
  // A running mean: a sum of volumes near the largest number would overflow.
  let mean = 0;
  for (let i = 0; i < volume.length; i++) {
    const value = at(volume, i);
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new QuantError('volume', `must be finite and not negative, got ${value}`, i);
    }
    mean += (value - mean) / (i + 1);
  }
  return (index) => (mean === 0 ? 1 : at(volume, index) / mean);
}
