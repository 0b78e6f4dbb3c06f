import { type Decimal, dec, equity, timestamp, wire } from '@cream/domain';
import { OrderType, type Portfolio, type Position, type WorkingOrder } from '@cream/proto/portfolio';
import { Intent, type Order } from '@cream/proto/trading';
import type { AccountBook } from './account-book.js';
import type { HeldPosition } from './account-state.js';
import { isLive } from './order-state.js';

/** Cash plus the market value of all positions, in USD. */
export function equityOf(book: AccountBook): Decimal {
  return book.state.positions.reduce((sum, { units, mark }) => sum.plus(units.times(mark)), book.state.cash);
}

/** The account at its clock: positions by symbol, live orders by id. */
export function portfolioOf(book: AccountBook): Portfolio {
  const { state } = book;
  return {
    $typeName: 'cream.portfolio.v1.Portfolio',
    account: {
      $typeName: 'cream.portfolio.v1.Account',
      cash: wire(state.cash),
      equity: wire(equityOf(book)),
      initialEquity: wire(book.initialCash),
      asOf: timestamp(book.clockMs),
    },
    positions: state.positions.map((position) => positionOf(book, position)),
    workingOrders: [...book.orders.values()]
      .filter(isLive)
      .sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
      .map(workingOrderOf),
  };
}

function positionOf(book: AccountBook, held: HeldPosition): Position {
  const stop = book.order(held.stopOrderId);
  const target = book.order(held.targetOrderId);
  return {
    $typeName: 'cream.portfolio.v1.Position',
    instrument: equity(held.symbol),
    quantity: wire(held.units),
    averageCost: wire(held.averageCost),
    mark: wire(held.mark),
    markTime: timestamp(held.markMs),
    marketValue: wire(held.units.times(held.mark)),
    unrealized: wire(held.mark.minus(held.averageCost).times(held.units)),
    protectedQuantity: isLive(stop) ? wire(dec(stop.quantity)) : wire(0),
    ...(stop.stop === undefined ? {} : { stop: stop.stop }),
    ...(target.limit === undefined ? {} : { target: target.limit }),
    openedAt: timestamp(held.openedAtMs),
    openingDecisionId: held.openingDecisionId,
  };
}

function workingOrderOf(order: Order): WorkingOrder {
  return {
    $typeName: 'cream.portfolio.v1.WorkingOrder',
    orderId: order.orderId,
    decisionId: order.decisionId,
    ...(order.instrument === undefined ? {} : { instrument: order.instrument }),
    side: order.side,
    type: order.type,
    remaining: wire(dec(order.quantity).minus(dec(order.filled))),
    ...(order.type === OrderType.LIMIT && order.limit !== undefined ? { limit: order.limit } : {}),
    ...(order.type === OrderType.STOP && order.stop !== undefined ? { stop: order.stop } : {}),
    reduceOnly: order.intent !== Intent.OPEN,
  };
}
