import { Action, type Decision, SizeUnit } from '@cream/proto/decision';
import { Side } from '@cream/proto/portfolio';
import { Decimal, decIfReadable } from './decimal.js';
import { multiplierOf, symbolOf } from './instrument.js';
import { sizeUnitName } from './names.js';

const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);

/** Why a decision cannot be turned into an order; codes are those of `cream.trading.v1.Refusal`. */
export interface SizeRefusal {
  readonly code: 'SIZE_ZERO' | 'PRICE_UNKNOWN' | 'RULE_BROKEN';
  readonly text: string;
}

/** Whole units to order, without sign, or why there is no order. */
export type OrderQuantity =
  | { readonly quantity: Decimal; readonly refusal?: undefined }
  | { readonly refusal: SizeRefusal; readonly quantity?: undefined };

/**
 * The units a decision orders.
 *
 * SHARES and CONTRACTS as they are, DOLLARS / price, PCT_EQUITY / 100 x equity / price (an option's price times its
 * multiplier), cut to whole units so that the size asked for is never exceeded. CLOSE is the whole position, REDUCE at
 * most the position; HOLD and NO_TRADE order zero.
 *
 * @param price newest knowable price of one unit; undefined when unknown
 * @param equity account equity in USD
 * @param position units held, negative for a short position
 */
export function orderQuantity(
  decision: Decision,
  price: Decimal | undefined,
  equity: Decimal | undefined,
  position: Decimal,
): OrderQuantity {
  switch (decision.action) {
    case Action.HOLD:
    case Action.NO_TRADE:
      return { quantity: ZERO };
    case Action.CLOSE:
      return position.isZero() ? nothingHeld(decision) : { quantity: position.abs() };
    case Action.REDUCE:
      return position.isZero() ? nothingHeld(decision) : atMost(position.abs(), sized(decision, price, equity));
    case Action.INCREASE:
      return position.isZero() ? nothingHeld(decision) : sized(decision, price, equity);
    case Action.BUY:
    case Action.SELL:
      return sized(decision, price, equity);
    default:
      return refuse('RULE_BROKEN', `action ${decision.action} is not in the contract`);
  }
}

/**
 * The side of a decision's order, undefined when it orders nothing.
 * @param position units held, negative for a short position
 */
export function orderSide(action: Action, position: Decimal): Side | undefined {
  switch (action) {
    case Action.BUY:
      return Side.BUY;
    case Action.SELL:
      return Side.SELL;
    case Action.INCREASE:
      return position.isZero() ? undefined : position.isNegative() ? Side.SELL : Side.BUY;
    case Action.REDUCE:
    case Action.CLOSE:
      return position.isZero() ? undefined : position.isNegative() ? Side.BUY : Side.SELL;
    default:
      return undefined;
  }
}

/** True for actions that open a position or make it larger: they need a stop, a target and room under every limit. */
export function enlarges(action: Action): boolean {
  return action === Action.BUY || action === Action.SELL || action === Action.INCREASE;
}

function sized(decision: Decision, price: Decimal | undefined, equity: Decimal | undefined): OrderQuantity {
  const value = decIfReadable(decision.size?.value);
  if (!value?.gt(0)) return refuse('SIZE_ZERO', 'the size is not positive');
  const unit = decision.size?.unit ?? SizeUnit.UNSPECIFIED;
  switch (unit) {
    case SizeUnit.SHARES:
    case SizeUnit.CONTRACTS:
      return whole(decision, value);
    case SizeUnit.DOLLARS:
      return worth(decision, value, price);
    case SizeUnit.PCT_EQUITY:
      return equity?.gt(0)
        ? worth(decision, value.div(HUNDRED).times(equity), price)
        : refuse('SIZE_ZERO', 'there is no positive equity to take a percentage of');
    default:
      return refuse('RULE_BROKEN', `size unit ${sizeUnitName(unit)} is not in the contract`);
  }
}

function worth(decision: Decision, dollars: Decimal, price: Decimal | undefined): OrderQuantity {
  if (price === undefined || !price.gt(0)) {
    return refuse('PRICE_UNKNOWN', `no price of ${symbolOf(decision.instrument)} to size with`);
  }
  return whole(decision, dollars.div(price.times(multiplierOf(decision.instrument))));
}

function whole(decision: Decision, units: Decimal): OrderQuantity {
  const quantity = units.floor();
  if (!quantity.isZero()) return { quantity };
  const { value, unit } = decision.size ?? { value: undefined, unit: SizeUnit.UNSPECIFIED };
  return refuse(
    'SIZE_ZERO',
    `${value?.value} ${sizeUnitName(unit)} is less than one unit of ${symbolOf(decision.instrument)}`,
  );
}

function atMost(limit: Decimal, order: OrderQuantity): OrderQuantity {
  return order.quantity?.gt(limit) ? { quantity: limit } : order;
}

function nothingHeld(decision: Decision): OrderQuantity {
  return refuse('RULE_BROKEN', `no position in ${symbolOf(decision.instrument)}`);
}

function refuse(code: SizeRefusal['code'], text: string): OrderQuantity {
  return { refusal: { code, text } };
}
