import { create } from '@bufbuild/protobuf';
import { Decimal, decisionId, equity, sha256Hex, symbolOf, timestamp, wire } from '@cream/domain';
import {
  OrderType,
  type Portfolio,
  PortfolioSchema,
  type Position,
  PositionSchema,
  Side,
  type WorkingOrder,
  WorkingOrderSchema,
} from '@cream/proto/portfolio';
import type { Changes } from './changes.js';
import { AS_OF_MS, DAY_MS } from './clock.js';

export interface PositionStory {
  readonly symbol?: string;
  /** Negative for short. */
  readonly quantity?: number | string;
  readonly averageCost?: number | string;
  readonly mark?: number | string;
  readonly stop?: number | string;
  readonly target?: number | string;
}

/** 50 AAPL bought at 95 a day ago, now at 100, with a stop at 90 and a target at 110 (mirrored when short). */
export function aPosition(story: PositionStory = {}, overrides: Changes<typeof PositionSchema> = {}): Position {
  const { symbol = 'AAPL', averageCost = 95, mark = 100 } = story;
  const quantity = new Decimal(story.quantity ?? 50);
  const [stop, target] = quantity.isNegative() ? [110, 90] : [90, 110];
  return create(PositionSchema, {
    instrument: equity(symbol),
    quantity: wire(quantity),
    averageCost: wire(averageCost),
    mark: wire(mark),
    markTime: timestamp(AS_OF_MS),
    marketValue: wire(quantity.times(mark)),
    unrealized: wire(new Decimal(mark).minus(averageCost).times(quantity)),
    protectedQuantity: wire(quantity.abs()),
    stop: wire(story.stop ?? stop),
    target: wire(story.target ?? target),
    openedAt: timestamp(AS_OF_MS - DAY_MS),
    openingDecisionId: decisionId('20160229T210000Z-00000000', symbol),
    ...overrides,
  });
}

/** A market buy of 10 AAPL that may still fill. */
export function aWorkingOrder(overrides: Changes<typeof WorkingOrderSchema> = {}): WorkingOrder {
  return create(WorkingOrderSchema, {
    orderId: `ord-${sha256Hex('working order').slice(0, 32)}`,
    decisionId: decisionId('20160229T210000Z-00000000', 'AAPL'),
    instrument: equity('AAPL'),
    side: Side.BUY,
    type: OrderType.MARKET,
    remaining: wire(10),
    ...overrides,
  });
}

export interface PortfolioStory {
  readonly cash?: number | string;
  readonly positions?: readonly Position[];
  readonly workingOrders?: readonly WorkingOrder[];
  /** Cash plus market values unless told otherwise. */
  readonly equity?: number | string;
}

/** An account with 100,000 USD in cash and nothing else. */
export function aPortfolio(story: PortfolioStory = {}): Portfolio {
  const { cash = 100_000, positions = [], workingOrders = [] } = story;
  const values = positions.map((position) => new Decimal(position.marketValue?.value ?? 0));
  const total = values.reduce((sum, value) => sum.plus(value), new Decimal(cash));
  return create(PortfolioSchema, {
    account: {
      cash: wire(cash),
      equity: wire(story.equity ?? total),
      initialEquity: wire(100_000),
      asOf: timestamp(AS_OF_MS),
    },
    positions: positions.toSorted((a, b) => (symbolOf(a.instrument) < symbolOf(b.instrument) ? -1 : 1)),
    workingOrders: workingOrders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1)),
  });
}
