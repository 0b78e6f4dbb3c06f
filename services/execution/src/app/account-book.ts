import {
  clientOrderId,
  Decimal,
  dec,
  equity,
  fillId,
  isFinal,
  orderId,
  quotient,
  symbolOf,
  timestamp,
  wire,
} from '@cream/domain';
import type { Mode } from '@cream/proto/common';
import { OrderType } from '@cream/proto/portfolio';
import {
  type AccountEvent,
  type BrokerSettings,
  type Fill,
  Fill_Source,
  Intent,
  type Order,
  OrderStatus,
} from '@cream/proto/trading';
import type { BrokerEvent, FillEvent, TradingCosts } from '@cream/simulation';
import type { AccountState, HeldPosition } from './account-state.js';
import { isLive, moved } from './order-state.js';
import { waitingProtection } from './waiting-protection.js';

const ZERO = new Decimal(0);

/** What an account was opened with. */
export interface AccountSettings {
  readonly accountId: string;
  readonly mode: Mode;
  readonly broker: BrokerSettings;
  readonly openedMs: number;
}

/** Changes of a book that are not stored yet, in order. */
export interface BookChanges {
  readonly orders: Order[];
  readonly fills: Fill[];
  readonly events: AccountEvent[];
}

/** One account: cash, positions and the orders that are not final. */
export class AccountBook {
  readonly orders = new Map<string, Order>();
  readonly costs: TradingCosts;
  readonly initialCash: Decimal;
  #changes: BookChanges = { orders: [], fills: [], events: [] };

  constructor(
    readonly settings: AccountSettings,
    public clockMs: number,
    readonly state: AccountState,
    orders: Iterable<Order>,
  ) {
    for (const order of orders) this.orders.set(order.orderId, order);
    const { broker } = settings;
    this.costs = { slippageBps: dec(broker.slippageBps), feeBps: dec(broker.feeBps) };
    this.initialCash = dec(broker.cash);
  }

  position(symbol: string): HeldPosition | undefined {
    return this.state.positions.find((position) => position.symbol === symbol);
  }

  units(symbol: string): Decimal {
    return this.position(symbol)?.units ?? ZERO;
  }

  /** Orders that are no protection and have not ended; of one symbol, or of all. */
  pending(symbol?: string): Order[] {
    return [...this.orders.values()].filter(
      (order) => order.intent !== Intent.PROTECT && (symbol === undefined || symbolOf(order.instrument) === symbol),
    );
  }

  /** Those of them of which no broker has said anything yet. */
  unsent(): Order[] {
    return this.pending().filter(({ status }) => status === OrderStatus.INTENDED);
  }

  /** Symbols with a position or a live order, sorted. */
  activeSymbols(): string[] {
    const symbols = new Set(this.state.positions.map(({ symbol }) => symbol));
    for (const order of this.orders.values()) if (isLive(order)) symbols.add(symbolOf(order.instrument));
    return [...symbols].sort();
  }

  /** Books what the broker did at a time. */
  apply(symbol: string, events: readonly BrokerEvent[], timeMs: number): void {
    for (const event of events) {
      const order = this.order(this.orderIdOf(symbol, event));
      if (event.kind === 'FILL') this.fill(symbol, order, event, timeMs);
      else if (event.kind === 'CANCEL') this.end(order, OrderStatus.CANCELED, timeMs, event.text);
      else this.end(order, OrderStatus.EXPIRED, timeMs, 'not filled at once');
    }
  }

  /** Ends an order and the protection that waited for its fill. */
  end(order: Order, status: OrderStatus, timeMs: number, text: string): Order {
    const ended = this.put(moved(order, status, timeMs, text));
    for (const child of [...this.orders.values()]) {
      if (child.parentId === order.orderId && child.status === OrderStatus.INTENDED) {
        this.put(moved(child, OrderStatus.CANCELED, timeMs, 'its entry did not fill'));
      }
    }
    return ended;
  }

  /** Keeps an order's new state and notes the change. */
  put(order: Order): Order {
    if (isFinal(order.status)) this.orders.delete(order.orderId);
    else this.orders.set(order.orderId, order);
    this.#changes.orders.push(order);
    return order;
  }

  takeChanges(): BookChanges {
    const changes = this.#changes;
    this.#changes = { orders: [], fills: [], events: [] };
    return changes;
  }

  /** Notes what a split or a dividend has done to the account. */
  note(event: AccountEvent): void {
    this.#changes.events.push(event);
  }

  /** @throws RangeError when the order is not among those that may still change */
  order(id: string): Order {
    const order = this.orders.get(id);
    if (order === undefined) throw new RangeError(`${id} is not a working order of ${this.settings.accountId}`);
    return order;
  }

