import { Decimal } from '@cream/domain';
import type {
  BarPrices,
  Book,
  BrokerEvent,
  BrokerOrder,
  EntryOrder,
  FillReason,
  Protection,
  TradingCosts,
} from './book.js';
import { feesOf, slipped, withinLimit } from './price.js';

const ZERO = new Decimal(0);

/**
 * Lets one bar work a book. A bar does not say in which order it made its prices; where that matters the worse case is
 * taken:
 *
 * 1. At the open: market orders fill, exits first; limit orders fill when the open is at the limit or better.
 * 2. Still at the open: a protection the open lies beyond fills there.
 * 3. Within the bar: limit entries, then the stop, then limit exits, then the target. A stop that lies before the limit
 *    of an INCREASE is met first. A position entered within the bar does not reach its target in the same bar: the
 *    bar's best price may have been made before.
 * 4. Orders on a position that is gone are canceled; orders that do not stay after the bar expire.
 */
export function workBar(book: Book, bar: BarPrices, costs: TradingCosts): { book: Book; events: BrokerEvent[] } {
  if (book.units.isZero() && book.orders.length === 0) return { book, events: [] };
  const broker = new BarBroker(book, bar, costs);
  broker.work();
  return { book: broker.book(), events: broker.events };
}

class BarBroker {
  readonly events: BrokerEvent[] = [];
  #units: Decimal;
  #protection: Protection | undefined;
  #orders: BrokerOrder[];

  constructor(
    book: Book,
    private readonly bar: BarPrices,
    private readonly costs: TradingCosts,
  ) {
    this.#units = book.units;
    this.#protection = book.protection;
    this.#orders = [...book.orders];
  }

