import { accountEventId, type Decimal, dec, equity, millis, quotient, symbolOf, timestamp, wire } from '@cream/domain';
import { type CorporateAction, CorporateAction_Kind } from '@cream/proto/market';
import { AccountEvent_Kind, type Order, OrderStatus } from '@cream/proto/trading';
import { splitUnits } from '@cream/simulation';
import type { AccountBook } from './account-book.js';
import type { HeldPosition } from './account-state.js';
import { isLive, restated } from './order-state.js';

const PRICE_DIGITS = 6;

/** From when on prices and units are what an action made of them, epoch milliseconds. */
export function effectiveMs({ effectiveAt }: CorporateAction): number {
  return millis(effectiveAt, 'effective_at');
}

/**
 * Books what a split or a dividend does to what is held and on order, which is in old units until then. A split leaves
 * units × ratio, a fraction of a unit paid at the newest price; cost, stop, target and limit are divided by the ratio. A
 * dividend is received for each unit, and paid by whoever is short; it moves no stop and no limit.
 */
export function bookAction(book: AccountBook, action: CorporateAction): void {
  const { symbol } = action;
  const value = dec(action.value, `value of an action of ${symbol}`);
  const held = book.position(symbol);
  if (action.kind === CorporateAction_Kind.DIVIDEND) {
    if (held !== undefined)
      note(book, action, { before: held.units, after: held.units, cash: held.units.times(value) });
    return;
  }
  const orders = [...book.orders.values()].filter(({ instrument }) => symbolOf(instrument) === symbol);
  if (held !== undefined) splitPosition(book, action, held, value);
  const guards = held === undefined ? [] : [held.stopOrderId, held.targetOrderId];
  for (const order of orders) {
    // The split may have ended the position or the entry it belongs to.
    if (!book.orders.has(order.orderId)) continue;
    const guarded = guards.includes(order.orderId) ? held?.units.abs() : undefined;
    splitOrder(book, order, guarded ?? splitUnits(dec(order.quantity), value).whole, value, effectiveMs(action));
  }
}

function splitPosition(book: AccountBook, action: CorporateAction, held: HeldPosition, ratio: Decimal): void {
  const before = held.units;
  const { whole: after, fraction } = splitUnits(before, ratio);
  const mark = quotient(held.mark, ratio) ?? held.mark;
  const cash = fraction.times(mark).toDecimalPlaces(PRICE_DIGITS);
  note(book, action, { before, after, cash });
  if (after.isZero()) {
    book.state.positions = book.state.positions.filter((other) => other !== held);
    for (const id of [held.stopOrderId, held.targetOrderId]) {
      book.end(book.order(id), OrderStatus.CANCELED, effectiveMs(action), 'a split left less than a unit');
    }
    return;
  }
  held.units = after;
  held.averageCost = quotient(held.averageCost, ratio) ?? held.averageCost;
  held.mark = mark;
}

function splitOrder(book: AccountBook, order: Order, units: Decimal, ratio: Decimal, timeMs: number): void {
  if (units.isZero() && isLive(order)) {
    book.end(order, OrderStatus.CANCELED, timeMs, 'a split left less than a unit');
    return;
  }
  const price = (amount: Order['limit']) => wire(dec(amount).div(ratio).toDecimalPlaces(PRICE_DIGITS));
  const terms = {
    quantity: wire(units),
    ...(order.limit === undefined ? {} : { limit: price(order.limit) }),
    ...(order.stop === undefined ? {} : { stop: price(order.stop) }),
  };
  book.put(restated(order, terms, timeMs, `split ${ratio.toFixed()} for 1`));
}

interface Effect {
  readonly before: Decimal;
  readonly after: Decimal;
  readonly cash: Decimal;
}

function note(book: AccountBook, action: CorporateAction, { before, after, cash }: Effect): void {
  const { symbol, value } = action;
  const kind = action.kind === CorporateAction_Kind.SPLIT ? AccountEvent_Kind.SPLIT : AccountEvent_Kind.DIVIDEND;
  const timeMs = effectiveMs(action);
  book.state.cash = book.state.cash.plus(cash);
  book.note({
    $typeName: 'cream.trading.v1.AccountEvent',
    eventId: accountEventId(AccountEvent_Kind[kind], symbol, timeMs, value?.value ?? ''),
    kind,
    instrument: equity(symbol),
    time: timestamp(timeMs),
    quantityBefore: wire(before),
    quantity: wire(after),
    cash: wire(cash),
    ...(value === undefined ? {} : { value }),
  });
}
