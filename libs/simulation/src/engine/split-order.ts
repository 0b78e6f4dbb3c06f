import { MICROS } from '../ledger/micros.js';
import type { WorkingOrder } from '../orders/working-order.js';
import type { OrderTicket } from './ticket.js';

/** An order after a split: `ratio` new units per old one, at prices divided by it. A fraction of a unit is dropped. */
export function splitOrder(order: WorkingOrder, ratio: number): WorkingOrder {
  const { limit, stop, trail } = order;
  return {
    ...order,
    remaining: Math.floor(order.remaining * ratio),
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