  /** A protection that fills is the present one: a fill before it within the bar may have renewed it. */
  private orderIdOf(symbol: string, event: BrokerEvent): string {
    const position = this.position(symbol);
    if (event.kind !== 'FILL' || position === undefined) return event.orderId;
    if (event.reason === 'STOP') return position.stopOrderId;
    return event.reason === 'TARGET' ? position.targetOrderId : event.orderId;
  }

  private fill(symbol: string, order: Order, event: FillEvent, timeMs: number): void {
    const position = this.position(symbol);
    const opens = event.reason === 'ENTRY';
    const gain =
      position?.averageCost
        .minus(event.price)
        .times(event.buy ? 1 : -1)
        .times(event.quantity) ?? ZERO;
    const change = event.buy ? event.quantity : event.quantity.negated();
    this.state.cash = this.state.cash.minus(change.times(event.price)).minus(event.fees);
    this.#changes.fills.push({
      $typeName: 'cream.trading.v1.Fill',
      fillId: fillId(order.orderId, 0),
      orderId: order.orderId,
      decisionId: order.decisionId,
      cycleId: order.cycleId,
      instrument: equity(symbol),
      side: order.side,
      quantity: wire(event.quantity),
      price: wire(event.price),
      fees: wire(event.fees),
      time: timestamp(timeMs),
      source: Fill_Source.SIMULATED,
      reason: event.reason,
      ...(opens ? {} : { realized: wire(gain.minus(event.fees)) }),
    });
    const filled = { filled: wire(event.quantity), averagePrice: wire(event.price) };
    const children = opens ? waitingProtection(this.orders.values(), order) : undefined;
    this.put({ ...moved(order, OrderStatus.FILLED, timeMs, event.reason), ...filled });
    if (children !== undefined) this.enlarge(symbol, position, order, children, event, timeMs);
    else if (position !== undefined) this.shrink(position, order, change, timeMs);
  }

  private enlarge(
    symbol: string,
    held: HeldPosition | undefined,
    entry: Order,
    [stop, target]: [Order, Order],
    event: FillEvent,
    timeMs: number,
  ): void {
    const change = event.buy ? event.quantity : event.quantity.negated();
    if (held !== undefined) this.dropProtection(held, timeMs, 'replaced by new levels');
    const units = (held?.units ?? ZERO).plus(change);
    const paid = (held?.units.times(held.averageCost) ?? ZERO).plus(change.times(event.price));
    const position: HeldPosition = {
      symbol,
      units,
      averageCost: quotient(paid, units) ?? event.price,
      mark: event.price,
      markMs: timeMs,
      openedAtMs: held?.openedAtMs ?? timeMs,
      openingDecisionId: held?.openingDecisionId ?? entry.decisionId,
      stopOrderId: stop.orderId,
      targetOrderId: target.orderId,
      generation: 0,
    };
    if (held === undefined) {
      this.state.positions.push(position);
      this.state.positions.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
    } else Object.assign(held, position);
    for (const order of [stop, target]) {
      this.put({ ...moved(order, OrderStatus.ACCEPTED, timeMs, 'its entry filled'), quantity: wire(units.abs()) });
    }
  }

  private shrink(position: HeldPosition, order: Order, change: Decimal, timeMs: number): void {
    position.units = position.units.plus(change);
    if (position.units.isZero()) {
      this.state.positions = this.state.positions.filter((other) => other !== position);
      this.dropProtection(position, timeMs, `${order.orderId} closed the position`);
    } else this.renewProtection(position, timeMs);
  }

  private dropProtection(position: HeldPosition, timeMs: number, text: string): void {
    for (const id of [position.stopOrderId, position.targetOrderId]) {
      const order = this.orders.get(id);
      if (order !== undefined) this.put(moved(order, OrderStatus.CANCELED, timeMs, text));
    }
  }

  /** The same levels for what is left, as orders of the next generation. */
  private renewProtection(position: HeldPosition, timeMs: number): void {
    const old = [this.order(position.stopOrderId), this.order(position.targetOrderId)] as const;
    this.dropProtection(position, timeMs, 'the position became smaller');
    position.generation += 1;
    const [stop, target] = old.map((order) => {
      const leg = order.type === OrderType.STOP ? 'stop' : 'target';
      const client = clientOrderId(order.decisionId, leg, position.generation);
      const intended = this.put({
        ...order,
        orderId: orderId(client),
        clientOrderId: client,
        brokerOrderId: '',
        quantity: wire(position.units.abs()),
        status: OrderStatus.INTENDED,
        createdAt: timestamp(timeMs),
        history: [],
      });
      return this.put(moved(intended, OrderStatus.ACCEPTED, timeMs, 'for the smaller position')).orderId;
    });
    position.stopOrderId = stop ?? position.stopOrderId;
    position.targetOrderId = target ?? position.targetOrderId;
  }
}
