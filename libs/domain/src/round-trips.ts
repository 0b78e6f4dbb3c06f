import type { Instrument } from '@cream/proto/common';
import { Side } from '@cream/proto/portfolio';
import type { Fill } from '@cream/proto/trading';
import { Decimal, dec } from './decimal.js';
import { symbolOf } from './instrument.js';
import { millis } from './time.js';

/** A position from flat to flat in one instrument. Prices are per unit, amounts in USD, times epoch milliseconds. */
export interface RoundTrip {
  readonly instrument: Instrument | undefined;
  readonly openingDecisionId: string;
  readonly openingCycleId: string;
  readonly closingFillId: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number;
  readonly long: boolean;
  /** All units that were bought (long) or sold short (short) over its life. */
  readonly quantity: Decimal;
  /** Average over all opening fills, and over all closing fills. */
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly fees: Decimal;
  /** Profit after fees. */
  readonly realized: Decimal;
  /** realized / (entryPrice x quantity). */
  readonly return: number;
  /** Reason of the last closing fill: "STOP", "TARGET", "CLOSE" … */
  readonly exitReason: string;
}

interface OpenTrip {
  readonly first: Fill;
  readonly long: boolean;
  held: Decimal;
  opened: Decimal;
  paid: Decimal;
  received: Decimal;
  fees: Decimal;
}

/**
 * Folds fills, oldest first, into closed round trips. A position still open at the end is not among them. A fill that
 * crosses through zero is an error: execution never sends one.
 */
export function roundTrips(fills: readonly Fill[]): RoundTrip[] {
  const open = new Map<string, OpenTrip>();
  const closed: RoundTrip[] = [];
  for (const fill of fills) {
    const symbol = symbolOf(fill.instrument);
    const buy = fill.side === Side.BUY;
    const quantity = dec(fill.quantity);
    const amount = quantity.times(dec(fill.price));
    const trip = open.get(symbol) ?? begin(fill, buy);
    open.set(symbol, trip);
    trip.fees = trip.fees.plus(dec(fill.fees));
    if (buy === trip.long) {
      trip.held = trip.held.plus(quantity);
      trip.opened = trip.opened.plus(quantity);
      trip.paid = trip.paid.plus(amount);
      continue;
    }
    trip.held = trip.held.minus(quantity);
    trip.received = trip.received.plus(amount);
    if (trip.held.isNegative() && !trip.held.isZero()) {
      throw new RangeError(`fill ${fill.fillId} takes ${symbol} through zero`);
    }
    if (!trip.held.isZero()) continue;
    open.delete(symbol);
    closed.push(finish(trip, fill));
  }
  return closed;
}

function begin(first: Fill, long: boolean): OpenTrip {
  const zero = new Decimal(0);
  return { first, long, held: zero, opened: zero, paid: zero, received: zero, fees: zero };
}

function finish(trip: OpenTrip, last: Fill): RoundTrip {
  const gross = trip.long ? trip.received.minus(trip.paid) : trip.paid.minus(trip.received);
  const realized = gross.minus(trip.fees);
  return {
    instrument: trip.first.instrument,
    openingDecisionId: trip.first.decisionId,
    openingCycleId: trip.first.cycleId,
    closingFillId: last.fillId,
    openedAtMs: timeOf(trip.first),
    closedAtMs: timeOf(last),
    long: trip.long,
    quantity: trip.opened,
    entryPrice: trip.paid.div(trip.opened).toDecimalPlaces(12),
    exitPrice: trip.received.div(trip.opened).toDecimalPlaces(12),
    fees: trip.fees,
    realized,
    return: realized.div(trip.paid).toNumber(),
    exitReason: last.reason,
  };
}

function timeOf(fill: Fill): number {
  if (fill.time === undefined) throw new RangeError(`fill ${fill.fillId} has no time`);
  return millis(fill.time);
}
