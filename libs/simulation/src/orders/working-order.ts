/**
 * How an order meets the market. A stop becomes a market order at its stop price, a stop-limit a limit order; a trailing
 * stop is a stop whose price follows the best price since it was sent.
 */
export type OrderType = 'MARKET' | 'LIMIT' | 'STOP' | 'STOP_LIMIT' | 'TRAILING_STOP';

/**
 * How long an order works: for the session, until it is canceled, on one bar (in part; or wholly or not at all), at the
 * open or at the close of a session.
 */
export type TimeInForce = 'DAY' | 'GTC' | 'IOC' | 'FOK' | 'OPG' | 'CLS';

/** How far a trailing stop stays behind the best price: in dollars, or in percent of that price (2 is 2 %). */
export type Trail = { readonly amount: number } | { readonly percent: number };

/** An order at the broker. The matcher changes what is not read-only. */
export interface WorkingOrder {
  readonly id: string;
  readonly buy: boolean;
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly limit: number | undefined;
  readonly trail: Trail | undefined;
  /** Fixed for orders that may only open, or only close; else whether it enlarges what is held decides. */
  readonly role: 'ENTRY' | 'EXIT' | undefined;
  /** One side of a stop and a target that guard a position. */
  readonly protective: boolean;
  /** Orders of which the fill of one takes away from the others as much. */
  readonly group: string | undefined;
  /** Its quantity is whatever is held. */
  readonly wholePosition: boolean;
  /** Whole units that this many USD pay for, fees included, decided at the fill. */
  readonly budget: (() => number) | undefined;
  /** Units not filled yet. */
  remaining: number;
  /** The stop price as it stands. */
  stop: number | undefined;
  /** What came to life after the open of a bar: the price that brought it, until the end of that bar. */
  bornAt: number | undefined;
  /** Of a stop-limit: the stop has been reached. */
  triggered: boolean;
  /** It has ended, by fill or otherwise. */
  done: boolean;
}

/** An order with the given terms; those left out are those of a plain order that works until it is canceled. */
export function workingOrder(
  terms: Pick<WorkingOrder, 'id' | 'buy' | 'type' | 'remaining'> & Partial<WorkingOrder>,
): WorkingOrder {
  // Written out: every order then has the same shape, and none is made by copying.
  return {
    id: terms.id,
    buy: terms.buy,
    type: terms.type,
    tif: terms.tif ?? 'GTC',
    limit: terms.limit,
    trail: terms.trail,
    role: terms.role,
    protective: terms.protective ?? false,
    group: terms.group,
    wholePosition: terms.wholePosition ?? false,
    budget: terms.budget,
    remaining: terms.remaining,
    stop: terms.stop,
    bornAt: terms.bornAt,
    triggered: terms.triggered ?? false,
    done: terms.done ?? false,
  };
}

/** A stop of any kind that has not become a limit order. */
export function isStop(order: WorkingOrder): boolean {
  return order.type === 'STOP' || order.type === 'TRAILING_STOP' || (order.type === 'STOP_LIMIT' && !order.triggered);
}
