import type { Trail, WorkingOrder } from '../orders/working-order.js';

/** Prices of one bar, per unit, and what it says of the session. */
export interface BarValues {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units traded; only looked at where fills are limited by it. */
  readonly volume: number;
  /** It opens, or closes, a session. */
  readonly opensSession: boolean;
  readonly closesSession: boolean;
  /** Prices at which the other side stood at the open, when quotes are known. */
  readonly bid?: number | undefined;
  readonly ask?: number | undefined;
}

/** Which price of the bar or of the order an order meets. */
export type PricePoint = 'OPEN' | 'LIMIT' | 'STOP' | 'CLOSE';

/** A limit is reached when a price touches it, or only when one lies beyond it. */
export type LimitRule = 'TOUCH' | 'THROUGH';

/** For a buyer at most, for a seller at least. */
export function atLeastAsGood(price: number, limit: number, buy: boolean): boolean {
  return buy ? price <= limit : price >= limit;
}

/** For a buyer at least, for a seller at most. */
export function atLeastAsBad(price: number, stop: number, buy: boolean): boolean {
  return buy ? price >= stop : price <= stop;
}

/** What an order meets at the open; a stop-limit whose stop the open lies beyond becomes a limit order. */
export function metAtOpen(order: WorkingOrder, bar: BarValues): PricePoint | undefined {
  const { open } = bar;
  const { buy, limit, stop } = order;
  if (order.tif === 'CLS' || (order.tif === 'OPG' && !bar.opensSession)) return undefined;
  switch (order.type) {
    case 'MARKET':
      return 'OPEN';
    case 'LIMIT':
      return limit !== undefined && atLeastAsGood(open, limit, buy) ? 'OPEN' : undefined;
    case 'STOP':
    case 'TRAILING_STOP':
      return stop !== undefined && atLeastAsBad(open, stop, buy) ? 'OPEN' : undefined;
    case 'STOP_LIMIT':
      if (!order.triggered && stop !== undefined && atLeastAsBad(open, stop, buy)) order.triggered = true;
      return order.triggered && limit !== undefined && atLeastAsGood(open, limit, buy) ? 'OPEN' : undefined;
  }
}

/**
 * What an order meets between the open and the close. A stop-limit whose limit lies beyond its stop fills at the stop;
 * one whose limit lies before it waits: whether the price came back within the bar is not known.
 */
export function metWithin(order: WorkingOrder, bar: BarValues, rule: LimitRule): PricePoint | undefined {
  const { buy, limit, stop, type } = order;
  if (type === 'MARKET' || order.tif === 'OPG' || order.tif === 'CLS') return undefined;
  const best = buy ? bar.low : bar.high;
  const worst = buy ? bar.high : bar.low;
  if (type === 'LIMIT' || order.triggered) {
    // Came to life within this bar: whether the price came back to its limit afterwards is not known.
    if (order.triggered && order.bornAt !== undefined) return undefined;
    if (limit === undefined || !atLeastAsGood(best, limit, buy)) return undefined;
    return rule === 'TOUCH' || best !== limit ? 'LIMIT' : undefined;
  }
  if (stop === undefined || !atLeastAsBad(worst, stop, buy)) return undefined;
  if (type !== 'STOP_LIMIT') return 'STOP';
  order.triggered = true;
  order.bornAt = stop;
  return limit !== undefined && atLeastAsGood(stop, limit, buy) ? 'STOP' : undefined;
}

/** What an order for the close meets there. */
export function metAtClose(order: WorkingOrder, bar: BarValues): PricePoint | undefined {
  if (order.tif !== 'CLS' || !bar.closesSession) return undefined;
  if (order.type === 'MARKET') return 'CLOSE';
  const { limit, buy } = order;
  return order.type === 'LIMIT' && limit !== undefined && atLeastAsGood(bar.close, limit, buy) ? 'CLOSE' : undefined;
}

/**
 * Lets a trailing stop follow the best price of a bar it has outlived. It never moves back. The bar itself was met with
 * the stop as it stood before: whether its best or its worst price came first is not known.
 */
export function follow(order: WorkingOrder, bar: BarValues): void {
  const { trail, buy } = order;
  if (trail === undefined) return;
  const stop = trailedStop(buy ? bar.low : bar.high, trail, buy);
  if (order.stop === undefined || atLeastAsGood(stop, order.stop, buy)) order.stop = stop;
}

/** The stop price at its distance from a price. Six digits: a distance in percent does not end, and a stop is a price. */
export function trailedStop(price: number, trail: Trail, buy: boolean): number {
  const distance = 'amount' in trail ? trail.amount : (price * trail.percent) / 100;
  return Math.round((price + (buy ? distance : -distance)) * 1e6) / 1e6;
}

/** The price at a point, before slippage. */
export function priceAt(order: WorkingOrder, bar: BarValues, point: PricePoint): number {
  if (point === 'CLOSE') return bar.close;
  if (point === 'LIMIT') return order.limit ?? bar.open;
  if (point === 'STOP') return stopPrice(order, bar);
  if (order.type !== 'MARKET') return bar.open;
  return (order.buy ? bar.ask : bar.bid) ?? bar.open;
}

/** A stop that the price has passed before the order came to life fills at once. */
function stopPrice({ stop, bornAt, buy }: WorkingOrder, bar: BarValues): number {
  if (stop === undefined) return bar.open;
  return bornAt !== undefined && atLeastAsBad(bornAt, stop, buy) ? bornAt : stop;
}
