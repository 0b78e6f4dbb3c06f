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
  /** A DAY order is over. */
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
  }

  /** The newest close; 0 before the first bar. */
  get mark(): number {
    return this.index < 0 ? 0 : (this.#closes[this.index] as number);
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
    const endsMs = tif === 'DAY' ? (this.market.sessions.closeAfter(activeMs) ?? Infinity) : Infinity;
    this.#incoming.push({ order, ticket, sentMs: nowMs, activeMs, endsMs });
  }

  /** @returns whether an order of that id was still working */
  cancelOrder(id: string, nowMs: number): boolean {
    const order = [...this.#incoming.map((sent) => sent.order), ...this.#book.orders].find((one) => one.id === id);
    if (order === undefined || order.done) return false;
    order.done = true;
    this.#incoming = this.#incoming.filter((sent) => sent.order !== order);
    this.#book.orders = this.#book.orders.filter((one) => one !== order);
    this.#sent.delete(order);
    this.market.onEnd({ orderId: id, symbol: this.symbol, kind: 'CANCELED', text: 'canceled', timeMs: nowMs });
    return true;
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
    if (this.#book.orders.length === 0) return;
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
    const price = this.priceOf(meeting, 1);
    const { buy } = meeting.order;
    return affordableUnits(budget, price * this.holding.multiplier, (units) => this.feesOf(buy, units, price));
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
    const group = `${order.id}/bracket/${order.remaining}`;
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

  /** What a split does to orders: other units, other prices, the same money. Fractions of a unit are dropped. */
  splitOrders(ratio: number): void {
    this.#incoming = this.#incoming.map((sent) => ({
      ...sent,
      order: splitOrder(sent.order, ratio),
      ticket: splitBracket(sent.ticket, ratio),
    }));
    this.#book.orders = this.#book.orders.map((order) => {
      const other = splitOrder(order, ratio);
      const sent = this.#sent.get(order);
      this.#sent.delete(order);
      if (sent !== undefined)
        this.#sent.set(other, { ...sent, order: other, ticket: splitBracket(sent.ticket, ratio) });
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
