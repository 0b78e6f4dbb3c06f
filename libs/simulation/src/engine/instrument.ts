import { Holding } from '../ledger/ledger.js';
import { MICROS } from '../ledger/micros.js';
import type { Desk, MatchBook, Meeting } from '../matching/desk.js';
import { matchBar } from '../matching/matcher.js';
import { atLeastAsGood, type BarValues, trailedStop } from '../matching/triggers.js';
import { type WorkingOrder, workingOrder } from '../orders/working-order.js';
import type { Market } from './market.js';
import { affordableUnits, fillPrice } from './pricing.js';
import type { Series } from './series.js';
import { splitBracket, splitOrder } from './split-order.js';
import type { OrderTicket } from './ticket.js';

interface Sent {
  readonly order: WorkingOrder;
  readonly ticket: OrderTicket | undefined;
  readonly sentMs: number;
  /** Bars that start earlier do not see it. */
  readonly activeMs: number;
  /** An order of a session is over: bars that start then or later do not see it. */
  readonly endsMs: number;
}

/** What a trade is told of itself where it is not what it seems. */
interface Settled {
  readonly feeMicros?: number;
  readonly sentMs?: number | undefined;
}

/** One instrument: its bars so far, what is held of it, and the orders that work on it. */
export class Instrument implements Desk {
  readonly symbol: string;
  readonly holding: Holding;
  readonly option: boolean;
  /** Of an option; a split of the underlying changes it. */
  strike: number;
  /** Of an option: when it is gone, and whether it is. Infinite for all else. */
  readonly expiryMs: number;
  expired = false;
  /** Position of the newest bar that has ended; −1 before the first. */
  index = -1;
  /** Units of the newest bar's volume taken by multi-leg orders. */
  comboFilled = 0;
  readonly #starts: ArrayLike<number>;
  readonly #ends: ArrayLike<number>;
  readonly #closes: ArrayLike<number>;
  readonly #book: MatchBook = { units: 0, orders: [] };
  #incoming: Sent[] = [];
  readonly #sent = new Map<WorkingOrder, Sent>();
  #brackets = 0;
  /** By which the newest close has to be divided. */
  #markRatio = 1;

  constructor(
    readonly series: Series,
    private readonly market: Market,
  ) {
    this.symbol = series.symbol;
    this.#starts = series.bars.start;
    this.#ends = series.bars.end;
    this.#closes = series.bars.close;
    this.holding = new Holding(series.multiplier ?? (series.option === undefined ? 1 : 100));
    this.option = series.option !== undefined;
    this.strike = series.option?.strike ?? 0;
    this.expiryMs = series.option?.expiryMs ?? Infinity;
  }

