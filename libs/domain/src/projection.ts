import type { Decision, DecisionPlan } from '@cream/proto/decision';
import { type Portfolio, Side } from '@cream/proto/portfolio';
import { Decimal, dec, decOr } from './decimal.js';
import { multiplierOf, symbolOf } from './instrument.js';
import { type OrderQuantity, orderQuantity, orderSide } from './sizing.js';

const ZERO = new Decimal(0);

/** Newest knowable price of one unit by symbol; a symbol that is not in it has no known price. */
export type Prices = ReadonlyMap<string, Decimal>;

/**
 * What may be held of one instrument once the plan's orders are done: at least `low` and at most `high` units, negative
 * for short. They differ by the working entry orders, each of which may fill or not.
 */
export interface HoldingAfter {
  readonly symbol: string;
  readonly multiplier: Decimal;
  readonly price: Decimal | undefined;
  /** Units held now. */
  readonly held: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
  /** False when an order of the plan could not be sized for want of a price; `low` and `high` then leave it out. */
  readonly sized: boolean;
}

/** The portfolio after the plan. */
export interface Projection {
  /** Account equity in USD; undefined when the portfolio does not say. */
  readonly equity: Decimal | undefined;
  /** By symbol: whatever is held, on order or in the plan. */
  readonly holdings: ReadonlyMap<string, HoldingAfter>;
  /** The order of each decision of the plan. */
  readonly orders: ReadonlyMap<Decision, OrderQuantity>;
}

type Draft = { -readonly [Key in keyof HoldingAfter]: HoldingAfter[Key] };

/**
 * The portfolio after the plan's orders, with what is on order counted in. Orders that can only reduce are left out: a
 * stop or a target must not make room for a new position before it fills.
 * @throws DomainError on a missing instrument or a malformed decimal in the portfolio
 */
export function projectPortfolio(portfolio: Portfolio, plan: DecisionPlan, prices: Prices): Projection {
  const equity = decOr(portfolio.account?.equity, undefined, 'account.equity');
  const holdings = currentHoldings(portfolio, prices);
  addWorkingEntries(holdings, portfolio, prices);
  const orders = new Map<Decision, OrderQuantity>();
  for (const decision of plan.decisions) {
    const holding = draftOf(holdings, decision.instrument, prices);
    const order = orderQuantity(decision, holding.price, equity, holding.held);
    orders.set(decision, order);
    if (order.refusal?.code === 'PRICE_UNKNOWN') holding.sized = false;
    const change = signed(orderSide(decision.action, holding.held), order.quantity ?? ZERO);
    holding.low = holding.low.plus(change);
    holding.high = holding.high.plus(change);
  }
  return { equity, holdings, orders };
}

/**
 * Units of one symbol after the plan, working entries filled where that makes the position larger; undefined when an
 * order could not be sized. Negative for short.
 */
export function positionAfter(
  portfolio: Portfolio,
  plan: DecisionPlan,
  prices: Prices,
  symbol: string,
): Decimal | undefined {
  const holding = projectPortfolio(portfolio, plan, prices).holdings.get(symbol);
  return holding === undefined ? ZERO : worstUnits(holding);
}

/** The end of the range that lies further from flat; undefined when an order could not be sized. */
export function worstUnits(holding: HoldingAfter): Decimal | undefined {
  if (!holding.sized) return undefined;
  return holding.low.abs().gt(holding.high.abs()) ? holding.low : holding.high;
}

/** Dollars of `units` at the newest price. Nothing is worth nothing, whatever the price; otherwise undefined without one. */
export function notional(holding: HoldingAfter, units: Decimal | undefined): Decimal | undefined {
  if (units === undefined) return undefined;
  return units.isZero() ? ZERO : holding.price?.times(holding.multiplier).times(units);
}

/** Positions at the newest prices, before any order, by symbol. */
export function currentHoldings(portfolio: Portfolio, prices: Prices): Map<string, Draft> {
  const holdings = new Map<string, Draft>();
  for (const position of portfolio.positions) {
    const holding = draftOf(holdings, position.instrument, prices);
    holding.held = holding.held.plus(dec(position.quantity, 'position.quantity'));
    holding.low = holding.held;
    holding.high = holding.held;
  }
  return holdings;
}

function addWorkingEntries(holdings: Map<string, Draft>, portfolio: Portfolio, prices: Prices): void {
  for (const order of portfolio.workingOrders) {
    if (order.reduceOnly) continue;
    const holding = draftOf(holdings, order.instrument, prices);
    const remaining = dec(order.remaining, 'working_order.remaining');
    if (order.side === Side.SELL) holding.low = holding.low.minus(remaining);
    else holding.high = holding.high.plus(remaining);
  }
}

function draftOf(holdings: Map<string, Draft>, instrument: Decision['instrument'], prices: Prices): Draft {
  const symbol = symbolOf(instrument);
  const known = holdings.get(symbol);
  if (known !== undefined) return known;
  const fresh: Draft = {
    symbol,
    multiplier: multiplierOf(instrument),
    price: prices.get(symbol),
    held: ZERO,
    low: ZERO,
    high: ZERO,
    sized: true,
  };
  holdings.set(symbol, fresh);
  return fresh;
}

function signed(side: Side | undefined, quantity: Decimal): Decimal {
  if (side === undefined) return ZERO;
  return side === Side.SELL ? quantity.negated() : quantity;
}
