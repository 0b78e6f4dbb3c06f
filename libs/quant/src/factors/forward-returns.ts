import { requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type Panel, requirePanel } from './panel.js';

/**
 * What could be earned on what was known: for each date t and symbol price[t + delay + horizon] / price[t + delay] − 1,
 * in bars. A value computed from bar t is visible only when that bar has closed, so the earliest trade is at the next
 * one: `delay` is 1. With 0 the position is taken at the very close the value was computed from, as Alphalens does.
 * A return is missing where a price is, and on the dates whose return has not happened yet.
 */
export function forwardReturns(prices: Panel, horizon: number, delay = 1): (number | undefined)[][] {
  requireInteger('horizon', horizon, 1);
  requireInteger('delay', delay, 0);
  requirePanel('prices', prices);
  return prices.map((row, date) => {
    const entry = prices[date + delay];
    const exit = prices[date + delay + horizon];
    return Array.from({ length: row.length }, (_, symbol) => {
      const paid = priceOf(entry?.[symbol], date + delay);
      const received = priceOf(exit?.[symbol], date + delay + horizon);
      if (paid === undefined || received === undefined) return undefined;
      const earned = received / paid - 1;
      if (!Number.isFinite(earned)) throw new QuantError('prices', 'rise by more than a number can hold', date + delay);
      return earned;
    });
  });
}

function priceOf(price: number | undefined, date: number): number | undefined {
  if (price !== undefined && price <= 0) throw new QuantError('prices', `must be greater than 0, got ${price}`, date);
  return price;
}
