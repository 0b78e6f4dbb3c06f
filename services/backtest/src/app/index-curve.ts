import { type Decimal, dec, millis } from '@cream/domain';
import type { Bar } from '@cream/proto/market';
import type { CurvePoint } from './tear-sheet.js';

/**
 * What the starting cash would have become at an index's price change, without costs: an index cannot be bought.
 * Undefined when the index had no bar by the first slot.
 */
export function indexCurve(bars: readonly Bar[], slots: readonly number[], cash: Decimal): CurvePoint[] | undefined {
  let next = 0;
  let base: Decimal | undefined;
  let close: Decimal | undefined;
  const curve: CurvePoint[] = [];
  for (const timeMs of slots) {
    for (let bar = bars[next]; bar !== undefined && millis(bar.end) <= timeMs; bar = bars[next]) {
      close = dec(bar.close);
      next += 1;
    }
    if (close === undefined) return undefined;
    base ??= close;
    curve.push({ timeMs, equity: cash.times(close).div(base).toDecimalPlaces(6) });
  }
  return curve;
}
