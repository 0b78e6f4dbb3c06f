import { Decimal } from '@cream/domain';
import { MICROS, microsOf, wholeQuotient } from '../ledger/micros.js';
import { basisPoints } from '../slippage/fixed-bps.js';

/** A fill whose fees are asked for. */
export interface FeeTrade {
  readonly kind: 'EQUITY' | 'OPTION';
  readonly buy: boolean;
  /** Shares or contracts. */
  readonly quantity: number;
  /** USD per unit of the underlying. */
  readonly price: number;
  /** Units of the underlying per unit: 1 for a share. */
  readonly multiplier: number;
  /** Epoch milliseconds. */
  readonly timeMs: number;
}

/** Fees of one fill in whole millionths of a dollar. */
export type FeeModel = (trade: FeeTrade) => number;

export const noFees: FeeModel = () => 0;

/** The sum of several. */
export function allFees(...models: readonly FeeModel[]): FeeModel {
  return (trade) => models.reduce((sum, model) => sum + model(trade), 0);
}

/**
 * Basis points (1 bp = 0.01 %) of the notional of every fill, rounded up to the millionth of a dollar.
 * @param bps not negative, below 10,000, at most six fraction digits
 */
export function bpsFees(bps: number): FeeModel {
  const { share, whole } = basisPoints('bps', bps);
  if (share === 0) return noFees;
  return ({ quantity, price, multiplier }) => {
    const units = quantity * multiplier;
    const micros = microsOf(price);
    const product = micros === undefined ? Number.NaN : units * micros * share;
    if (Number.isSafeInteger(units) && Number.isSafeInteger(product)) return wholeQuotient(product, whole, true);
    return microsUp(new Decimal(quantity).times(multiplier).times(price).times(share).div(whole));
  };
}

/** A commission per share or per contract, at least `minimum` USD a fill. */
export function perUnit(kind: FeeTrade['kind'], dollars: number, minimum = 0): FeeModel {
  for (const [parameter, value] of Object.entries({ dollars, minimum })) {
    if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`${parameter} must be at least 0, got ${value}`);
  }
  const least = microsUp(new Decimal(minimum));
  return (trade) => (trade.kind === kind ? Math.max(least, microsUp(new Decimal(trade.quantity).times(dollars))) : 0);
}

/** USD in millionths, rounded up. @throws RangeError beyond what is exact: nine billion dollars */
export function microsUp(dollars: Decimal): number {
  const micros = dollars.times(MICROS).ceil().toNumber();
  if (!Number.isSafeInteger(micros)) throw new RangeError(`a fee of ${dollars.toFixed()} USD is too large`);
  return micros;
}
