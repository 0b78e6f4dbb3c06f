import { at, type Numbers, requireFinite, requireInteger, requireSameLength } from '../numbers.js';

/** A turning point of the chart. */
export interface Pivot {
  readonly index: number;
  readonly price: number;
  readonly kind: 'HIGH' | 'LOW';
}

/**
 * Swing pivots: bars whose high is strictly above (low strictly below) those of the `side` bars before and the `side`
 * bars after. A pivot is only known `side` bars later, so the newest `side` bars have none. In time order; a bar that is
 * both has its high first.
 */
export function swingPivots(high: Numbers, low: Numbers, side = 5): Pivot[] {
  requireInteger('side', side, 1);
  requireSameLength('low', low, 'high', high);
  requireFinite('high', high);
  requireFinite('low', low);
  const pivots: Pivot[] = [];
  for (let index = side; index < high.length - side; index++) {
    if (isPeak(high, index, side, 1)) pivots.push({ index, price: at(high, index), kind: 'HIGH' });
    if (isPeak(low, index, side, -1)) pivots.push({ index, price: at(low, index), kind: 'LOW' });
  }
  return pivots;
}

function isPeak(values: Numbers, index: number, side: number, sign: 1 | -1): boolean {
  const candidate = sign * at(values, index);
  for (let k = 1; k <= side; k++) {
    if (sign * at(values, index - k) >= candidate || sign * at(values, index + k) >= candidate) return false;
  }
  return true;
}
