import { Decimal } from '@cream/domain';
import { MICROS, microsOf, wholeQuotient } from '../ledger/micros.js';
import { slipped } from '../price.js';
import type { SlippageModel, Touch } from './slippage-model.js';

const NO_FEES = new Decimal(0);

/**
 * Every market order and stop fills `bps` basis points (1 bp = 0.01 %) on the wrong side of its price. Exact: the same
 * digits as decimal arithmetic.
 *
 * @param bps not negative, below 10,000, at most six fraction digits
 * @param volumeShare at most this share of a bar's volume fills; zipline's default is 0.1
 */
export function fixedBps(bps: number, volumeShare?: number): SlippageModel {
  const { share, whole } = basisPoints('bps', bps);
  const costs = { slippageBps: new Decimal(bps), feeBps: NO_FEES };
  return {
    onLimits: false,
    volumeShare,
    price({ price, buy }: Touch): number {
      const micros = microsOf(price);
      const product = micros === undefined ? Number.NaN : micros * (buy ? whole + share : whole - share);
      if (Number.isSafeInteger(product)) return wholeQuotient(product, whole, buy) / MICROS;
      return slipped(new Decimal(price), buy, costs).toNumber();
    },
  };
}

/** No slippage: what is finer than six digits is still rounded against whoever trades. */
export function noSlippage(): SlippageModel {
  return fixedBps(0);
}

/** Basis points as a ratio of whole numbers: share / whole. @throws RangeError naming the parameter */
export function basisPoints(parameter: string, bps: number): { share: number; whole: number } {
  if (!(bps >= 0 && bps < 10_000)) throw new RangeError(`${parameter} must be at least 0 and below 10000, got ${bps}`);
  for (let scale = 1; scale <= MICROS; scale *= 10) {
    const share = Math.round(bps * scale);
    if (share / scale === bps) return { share, whole: 10_000 * scale };
  }
  throw new RangeError(`${parameter} must have at most six fraction digits, got ${bps}`);
}
