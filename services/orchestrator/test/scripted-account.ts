import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Decimal, dec, decisionId, equity, fillId, millis, orderId, symbolOf, timestamp, wire } from '@cream/domain';
import type { DecisionPlan } from '@cream/proto/decision';
import { type Portfolio, Side } from '@cream/proto/portfolio';
import {
  type Fill,
  FillSchema,
  type Order,
  OrderSchema,
  OrderStatus,
  type ReconcileRequest,
  type SubmitPlanRequest,
} from '@cream/proto/trading';
import { AS_OF_MS, aPortfolio, aPosition, CYCLE_ID } from '@cream/testing';

const MARK = 100;
const DECISION_ID = decisionId(CYCLE_ID, 'AAPL');

/** 90 AAPL bought at 100 by the decision of the builders' cycle, when it begins; nothing is charged. */
export function aFill(overrides: MessageInitShape<typeof FillSchema> = {}): Fill {
  const order = orderId('entry');
  return create(FillSchema, {
    fillId: fillId(order, 0),
    orderId: order,
    decisionId: DECISION_ID,
    cycleId: CYCLE_ID,
    instrument: equity('AAPL'),
    side: Side.BUY,
    quantity: wire(90),
    price: wire(MARK),
    fees: wire(0),
    time: timestamp(AS_OF_MS),
    reason: 'ENTRY',
    ...overrides,
  } as MessageInitShape<typeof FillSchema>);
}

/** The sale of what `aFill` bought. */
export function aClosingFill(price: number, timeMs: number): Fill {
  const order = orderId('stop');
  return aFill({
    fillId: fillId(order, 0),
    orderId: order,
    side: Side.SELL,
    price: wire(price),
    time: timestamp(timeMs),
    reason: 'STOP',
    realized: wire((price - MARK) * 90),
  });
}

/** An account of 100,000 USD at a broker that fills what the test says, and at which every unit is worth 100. */
export class ScriptedAccount {
  readonly fills: Fill[] = [];
  readonly orders: Order[] = [];

  /** The fills in (after, as_of] and what all fills up to then come to. */
  reconcile({ asOf, after }: ReconcileRequest) {
    const untilMs = millis(asOf);
    const fromMs = after === undefined ? Number.NEGATIVE_INFINITY : millis(after);
    const filled = this.fills.filter((fill) => millis(fill.time) <= untilMs);
    return { portfolio: portfolioOf(filled), fills: filled.filter((fill) => millis(fill.time) > fromMs) };
  }

  /** Accepts one order for every decision, once. */
  submit({ plan }: SubmitPlanRequest) {
    if (plan === undefined) throw new Error('a plan is required');
    const outcomes = plan.decisions.map((decision) => {
      const order = orderOf(plan, decision.decisionId);
      if (!this.orders.some(({ orderId: known }) => known === order.orderId)) this.orders.push(order);
      return { decisionId: decision.decisionId, orders: [order] };
    });
    return { outcomes };
  }
}

function orderOf({ cycleId }: DecisionPlan, decision: string): Order {
  return create(OrderSchema, {
    orderId: orderId(decision),
    decisionId: decision,
    cycleId,
    status: OrderStatus.ACCEPTED,
  });
}

function portfolioOf(fills: readonly Fill[]): Portfolio {
  let cash = new Decimal(100_000);
  const held = new Map<string, Decimal>();
  for (const fill of fills) {
    const quantity = fill.side === Side.BUY ? dec(fill.quantity) : dec(fill.quantity).negated();
    cash = cash.minus(quantity.times(dec(fill.price))).minus(dec(fill.fees));
    const symbol = symbolOf(fill.instrument);
    held.set(symbol, (held.get(symbol) ?? new Decimal(0)).plus(quantity));
  }
  const positions = [...held]
    .filter(([, quantity]) => !quantity.isZero())
    .map(([symbol, quantity]) => aPosition({ symbol, quantity: quantity.toFixed(), averageCost: MARK, mark: MARK }));
  return aPortfolio({ cash: cash.toFixed(), positions });
}
