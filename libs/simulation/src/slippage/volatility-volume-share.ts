import { againstTrader, type SlippageModel, type Touch } from './slippage-model.js';
import { requireShare } from './volume-share.js';

/** What the newest twenty days say of a series. */
export interface VolumeWindow {
  readonly meanVolume: number;
  /** Annual: sample standard deviation of the simple daily returns × √252, as a ratio. */
  readonly volatility: number;
}

/** @throws RangeError with fewer than three closes: two returns are the least a deviation needs */
export function volumeWindow(closes: ArrayLike<number>, volumes: ArrayLike<number>): VolumeWindow {
  if (closes.length < 3 || closes.length !== volumes.length) {
    throw new RangeError(
      `closes and volumes must be at least 3 and equally many, got ${closes.length}, ${volumes.length}`,
    );
  }
  const price = Array.from(closes);
  const returns = price.slice(1).map((close, n) => close / (price[n] ?? close) - 1);
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (returns.length - 1);
  return {
    meanVolume: Array.from(volumes).reduce((sum, volume) => sum + volume, 0) / volumes.length,
    volatility: Math.sqrt(variance) * Math.sqrt(252),
  };
}

/**
 * zipline's VolatilityVolumeShare: the price moves by eta × volatility × √(quantity / mean daily volume) of itself.
 * Source: zipline-reloaded, zipline.finance.slippage (eta 0.049018143225019836 for futures without one of their own).
 */
export function volatilityVolumeShare(
  window: VolumeWindow,
  volumeLimit = 0.05,
  eta = 0.049018143225019836,
): SlippageModel {
  requireShare('volumeLimit', volumeLimit);
  return {
    onLimits: true,
    volumeShare: volumeLimit,
    price({ price, buy, quantity }: Touch): number {
      const impact = price * eta * window.volatility * Math.sqrt(quantity / window.meanVolume);
      return againstTrader(buy ? price + impact : price - impact, buy);
    },
  };
}
