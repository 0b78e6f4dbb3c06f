import { nearestLevels, type RatedLevel, supportResistance } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';

/** Bars on either side that a swing pivot must stand out from. */
export const PIVOT_SIDE = 5;
/** How far a pivot may lie from the others of its level, as a ratio. */
export const LEVEL_TOLERANCE = 0.005;
/** Bars after which a touch counts half. */
export const TOUCH_HALF_LIFE = 60;
const LEVELS_PER_SIDE = 3;

/** Up to three supports and three resistances nearest to the newest close, supports first, nearest first. */
export function nearbyLevels({ high, low, close, volume }: BarColumns): RatedLevel[] {
  const price = close.at(-1);
  if (price === undefined) return [];
  const levels = supportResistance(volume === undefined ? { high, low, close } : { high, low, close, volume }, {
    side: PIVOT_SIDE,
    tolerance: LEVEL_TOLERANCE,
    halfLife: TOUCH_HALF_LIFE,
    nearest: LEVELS_PER_SIDE,
  });
  return [
    ...nearestLevels(levels, price, 'SUPPORT', LEVELS_PER_SIDE),
    ...nearestLevels(levels, price, 'RESISTANCE', LEVELS_PER_SIDE),
  ];
}
