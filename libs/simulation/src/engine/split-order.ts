import { MICROS } from '../ledger/micros.js';
import { splitUnits } from '../ledger/units.js';
import type { WorkingOrder } from '../orders/working-order.js';
import type { OrderTicket } from './ticket.js';

/**
 * An order after a split. A fraction of a unit is dropped.
 * @param units new ones per old one @param ratio by which prices are divided
 */
export function splitOrder(order: WorkingOrder, units: number, ratio: number): WorkingOrder {
  const { limit, stop, trail } = order;
  return {
    ...order,
    remaining: splitUnits(order.remaining, units).whole.toNumber(),
    limit: limit === undefined ? undefined : dollars(limit / ratio),
    stop: stop === undefined ? undefined : dollars(stop / ratio),
    trail: trail !== undefined && 'amount' in trail ? { amount: trail.amount / ratio } : trail,
  };
}

/** The same of the bracket that goes live with an order's fill. */
export function splitBracket(ticket: OrderTicket | undefined, ratio: number): OrderTicket | undefined {
  if (ticket?.bracket === undefined) return ticket;
  const { stop, target } = ticket.bracket;
  return { ...ticket, bracket: { stop: dollars(stop / ratio), target: dollars(target / ratio) } };
}

/** A number of dollars with six digits. */
function dollars(value: number): number {
  return Math.round(value * MICROS) / MICROS;
}
