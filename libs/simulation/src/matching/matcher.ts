import { plusUnits } from '../ledger/units.js';
import { isStop, type WorkingOrder } from '../orders/working-order.js';
import type { Desk, MatchBook, MatchRules, Meeting } from './desk.js';
import {
  atLeastAsBad,
  type BarValues,
  follow,
  metAtClose,
  metAtOpen,
  metWithin,
  type PricePoint,
  priceAt,
} from './triggers.js';

/**
 * Lets one bar work a book. A bar does not say in which order it made its prices; where that matters the worse case is
 * taken:
 *
 * 1. At the open: market orders fill, exits first; limit orders fill when the open is at the limit or better, stops when
 *    it lies beyond them.
 * 2. Still at the open: a protection the open lies beyond fills there.
 * 3. Within the bar: entries, then stops, then limit exits, then targets. A stop that lies before the limit of an order
 *    that would enlarge the position is met first. A position entered within the bar does not reach its target in the
 *    same bar: the bar's best price may have been made before.
 * 4. At the close: orders for the close.
 * 5. Orders on a position that is gone are canceled; orders that do not stay after the bar expire; trailing stops follow.
 *
 * @param filledBefore units of the bar's volume that are taken already
 */
export function matchBar(book: MatchBook, bar: BarValues, rules: MatchRules, desk: Desk, filledBefore = 0): void {
  if (book.orders.length > 0) new Matcher(book, bar, rules, desk, filledBefore).work();
}

class Matcher {
  #filled: number;

  constructor(
    private readonly book: MatchBook,
    private readonly bar: BarValues,
    private readonly rules: MatchRules,
    private readonly desk: Desk,
    filledBefore: number,
  ) {
    this.#filled = filledBefore;
  }

  work(): void {
    const { book, bar } = this;
    const limits = this.rules.limits;
    const atOpen = (order: WorkingOrder) => metAtOpen(order, bar);
    const within = (order: WorkingOrder) => metWithin(order, bar, limits);
    if (book.orders.length > 1) book.orders.sort((a, b) => Number(this.isEntry(a)) - Number(this.isEntry(b)));
    this.sweep((order) => !order.protective, atOpen);
    this.sweep((order) => order.protective && isStop(order), atOpen);
    this.sweep((order) => order.protective && !isStop(order), atOpen);
    if (this.stopComesBeforeEntry()) this.sweep((order) => isStop(order) && !this.isEntry(order), within);
    const before = book.units;
    this.sweep((order) => this.isEntry(order), within);
    const entered = book.units !== before;
    if (this.rules.sameBar === 'TARGET_FIRST' && !entered) this.targets(within);
    this.sweep((order) => isStop(order) && !this.isEntry(order), within);
    // Like a target: an order that may only close did not close in this bar what was entered in it.
    const fresh = entered && before === 0;
    this.sweep(
      (order) => !order.protective && !isStop(order) && !this.isEntry(order) && !(fresh && order.role === 'EXIT'),
      within,
    );
    if (!entered) this.targets(within);
    this.sweep(
      () => true,
      (order) => metAtClose(order, bar),
    );
    this.dropOrphans();
    this.expire();
    book.orders = book.orders.filter((order) => !order.done);
    for (const order of book.orders) {
      order.bornAt = undefined;
      follow(order, bar);
    }
  }

  private targets(within: (order: WorkingOrder) => PricePoint | undefined): void {
    this.sweep((order) => order.protective && !isStop(order) && order.bornAt === undefined, within);
  }

  /** Offers orders a price; undefined leaves one working. What a fill brings to life waits for the next sweep. */
  private sweep(chosen: (order: WorkingOrder) => boolean, met: (order: WorkingOrder) => PricePoint | undefined): void {
    const { orders } = this.book;
    const count = orders.length;
    for (let n = 0; n < count; n++) {
      const order = orders[n];
      if (order === undefined || order.done || !chosen(order)) continue;
      const point = met(order);
      if (point !== undefined) this.execute(order, point);
    }
  }