  book(): Book {
    return { units: this.#units, protection: this.#protection, orders: this.#orders };
  }

  work(): void {
    const { open } = this.bar;
    this.#orders.sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)));
    this.sweep((order) => {
      if (order.limit === undefined) return slipped(open, order.buy, this.costs);
      return atLeastAsGood(open, order.limit, order.buy) ? withinLimit(open, order.limit, order.buy) : undefined;
    });
    this.protectAtOpen();
    if (this.stopComesBeforeEntry()) this.stopWithin();
    const unitsBefore = this.#units;
    this.sweep((order) => (isEntry(order) ? this.reachedLimit(order) : undefined));
    const enteredWithin = !this.#units.eq(unitsBefore);
    this.stopWithin();
    this.sweep((order) => (isEntry(order) ? undefined : this.reachedLimit(order)));
    if (!enteredWithin) this.targetWithin();
    this.dropOrphans();
    this.expire();
  }

  /** Offers every order a price; undefined leaves it working. */
  private sweep(priceOf: (order: BrokerOrder) => Decimal | undefined): void {
    const waiting: BrokerOrder[] = [];
    for (const order of this.#orders) {
      const price = priceOf(order);
      if (price === undefined) waiting.push(order);
      else this.execute(order, price);
    }
    this.#orders = waiting;
  }

  private execute(order: BrokerOrder, price: Decimal): void {
    const objection = this.whyImpossible(order);
    if (objection !== undefined) {
      this.events.push({ kind: 'CANCEL', orderId: order.id, text: objection });
      return;
    }
    if (isEntry(order)) {
      this.fill(order.id, order.buy, order.quantity, price, 'ENTRY');
      this.#protection = order.protection;
    } else {
      this.fill(order.id, order.buy, Decimal.min(order.quantity, this.#units.abs()), price, order.purpose);
    }
  }

  private whyImpossible(order: BrokerOrder): string | undefined {
    if (order.purpose === 'OPEN') return this.#units.isZero() ? undefined : 'a position is held already';
    if (this.#units.isZero()) return 'the position is closed';
    const sameSide = order.buy === this.#units.gt(0);
    return sameSide === (order.purpose === 'INCREASE') ? undefined : 'the position has turned';
  }

  private protectAtOpen(): void {
    const { open } = this.bar;
    this.stopIf((stop, buy) => (atLeastAsBad(open, stop, buy) ? open : undefined));
    this.targetIf((target, buy) => (atLeastAsGood(open, target, buy) ? open : undefined));
  }

  /** On its way to the limit of an INCREASE the price would pass the stop. */
  private stopComesBeforeEntry(): boolean {
    const stop = this.#protection?.stop;
    if (stop === undefined) return false;
    const exitBuys = this.#units.isNegative();
    return this.#orders.some(
      ({ purpose, limit }) => purpose === 'INCREASE' && limit !== undefined && atLeastAsBad(limit, stop, exitBuys),
    );
  }

  private stopWithin(): void {
    this.stopIf((stop, buy) => (atLeastAsBad(this.worst(buy), stop, buy) ? stop : undefined));
  }

  private targetWithin(): void {
    this.targetIf((target, buy) => (atLeastAsGood(this.best(buy), target, buy) ? target : undefined));
  }

  private stopIf(priceOf: (stop: Decimal, buy: boolean) => Decimal | undefined): void {
    if (this.#protection === undefined) return;
    const buy = this.#units.isNegative();
    const price = priceOf(this.#protection.stop, buy);
    if (price === undefined) return;
    this.fill(this.#protection.stopId, buy, this.#units.abs(), slipped(price, buy, this.costs), 'STOP');
  }

  private targetIf(priceOf: (target: Decimal, buy: boolean) => Decimal | undefined): void {
    if (this.#protection === undefined) return;
    const buy = this.#units.isNegative();
    const price = priceOf(this.#protection.target, buy);
    if (price === undefined) return;
    const atTarget = withinLimit(price, this.#protection.target, buy);
    this.fill(this.#protection.targetId, buy, this.#units.abs(), atTarget, 'TARGET');
  }

  private reachedLimit(order: BrokerOrder): Decimal | undefined {
    const { limit, buy } = order;
    return limit !== undefined && atLeastAsGood(this.best(buy), limit, buy) ? limit : undefined;
  }

  private fill(orderId: string, buy: boolean, quantity: Decimal, price: Decimal, reason: FillReason): void {
    const fees = feesOf(quantity, price, this.costs);
    this.events.push({ kind: 'FILL', orderId, buy, quantity, price, fees, reason });
    this.#units = buy ? this.#units.plus(quantity) : this.#units.minus(quantity);
    if (this.#units.isZero()) {
      this.#units = ZERO;
      this.#protection = undefined;
    }
  }

  /** Orders on a position that is gone. */
  private dropOrphans(): void {
    if (!this.#units.isZero()) return;
    this.#orders = this.#orders.filter((order) => {
      if (order.purpose === 'OPEN') return true;
      this.events.push({ kind: 'CANCEL', orderId: order.id, text: 'the position is closed' });
      return false;
    });
  }

  private expire(): void {
    this.#orders = this.#orders.filter((order) => {
      if (order.staysAfterBar) return true;
      this.events.push({ kind: 'EXPIRE', orderId: order.id });
      return false;
    });
  }

  private best(buy: boolean): Decimal {
    return buy ? this.bar.low : this.bar.high;
  }

  private worst(buy: boolean): Decimal {
    return buy ? this.bar.high : this.bar.low;
  }
}

function isEntry(order: BrokerOrder): order is EntryOrder {
  return order.purpose === 'OPEN' || order.purpose === 'INCREASE';
}

/** For a buyer at most, for a seller at least. */
function atLeastAsGood(price: Decimal, limit: Decimal, buy: boolean): boolean {
  return buy ? price.lte(limit) : price.gte(limit);
}

/** For a buyer at least, for a seller at most. */
function atLeastAsBad(price: Decimal, stop: Decimal, buy: boolean): boolean {
  return buy ? price.gte(stop) : price.lte(stop);
}
