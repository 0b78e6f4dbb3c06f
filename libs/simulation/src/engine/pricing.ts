import { Decimal } from '@cream/domain';
import { MICROS, microsOf } from '../ledger/micros.js';
import type { Meeting } from '../matching/desk.js';
import type { SlippageModel } from '../slippage/slippage-model.js';

/** The price of a fill: moved by the slippage model, or that of the limit, six digits, never beyond the limit. */
export function fillPrice(meeting: Meeting, quantity: number, slippage: SlippageModel): number {
  const { order, bar, price, slips, filledBefore } = meeting;
  const { buy, limit } = order;
  if (slips || slippage.onLimits) return slippage.price({ buy, price, quantity, bar, filledBefore });
  if (microsOf(price) !== undefined || limit === undefined) return price;
  const rounded = (buy ? Math.ceil(price * MICROS) : Math.floor(price * MICROS)) / MICROS;
  return buy ? Math.min(rounded, limit) : Math.max(rounded, limit);
}

/**
 * As many whole units as a budget pays for, fees included.
 *
 * @param unitOf USD of one of a number of units: more units may move the price
 * @param feesOf of a number of units, in millionths; more for more units
 */
export function affordableUnits(
  budget: number,
  unitOf: (units: number) => number,
  feesOf: (units: number) => number,
): number {
  const unit = unitOf(1);
  if (!(budget > 0 && unit > 0)) return 0;
  const fees = (units: number) => (units > 0 ? feesOf(units) : 0);
  const most = Math.floor(budget / unit);
  // Fees grow with the quantity: what the fees of the most leave is always paid for.
  let quantity = Math.max(0, Math.floor((budget - fees(most) / MICROS) / unit));
  while (quantity < most && !exceeds(quantity + 1, unit, fees(quantity + 1), budget)) quantity += 1;
  if (quantity === 0 || !exceeds(quantity, unitOf(quantity), fees(quantity), budget)) return quantity;
  // So many move the price beyond what one costs.
  let [paid, unpaid] = [0, quantity];
  while (unpaid - paid > 1) {
    const middle = Math.floor((paid + unpaid) / 2);
    if (exceeds(middle, unitOf(middle), fees(middle), budget)) unpaid = middle;
    else paid = middle;
  }
  return paid;
}

function exceeds(quantity: number, unit: number, feeMicros: number, budget: number): boolean {
  return new Decimal(quantity).times(unit).plus(new Decimal(feeMicros).div(MICROS)).gt(budget);
}
