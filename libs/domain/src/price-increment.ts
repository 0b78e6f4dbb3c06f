import { Decimal } from './decimal.js';

const DOLLAR = new Decimal(1);
const CENT = new Decimal('0.01');
const HUNDREDTH_OF_A_CENT = new Decimal('0.0001');

/**
 * The least step of an order's price in a US stock: a cent from one dollar on, a hundredth of a cent below. Regulation NMS,
 * rule 612 (17 CFR 242.612). Dollars.
 */
export function priceIncrement(price: Decimal): Decimal {
  return price.lt(DOLLAR) ? HUNDREDTH_OF_A_CENT : CENT;
}

/** True for a positive price that an exchange takes: a whole number of increments. */
export function isPriceIncrement(price: Decimal): boolean {
  return price.gt(0) && price.mod(priceIncrement(price)).isZero();
}

/**
 * The price on a whole increment, `up` to the next or down to the one before. A price just below a dollar goes up to the
 * dollar itself.
 */
export function toPriceIncrement(price: Decimal, direction: 'up' | 'down'): Decimal {
  return price.toNearest(priceIncrement(price), direction === 'up' ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR);
}
