import { againstTrader, type SlippageModel, type Touch } from './slippage-model.js';

/**
 * Square-root impact: the price moves by coefficient × volatility × √(quantity / volume) of itself, volume being that of
 * the bar. Source: Grinold & Kahn, Active Portfolio Management (2nd ed., chapter 16); Almgren et al. (2005) test its form.
 *
 * @param volatility of the price over the time in which that volume trades, as a ratio (0.02 is 2 %)
 * @param coefficient of the order of 1
 * @param cap the largest move, as a ratio; a bar without volume moves by it
 */
export function squareRootImpact(volatility: number, coefficient = 1, cap = 0.05): SlippageModel {
  for (const [parameter, value] of Object.entries({ volatility, coefficient, cap })) {
    if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`${parameter} must be at least 0, got ${value}`);
  }
  return {
    onLimits: false,
    price({ price, buy, quantity, bar }: Touch): number {
      const move = bar.volume > 0 ? coefficient * volatility * Math.sqrt(quantity / bar.volume) : cap;
      const impact = price * Math.min(move, cap);
      return againstTrader(buy ? price + impact : price - impact, buy);
    },
  };
}
