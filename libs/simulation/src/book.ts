import type { Decimal } from '@cream/domain';

/** Prices of one bar, per unit. */
export interface BarPrices {
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
}

/** What trading costs, in basis points (1 bp = 0.01 %). */
export interface TradingCosts {
  /** How far every market order and stop fills on the wrong side of its price. */
  readonly slippageBps: Decimal;
  /** Of the notional of every fill. */
  readonly feeBps: Decimal;
}

/** A stop and a target over the whole position, of which one cancels the other. */
export interface Protection {
  readonly stopId: string;
  readonly targetId: string;
  readonly stop: Decimal;
  readonly target: Decimal;
}

interface OrderTerms {
  readonly id: string;
  readonly buy: boolean;
  /** Units, positive. */
  readonly quantity: Decimal;
  /** Absent: a market order. */
  readonly limit?: Decimal | undefined;
  /** False: what the bar does not fill has expired. */
  readonly staysAfterBar: boolean;
}

/**
 * Opens a position, or enlarges one; with its fill the protection guards the whole position. Without one nothing does:
 * who trades may not leave it out, a baseline that holds whatever happens does.
 */
export interface EntryOrder extends OrderTerms {
  readonly purpose: 'OPEN' | 'INCREASE';
  readonly protection?: Protection | undefined;
}

/** Makes a position smaller, never turns it round. */
export interface ExitOrder extends OrderTerms {
  readonly purpose: 'REDUCE' | 'CLOSE';
}

export type BrokerOrder = EntryOrder | ExitOrder;

/** One instrument at the broker, between two bars. */
export interface Book {
  /** Negative for short. */
  readonly units: Decimal;
  /** Absent when no units are held, or nothing guards them. */
  readonly protection?: Protection | undefined;
  readonly orders: readonly BrokerOrder[];
}

export type FillReason = 'ENTRY' | 'STOP' | 'TARGET' | 'CLOSE' | 'REDUCE';

export interface FillEvent {
  readonly kind: 'FILL';
  readonly orderId: string;
  readonly buy: boolean;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fees: Decimal;
  readonly reason: FillReason;
}

/** What the broker did, in the order in which it did it. A fill of one side of the protection ends the other unsaid. */
export type BrokerEvent =
  | FillEvent
  | { readonly kind: 'CANCEL'; readonly orderId: string; readonly text: string }
  | { readonly kind: 'EXPIRE'; readonly orderId: string };