  /** The newest close, in the units of now; 0 before the first bar. */
  get mark(): number {
    return this.index < 0 ? 0 : (this.#closes[this.index] as number) / this.#markRatio;
  }

  /** The next bar begins. */
  advance(): void {
    this.index += 1;
    this.comboFilled = 0;
    this.#markRatio = 1;
  }

  /** The underlying was split: until the next bar the newest close is one of other units. */
  splitMark(ratio: number): void {
    this.#markRatio *= ratio;
  }

  get startMs(): number {
    return this.#starts[this.index] as number;
  }

  get endMs(): number {
    return this.#ends[this.index] as number;
  }

  /** When the next bar starts and ends; infinite after the last. */
  get nextStartMs(): number {
    return this.#starts[this.index + 1] ?? Infinity;
  }

  get nextEndMs(): number {
    return this.#ends[this.index + 1] ?? Infinity;
  }

  get hasOrders(): boolean {
    return this.#incoming.length > 0 || this.#book.orders.length > 0;
  }

  send(id: string, ticket: OrderTicket, nowMs: number, latencyMs: number): void {
    const { side, type, quantity = 0, budget, limit, stop, trail, tif = 'DAY', reduceOnly, oco } = ticket;
    const buy = side === 'BUY';
    const order = workingOrder({
      id,
      buy,
      type,
      tif,
      remaining: quantity,
      budget,
      limit,
      trail,
      stop: trail === undefined || this.index < 0 ? stop : trailedStop(this.mark, trail, buy),
      role: reduceOnly === true ? 'EXIT' : undefined,
      group: oco,
    });
    const activeMs = nowMs + latencyMs;
    const endsMs = this.market.sessions.endOf(tif, activeMs);
    this.#incoming.push({ order, ticket, sentMs: nowMs, activeMs, endsMs });
  }

  /** @returns whether an order of that id was still working */
  cancelOrder(id: string, nowMs: number): boolean {
    const all = [...this.#incoming.map((sent) => sent.order), ...this.#book.orders];
    // The guards of an entry that filled in parts share their ids.
    const orders = all.filter((one) => one.id === id && !one.done);
    if (orders.length === 0) return false;
    for (const order of orders) {
      order.done = true;
      this.#sent.delete(order);
    }
    this.#incoming = this.#incoming.filter(({ order }) => !order.done);
    this.#book.orders = this.#book.orders.filter(({ done }) => !done);
    this.market.onEnd({ orderId: id, symbol: this.symbol, kind: 'CANCELED', text: 'canceled', timeMs: nowMs });
    return true;
  }

  /** Ends all orders, as expired. */
  endOrders(text: string, timeMs: number): void {
    const orders = [...this.#book.orders, ...this.#incoming.map(({ order }) => order)].filter(({ done }) => !done);
    this.#incoming = [];
    this.#book.orders = [];
    this.#sent.clear();
    for (const order of orders) {
      order.done = true;
      this.market.onEnd({ orderId: order.id, symbol: this.symbol, kind: 'EXPIRED', text, timeMs });
    }
  }

  /** Lets the newest bar work the orders that had arrived when it started. */
  work(): void {
    const { startMs } = this;
    if (this.#incoming.length > 0) this.admit(startMs);
    for (const order of this.#book.orders) {
      if ((this.#sent.get(order)?.endsMs ?? Infinity) > startMs) continue;
      order.done = true;
      this.expire(order);
    }
    this.#book.orders = this.#book.orders.filter(({ done }) => !done);
    if (this.#book.orders.length === 0) {
      this.#sent.clear();
      return;
    }
    this.#book.units = this.holding.units;
    matchBar(this.#book, this.bar(), this.market.rules, this, this.comboFilled);
    for (const order of this.#sent.keys()) if (order.done) this.#sent.delete(order);
  }

  /** The newest bar as the matcher sees it. */
  bar(): BarValues {
    const { bars } = this.series;
    const n = this.index;
    const close = bars.close[n] as number;
    const closeOnly = this.market.prices === 'CLOSE';
    return {
      open: closeOnly ? close : (bars.open[n] as number),
      high: closeOnly ? close : (bars.high[n] as number),
      low: closeOnly ? close : (bars.low[n] as number),
      close,
      volume: bars.volume[n] as number,
      opensSession: this.market.sessions.opens(this.startMs, this.endMs),
      closesSession: this.market.sessions.closes(this.startMs, this.endMs),
      bid: bars.bid?.[n],
      ask: bars.ask?.[n],
    };
  }

  /** Books a trade at a price that is not moved any more. */
  trade(orderId: string, change: number, price: number, reason: string | undefined, settled: Settled = {}): void {
    const { holding, market } = this;
    const buy = change > 0;
    const quantity = Math.abs(change);
    const fees = settled.feeMicros ?? this.feesOf(buy, quantity, price);
    const before = holding.units;
    const gain = holding.trade(change, price);
    market.cash.pay(change * holding.multiplier, price, fees);
    market.onFill({
      orderId,
      symbol: this.symbol,
      buy,
      quantity,
      price,
      fees: fees / MICROS,
      realized: gain === undefined ? undefined : dollars(gain - fees / MICROS),
      reason: reason ?? reasonOf(before, holding.units),
      sentMs: settled.sentMs ?? market.nowMs(),
      startMs: this.startMs,
      endMs: market.nowMs(),
    });
  }

  feesOf(buy: boolean, quantity: number, price: number): number {
    const { multiplier } = this.holding;
    const kind = this.option ? 'OPTION' : 'EQUITY';
    return this.market.fees({ kind, buy, quantity, price, multiplier, timeMs: this.endMs });
  }

  objection(order: WorkingOrder): string | undefined {
    if (this.market.allowShort || order.buy || order.role === 'EXIT') return undefined;
    const sold = order.budget === undefined ? order.remaining : Infinity;
    return this.holding.units < sold ? 'short selling is not allowed' : undefined;
  }

  needsPosition(order: WorkingOrder): boolean {
    return order.role === 'EXIT';
  }

  affordable(meeting: Meeting, budget: number): number {
    const { multiplier } = this.holding;
    const { buy } = meeting.order;
    const unitOf = (units: number) => this.priceOf(meeting, units) * multiplier;
    return affordableUnits(budget, unitOf, (units) => this.feesOf(buy, units, this.priceOf(meeting, units)));
  }

  fill(meeting: Meeting, quantity: number): boolean {
    const { order, slips } = meeting;
    const price = this.priceOf(meeting, quantity);
    if (order.limit !== undefined && !atLeastAsGood(price, order.limit, order.buy)) {
      if (!slips) return false;
      // The stop of a stop-limit: its limit holds.
      this.settle(order, quantity, order.limit);
      return true;
    }
    this.settle(order, quantity, price);
    return true;
  }

  protectionOf(order: WorkingOrder, quantity: number): readonly WorkingOrder[] {
    const parent = this.#sent.get(order);
    const bracket = parent?.ticket?.bracket;
    const { units } = this.holding;
    const opened = Math.min(quantity, order.buy ? units : -units);
    if (parent === undefined || bracket === undefined || opened <= 0) return [];
    this.#brackets += 1;
    const group = `${order.id}/bracket/${this.#brackets}`;
    const shared = { buy: !order.buy, remaining: opened, role: 'EXIT', protective: true, group } as const;
    const guards = [
      workingOrder({ ...shared, id: `${order.id}/stop`, type: 'STOP', stop: bracket.stop }),
      workingOrder({ ...shared, id: `${order.id}/target`, type: 'LIMIT', limit: bracket.target }),
    ];
    for (const guard of guards) this.#sent.set(guard, { ...parent, order: guard, ticket: undefined, endsMs: Infinity });
    return guards;
  }

  cancel({ id }: WorkingOrder, text: string): void {
    this.market.onEnd({ orderId: id, symbol: this.symbol, kind: 'CANCELED', text, timeMs: this.endMs });
  }

  expire({ id, tif }: WorkingOrder): void {
    const text = tif === 'DAY' ? 'its session ended' : 'not filled in time';
    this.market.onEnd({ orderId: id, symbol: this.symbol, kind: 'EXPIRED', text, timeMs: this.endMs });
  }

  /**
   * What a split does to orders: other units, other prices, the same money. Fractions of a unit are dropped.
   * @param units new ones per old one @param price by which prices are divided
   */
  splitOrders(units: number, price: number): void {
    this.#incoming = this.#incoming.map((sent) => ({
      ...sent,
      order: splitOrder(sent.order, units, price),
      ticket: splitBracket(sent.ticket, price),
    }));
    this.#book.orders = this.#book.orders.map((order) => {
      const other = splitOrder(order, units, price);
      const sent = this.#sent.get(order);
      this.#sent.delete(order);
      if (sent !== undefined)
        this.#sent.set(other, { ...sent, order: other, ticket: splitBracket(sent.ticket, price) });
      return other;
    });
  }

  private admit(startMs: number): void {
    const late: Sent[] = [];
    for (const sent of this.#incoming) {
      if (sent.activeMs > startMs) {
        late.push(sent);
        continue;
      }
      this.#sent.set(sent.order, sent);
      this.#book.orders.push(sent.order);
    }
    this.#incoming = late;
  }

  priceOf(meeting: Meeting, quantity: number): number {
    return fillPrice(meeting, quantity, this.market.slippage);
  }

  private settle(order: WorkingOrder, quantity: number, price: number): void {
    const protective = order.type === 'STOP' ? 'STOP' : 'TARGET';
    const sent = this.#sent.get(order);
    const reason = order.protective ? protective : sent?.ticket?.reason;
    this.trade(order.id, order.buy ? quantity : -quantity, price, reason, { sentMs: sent?.sentMs });
  }
}

function reasonOf(before: number, after: number): string {
  if (before === 0 || (before > 0 === after > 0 && Math.abs(after) > Math.abs(before))) return 'ENTRY';
  return after === 0 ? 'CLOSE' : before > 0 === after > 0 ? 'REDUCE' : 'REVERSE';
}

/** A number of dollars with six digits. */
function dollars(value: number): number {
  return Math.round(value * MICROS) / MICROS;
}
