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
import { type Desk, type MatchBook, type Meeting, PLAIN_RULES } from './matching/desk.js';
import { matchBar } from './matching/matcher.js';
import { type WorkingOrder, workingOrder } from './orders/working-order.js';
import { feesOf, slipped, withinLimit } from './price.js';

const ZERO = new Decimal(0);

/**
 * Lets one bar work a book of decimals, by the engine's own rules (`matchBar`): which price an order meets is decided
 * there, what it then pays is computed here from the decimals themselves.
 */
export function workBar(book: Book, bar: BarPrices, costs: TradingCosts): { book: Book; events: BrokerEvent[] } {
  if (book.units.isZero() && book.orders.length === 0) return { book, events: [] };
  const desk = new DecimalDesk(book, bar, costs);
  const [open, high, low] = [bar.open.toNumber(), bar.high.toNumber(), bar.low.toNumber()];
  // No order of this book asks for the volume, the close or the session.
  const values = { open, high, low, close: open, volume: 0, opensSession: false, closesSession: false };
  matchBar(desk.matched, values, PLAIN_RULES, desk);
  return { book: desk.book(), events: desk.events };
}

class DecimalDesk implements Desk {
  readonly matched: MatchBook;
  readonly events: BrokerEvent[] = [];
  readonly #sources = new Map<WorkingOrder, BrokerOrder>();
  #units: Decimal;
  #protection: Protection | undefined;

  constructor(
    book: Book,
    private readonly bar: BarPrices,
    private readonly costs: TradingCosts,
  ) {
    this.#units = book.units;
    this.#protection = book.protection;
    this.matched = { units: exactNumber(book.units), orders: book.orders.map((order) => this.workingOrder(order)) };
    if (book.protection !== undefined) this.matched.orders.push(...this.guards(book.protection));
  }

  book(): Book {
    const orders = this.matched.orders.flatMap((order) => this.#sources.get(order) ?? []);
    return { units: this.#units, protection: this.#protection, orders };
  }

  objection(order: WorkingOrder): string | undefined {
    const source = this.#sources.get(order);
    if (source === undefined) return undefined;
    if (source.purpose === 'OPEN') return this.#units.isZero() ? undefined : 'a position is held already';
    if (this.#units.isZero()) return 'the position is closed';
    const sameSide = source.buy === this.#units.gt(0);
    return sameSide === (source.purpose === 'INCREASE') ? undefined : 'the position has turned';
  }

  needsPosition(order: WorkingOrder): boolean {
    return this.#sources.get(order)?.purpose !== 'OPEN';
  }

  fill({ order, point, price: number, slips }: Meeting): boolean {
    const { buy } = order;
    const source = this.#sources.get(order);
    const limit = source === undefined ? this.#protection?.target : source.limit;
    const stop = this.#protection?.stop;
    const exact = (point === 'LIMIT' ? limit : point === 'STOP' ? stop : undefined) ?? this.bar.open;
    const met = exact.toNumber() === number ? exact : new Decimal(number);
    const price = slips || limit === undefined ? slipped(met, buy, this.costs) : withinLimit(met, limit, buy);
    const held = this.#units.abs();
    const exits = order.role === 'EXIT';
    const quantity = source === undefined ? held : exits ? Decimal.min(source.quantity, held) : source.quantity;
    const fees = feesOf(quantity, price, this.costs);
    this.events.push({ kind: 'FILL', orderId: order.id, buy, quantity, price, fees, reason: reasonOf(order, source) });
    this.#units = buy ? this.#units.plus(quantity) : this.#units.minus(quantity);
    if (this.#units.isZero()) {
      this.#units = ZERO;
      this.#protection = undefined;
    }
    return true;
  }

  protectionOf(order: WorkingOrder): readonly WorkingOrder[] {
    const source = this.#sources.get(order);
    if (source === undefined || !isEntry(source)) return [];
    // The new levels guard the whole position, also when there are none.
    for (const other of this.matched.orders) if (other.protective) other.done = true;
    this.#protection = source.protection;
    return source.protection === undefined ? [] : this.guards(source.protection);
  }

  cancel({ id }: WorkingOrder, text: string): void {
    this.events.push({ kind: 'CANCEL', orderId: id, text });
  }

  expire({ id }: WorkingOrder): void {
    this.events.push({ kind: 'EXPIRE', orderId: id });
  }

  affordable(): number {
    throw new RangeError('an order of this book has a quantity, no budget');
  }

  private workingOrder(source: BrokerOrder): WorkingOrder {
    const { id, buy, quantity, limit, staysAfterBar } = source;
    const order = workingOrder({
      id,
      buy,
      type: limit === undefined ? 'MARKET' : 'LIMIT',
      tif: staysAfterBar ? 'GTC' : 'IOC',
      remaining: exactNumber(quantity),
      limit: limit?.toNumber(),
      role: isEntry(source) ? 'ENTRY' : 'EXIT',
    });
    this.#sources.set(order, source);
    return order;
  }

  private guards({ stopId, targetId, stop, target }: Protection): WorkingOrder[] {
    const shared = {
      buy: this.#units.isNegative(),
      remaining: 0,
      role: 'EXIT',
      protective: true,
      wholePosition: true,
    } as const;
    return [
      workingOrder({ ...shared, id: stopId, type: 'STOP', stop: stop.toNumber() }),
      workingOrder({ ...shared, id: targetId, type: 'LIMIT', limit: target.toNumber() }),
    ];
  }
}

function reasonOf(order: WorkingOrder, source: BrokerOrder | undefined): FillReason {
  if (source === undefined) return order.type === 'STOP' ? 'STOP' : 'TARGET';
  return isEntry(source) ? 'ENTRY' : source.purpose;
}

function isEntry(order: BrokerOrder): order is EntryOrder {
  return order.purpose === 'OPEN' || order.purpose === 'INCREASE';
}

/** @throws RangeError for a quantity with more than nine fraction digits: the matcher could not tell when it is gone */
function exactNumber(quantity: Decimal): number {
  if (quantity.decimalPlaces() > 9) throw new RangeError(`${quantity.toFixed()} units have more than nine digits`);
  return quantity.toNumber();
}
