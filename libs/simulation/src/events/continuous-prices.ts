import type { BarColumns } from '../engine/series.js';
import type { CorporateAction } from './corporate-actions.js';

/**
 * Prices without the jumps of splits, in the units of the first bar: each is multiplied by the ratios of all splits
 * before it. No later bar or split has a say in one, unlike in prices in the units of the last bar. The same columns when
 * nothing was split.
 */
export function continuousPrices(
  bars: Pick<BarColumns, 'start' | 'high' | 'low' | 'close'>,
  symbol: string,
  actions: readonly CorporateAction[],
): Pick<BarColumns, 'high' | 'low' | 'close'> {
  const splits = actions.filter((action) => action.kind === 'SPLIT' && action.symbol === symbol);
  if (splits.length === 0) return bars;
  const pending = splits.toSorted((a, b) => a.exMs - b.exMs);
  const { length } = bars.close;
  const ratios = new Float64Array(length);
  let ratio = 1;
  for (let n = 0; n < length; n++) {
    for (let next = pending[0]; next !== undefined && next.exMs <= (bars.start[n] as number); next = pending[0]) {
      // What was split before the first bar has changed no unit of the series.
      if (n > 0 && next.kind === 'SPLIT') ratio *= next.ratio;
      pending.shift();
    }
    ratios[n] = ratio;
  }
  const scaled = (prices: ArrayLike<number>) => Float64Array.from(ratios, (each, n) => (prices[n] as number) * each);
  return { high: scaled(bars.high), low: scaled(bars.low), close: scaled(bars.close) };
}
