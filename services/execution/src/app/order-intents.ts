import { clientOrderId, type Decimal, enlarges, type OrderLeg, orderId, timestamp, wire } from '@cream/domain';
import { Action, type Decision, EntryType, TimeInForce } from '@cream/proto/decision';
import { OrderType, Side } from '@cream/proto/portfolio';
import { Intent, type Order, OrderStatus } from '@cream/proto/trading';

/** An order that is to be written down, with what is the same for every order of a decision. */
export interface IntentParts {
  readonly decision: Decision;
  readonly cycleId: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly timeMs: number;
}

/**
 * The orders of a decision, in state INTENDED: the one that is sent first, then, for what opens or enlarges a position,
 * the stop and the target that go live with its fill.
 */
export function intendedOrders(parts: IntentParts): [first: Order, ...protection: Order[]] {
  const { decision, side } = parts;
  const { entry, riskLevels } = decision;
  const type = entry?.type === EntryType.LIMIT ? OrderType.LIMIT : OrderType.MARKET;
  const opens = enlarges(decision.action);
  const first = {
    ...intended(parts, legOf(decision.action), side, opens ? Intent.OPEN : Intent.CLOSE, type),
    ...(type === OrderType.LIMIT && entry?.limit !== undefined ? { limit: entry.limit } : {}),
    tif: entry?.tif ?? TimeInForce.DAY,
  };
  if (!opens || riskLevels?.stop === undefined || riskLevels.target === undefined) return [first];
  const away = side === Side.BUY ? Side.SELL : Side.BUY;
  const parentId = first.orderId;
  const stop = intended(parts, 'stop', away, Intent.PROTECT, OrderType.STOP);
  const target = intended(parts, 'target', away, Intent.PROTECT, OrderType.LIMIT);
  return [first, { ...stop, parentId, stop: riskLevels.stop }, { ...target, parentId, limit: riskLevels.target }];
}

/** The id of the order a decision sends. */
export function firstOrderId({ decisionId, action }: Decision): string {
  return orderId(clientOrderId(decisionId, legOf(action)));
}

function legOf(action: Action): OrderLeg {
  if (action === Action.CLOSE) return 'close';
  return action === Action.REDUCE ? 'reduce' : 'entry';
}

function intended(parts: IntentParts, leg: OrderLeg, side: Side, intent: Intent, type: OrderType): Order {
  const { decision, cycleId, quantity, timeMs } = parts;
  const client = clientOrderId(decision.decisionId, leg);
  const time = timestamp(timeMs);
  return {
    $typeName: 'cream.trading.v1.Order',
    orderId: orderId(client),
    clientOrderId: client,
    brokerOrderId: '',
    decisionId: decision.decisionId,
    cycleId,
    ...(decision.instrument === undefined ? {} : { instrument: decision.instrument }),
    side,
    intent,
    type,
    quantity: wire(quantity),
    tif: TimeInForce.GTC,
    status: OrderStatus.INTENDED,
    filled: wire(0),
    parentId: '',
    createdAt: time,
    history: [{ $typeName: 'cream.trading.v1.OrderEvent', status: OrderStatus.INTENDED, time, text: 'written down' }],
  };
}
