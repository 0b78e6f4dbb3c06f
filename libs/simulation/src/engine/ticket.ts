import { isExactUnits } from '../ledger/units.js';
import type { OrderType, TimeInForce, Trail } from '../orders/working-order.js';
import { SimulationError } from '../simulation-error.js';

export type TradeSide = 'BUY' | 'SELL';

/** An order as a strategy sends it. */
export interface OrderTicket {
  readonly symbol: string;
  readonly side: TradeSide;
  readonly type: OrderType;
  /** Units; this or a budget. */
  readonly quantity?: number;
  /** Market orders: as many whole units as this many USD pay for, fees included. Asked for at the fill. */
  readonly budget?: () => number;
  readonly limit?: number;
  readonly stop?: number;
  readonly trail?: Trail;
  /** Default DAY. */
  readonly tif?: TimeInForce;
  /** Never opens or turns a position. */
  readonly reduceOnly?: boolean;
  /** With each fill a stop and a target for the filled units go live, of which one takes away from the other. */
  readonly bracket?: { readonly stop: number; readonly target: number };
  /** Orders of one symbol with the same group: the fill of one takes away from the others. */
  readonly oco?: string;
  /** Said of its fills. Default: ENTRY, REDUCE or CLOSE, by what it did to the position. */
  readonly reason?: string;
}

/** One side of a multi-leg order; `ratio` units for each unit of the order. */
export interface ComboLeg {
  readonly symbol: string;
  readonly side: TradeSide;
  readonly ratio: number;
}

/** Legs that fill together at one open, or not at all. */
export interface ComboTicket {
  readonly legs: readonly ComboLeg[];
  readonly quantity: number;
  /** Net price per unit of the order, at most: positive is paid, negative received. Absent: at the market. */
  readonly limit?: number;
  /** Default DAY. */
  readonly tif?: 'DAY' | 'GTC' | 'IOC' | 'FOK';
  /** Said of its fills; default COMBO. */
  readonly reason?: string;
}

/** @throws SimulationError naming what is missing, or is not a price or a quantity */
export function checkTicket(ticket: OrderTicket): void {
  const { type, quantity, budget, limit, stop, trail, bracket } = ticket;
  if ((quantity === undefined) === (budget === undefined)) {
    throw new SimulationError('quantity', 'or budget must be given, and not both');
  }
  requireUnits(quantity);
  if (budget !== undefined && type !== 'MARKET') throw new SimulationError('budget', 'is for market orders');
  requirePrice('limit', limit, type === 'LIMIT' || type === 'STOP_LIMIT');
  requirePrice('stop', stop, type === 'STOP' || type === 'STOP_LIMIT');
  if ((trail !== undefined) !== (type === 'TRAILING_STOP')) {
    throw new SimulationError('trail', 'is what a trailing stop needs, and no other order has');
  }
  if (trail !== undefined) positive('trail', 'amount' in trail ? trail.amount : trail.percent);
  const { tif = 'DAY' } = ticket;
  if ((tif === 'OPG' || tif === 'CLS') && type !== 'MARKET' && type !== 'LIMIT') {
    throw new SimulationError('tif', `${tif} is for market and limit orders, not for ${type}`);
  }
  if (bracket === undefined) return;
  positive('bracket.stop', bracket.stop);
  positive('bracket.target', bracket.target);
  const room = ticket.side === 'BUY' ? bracket.target - bracket.stop : bracket.stop - bracket.target;
  if (room <= 0)
    throw new SimulationError('bracket', 'must have its stop on the losing and its target on the winning side');
}

/** @throws SimulationError */
export function checkCombo({ legs, quantity, limit }: ComboTicket): void {
  if (legs.length < 2) throw new SimulationError('legs', `must be at least 2, got ${legs.length}`);
  if (new Set(legs.map(({ symbol }) => symbol)).size < legs.length) {
    throw new SimulationError('legs', 'must be of different symbols');
  }
  for (const [n, { ratio }] of legs.entries()) {
    if (!(Number.isInteger(ratio) && ratio > 0)) throw new SimulationError('legs', `has the ratio ${ratio}`, n);
  }
  const shared = legs.reduce((divisor, { ratio }) => greatestDivisor(divisor, ratio), 0);
  if (shared > 1) {
    throw new SimulationError('legs', `have ratios that ${shared} divides: lower them, and raise the quantity instead`);
  }
  requireUnits(quantity);
  for (const { ratio } of legs) requireUnits(quantity * ratio);
  if (limit !== undefined && !Number.isFinite(limit))
    throw new SimulationError('limit', `must be finite, got ${limit}`);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** What the ledger keeps to the last digit: whole units, or fractions of at most nine digits. */
function requireUnits(quantity: number | undefined): void {
  positive('quantity', quantity);
  if (quantity !== undefined && !isExactUnits(quantity)) {
    throw new SimulationError('quantity', `must be exact to nine fraction digits, got ${quantity}`);
  }
}

function positive(parameter: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
    throw new SimulationError(parameter, `must be finite and above 0, got ${value}`);
  }
}

function requirePrice(parameter: string, value: number | undefined, needed: boolean): void {
  if (needed !== (value !== undefined)) {
    throw new SimulationError(parameter, needed ? 'is missing' : 'is not for this type of order');
  }
  positive(parameter, value);
}