  private execute(order: WorkingOrder, point: PricePoint): void {
    const objection = this.desk.objection(order);
    if (objection !== undefined) {
      order.done = true;
      this.desk.cancel(order, objection);
      return;
    }
    const { bar, book } = this;
    const meeting: Meeting = {
      order,
      bar,
      point,
      price: priceAt(order, bar, point),
      slips: order.type === 'MARKET' || order.type === 'STOP' || order.type === 'TRAILING_STOP' || point === 'STOP',
      filledBefore: this.#filled,
    };
    const wanted = this.wanted(meeting);
    const quantity = Math.min(wanted, this.available());
    if (quantity <= 0) {
      if (wanted <= 0) {
        order.done = true;
        this.desk.cancel(order, 'nothing to trade');
      }
      return;
    }
    if (order.tif === 'FOK' && quantity < wanted) return;
    if (!this.desk.fill(meeting, quantity)) return;
    this.#filled = plusUnits(this.#filled, quantity);
    book.units = plusUnits(book.units, order.buy ? quantity : -quantity);
    order.remaining = plusUnits(wanted, -quantity);
    order.done = order.remaining === 0 || order.budget !== undefined;
    this.shrinkGroup(order);
    if (book.units === 0) for (const other of book.orders) if (other.protective) other.done = true;
    const protection = this.desk.protectionOf(order, quantity);
    if (protection.some(({ wholePosition }) => wholePosition)) {
      for (const other of book.orders) if (other.wholePosition) other.done = true;
    }
    if (point !== 'OPEN') for (const guard of protection) guard.bornAt = meeting.price;
    book.orders.push(...protection);
  }

  /** Units the order asks for, as far as there is something to ask for. */
  private wanted(meeting: Meeting): number {
    const { order } = meeting;
    const held = Math.abs(this.book.units);
    if (order.wholePosition) return held;
    if (order.budget !== undefined) return this.desk.affordable(meeting, order.budget());
    if (order.role !== 'EXIT') return order.remaining;
    return order.buy === this.book.units > 0 ? 0 : Math.min(order.remaining, held);
  }

  private available(): number {
    const { volumeShare } = this.rules;
    return volumeShare === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(0, plusUnits(Math.floor(this.bar.volume * volumeShare), -this.#filled));
  }

  private shrinkGroup(order: WorkingOrder): void {
    if (order.group === undefined) return;
    for (const other of this.book.orders) {
      if (other === order || other.done || other.group !== order.group) continue;
      other.remaining = Math.min(other.remaining, order.remaining);
      if (other.remaining > 0) continue;
      other.done = true;
      this.desk.cancel(other, 'the other order of its pair filled');
    }
  }

  private isEntry(order: WorkingOrder): boolean {
    if (order.role !== undefined) return order.role === 'ENTRY';
    const { units } = this.book;
    return units === 0 || order.buy === units > 0;
  }

  /** On its way to the limit of an order that enlarges the position the price would pass the stop. */
  private stopComesBeforeEntry(): boolean {
    const { units, orders } = this.book;
    if (units === 0) return false;
    const exitBuys = units < 0;
    for (const { done, stop, buy, type } of orders) {
      if (done || stop === undefined || buy !== exitBuys || (type !== 'STOP' && type !== 'TRAILING_STOP')) continue;
      if (orders.some((entry) => this.wouldEnterBeyond(entry, stop, exitBuys))) return true;
    }
    return false;
  }

  private wouldEnterBeyond(entry: WorkingOrder, stop: number, exitBuys: boolean): boolean {
    const { done, buy, type, limit } = entry;
    if (done || buy === exitBuys || type !== 'LIMIT' || limit === undefined) return false;
    return this.isEntry(entry) && atLeastAsBad(limit, stop, exitBuys) && this.desk.objection(entry) === undefined;
  }

  /** Orders on a position that is gone. A protection that has gone with it is not told of. */
  private dropOrphans(): void {
    if (this.book.units !== 0) return;
    for (const order of this.book.orders) {
      if (order.done || !this.desk.needsPosition(order)) continue;
      order.done = true;
      if (!order.protective) this.desk.cancel(order, 'the position is closed');
    }
  }

  private expire(): void {
    const { opensSession, closesSession } = this.bar;
    for (const order of this.book.orders) {
      if (order.done) continue;
      const { tif } = order;
      const over =
        tif === 'IOC' ||
        tif === 'FOK' ||
        (tif === 'OPG' && opensSession) ||
        (tif !== 'GTC' && tif !== 'OPG' && closesSession);
      if (!over) continue;
      order.done = true;
      this.desk.expire(order);
    }
  }
}
