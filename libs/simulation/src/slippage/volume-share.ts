import { againstTrader, type SlippageModel, type Touch } from './slippage-model.js';

/**
 * zipline's VolumeShareSlippage: price × (1 ± impact × share²), where share = filled units / bar volume, at most
 * `volumeLimit`; at most that share of a bar's volume fills. The units earlier orders took of the bar count in.
 * Source: zipline-reloaded, zipline.finance.slippage; defaults 0.025 and 0.1.
 */
export function volumeShare(volumeLimit = 0.025, priceImpact = 0.1): SlippageModel {
  requireShare('volumeLimit', volumeLimit);
  if (!(Number.isFinite(priceImpact) && priceImpact >= 0)) {
    throw new RangeError(`priceImpact must be at least 0, got ${priceImpact}`);
  }
  return {
    onLimits: true,
    volumeShare: volumeLimit,
    price: (touch) => againstTrader(volumeSharePrice(touch, volumeLimit, priceImpact), touch.buy),
  };
}

/** The price of `volumeShare` before it is rounded to six digits. */
export function volumeSharePrice(touch: Touch, volumeLimit: number, priceImpact: number): number {
  const { price, buy, quantity, bar, filledBefore } = touch;
  const share = Math.min((filledBefore + quantity) / bar.volume, volumeLimit);
  const impact = share * share * priceImpact * price;
  return buy ? price + impact : price - impact;
}

export function requireShare(parameter: string, share: number): void {
  if (!(share > 0 && share <= 1)) throw new RangeError(`${parameter} must be above 0 and at most 1, got ${share}`);
}
