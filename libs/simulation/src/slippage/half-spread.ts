import { againstTrader, type SlippageModel, type Touch } from './slippage-model.js';

/**
 * A buyer pays half the spread more, a seller gets half the spread less. The spread is that of the bar's quotes, with
 * which a market order has paid it already; where there are none, `spread`.
 *
 * @param spread USD between bid and ask, not negative
 */
export function halfSpread(spread: number): SlippageModel {
  if (!(Number.isFinite(spread) && spread >= 0)) throw new RangeError(`spread must be at least 0, got ${spread}`);
  return {
    onLimits: false,
    price({ price, buy, bar }: Touch): number {
      if (price === (buy ? bar.ask : bar.bid)) return againstTrader(price, buy);
      const { bid, ask } = bar;
      const half = (bid === undefined || ask === undefined ? spread : ask - bid) / 2;
      return againstTrader(buy ? price + half : price - half, buy);
    },
  };
}
