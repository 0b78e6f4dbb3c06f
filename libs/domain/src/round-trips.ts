import type { Instrument } from '@cream/proto/common';
import { Side } from '@cream/proto/portfolio';
import { type AccountEvent, AccountEvent_Kind, type Fill } from '@cream/proto/trading';
import { accountHistory } from './account-history.js';
import { Decimal, dec } from './decimal.js';
import { symbolOf } from './instrument.js';
import { millis } from './time.js';

/** A position from flat to flat in one instrument. Prices are per unit, amounts in USD, times epoch milliseconds. */
export interface RoundTrip {
  readonly instrument: Instrument | undefined;
  readonly openingDecisionId: string;
  readonly openingCycleId: string;
  /** Of the split that ended it when no fill did. */
  readonly closingFillId: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number;
  readonly long: boolean;
  /** All units that were bought (long) or sold short (short) over its life, in units of its end. */
  readonly quantity: Decimal;
  /** Average over all opening fills, and over all closing fills. */
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly fees: Decimal;
  /** Profit after fees, with the dividends of its life and what a split paid for a fraction of a unit. */
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
  income: Decimal;
  fees: Decimal;
}

/** What closes a trip: a fill, or a split that leaves less than a unit. */
interface Ending {
  readonly id: string;
  readonly timeMs: number;
  readonly reason: string;
}

/**
 * Folds fills, oldest first, and the splits and dividends between them into closed round trips. A position still open at
 * the end is not among them. A fill that crosses through zero is an error: execution never sends one.
 */
export function roundTrips(fills: readonly Fill[], events: readonly AccountEvent[] = []): RoundTrip[] {
  const open = new Map<string, OpenTrip>();
  const closed: RoundTrip[] = [];
  for (const { fill, event } of accountHistory(fills, events)) {
    const symbol = symbolOf((fill ?? event).instrument);
    if (event !== undefined) {
      const trip = open.get(symbol);
      if (trip === undefined) continue;
      follow(trip, event);
      if (!trip.held.isZero()) continue;
      open.delete(symbol);
      closed.push(finish(trip, { id: event.eventId, timeMs: millis(event.time), reason: 'SPLIT' }));
      continue;
    }
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
    closed.push(finish(trip, { id: fill.fillId, timeMs: timeOf(fill), reason: fill.reason }));
  }
  return closed;
}

/** What is held goes on in other units; what was paid for it stays. */
function follow(trip: OpenTrip, { kind, value, quantity, cash }: AccountEvent): void {
  trip.income = trip.income.plus(dec(cash));
  if (kind !== AccountEvent_Kind.SPLIT) return;
  trip.held = dec(quantity).abs();
  trip.opened = trip.opened.times(dec(value));
}

function begin(first: Fill, long: boolean): OpenTrip {
  const zero = new Decimal(0);
  return { first, long, held: zero, opened: zero, paid: zero, received: zero, income: zero, fees: zero };
}

function finish(trip: OpenTrip, last: Ending): RoundTrip {
  const gross = trip.long ? trip.received.minus(trip.paid) : trip.paid.minus(trip.received);
  const realized = gross.plus(trip.income).minus(trip.fees);
  return {
    instrument: trip.first.instrument,
    openingDecisionId: trip.first.decisionId,
    openingCycleId: trip.first.cycleId,
    closingFillId: last.id,
    openedAtMs: timeOf(trip.first),
    closedAtMs: last.timeMs,
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
