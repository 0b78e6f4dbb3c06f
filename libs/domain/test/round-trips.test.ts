import { create } from '@bufbuild/protobuf';
import { Side } from '@cream/proto/portfolio';
import { type AccountEvent, AccountEvent_Kind, AccountEventSchema, type Fill, FillSchema } from '@cream/proto/trading';
import { AS_OF_MS, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { wire } from '../src/decimal.js';
import { equity } from '../src/instrument.js';
import { roundTrips } from '../src/round-trips.js';
import { timestamp } from '../src/time.js';

let day = 0;

/** A fill a day, each with one dollar of fees. */
function aFill(side: Side, quantity: number, price: number, reason = 'ENTRY', symbol = 'AAPL'): Fill {
  day += 1;
  return create(FillSchema, {
    fillId: `fil-${day}`,
    decisionId: `decision-${day}`,
    cycleId: `cycle-${day}`,
    instrument: equity(symbol),
    side,
    quantity: wire(quantity),
    price: wire(price),
    fees: wire(1),
    time: timestamp(AS_OF_MS + day * DAY_MS),
    reason,
  });
}

/** What happened to a position on a day of its own. */
function anEvent(kind: AccountEvent_Kind, value: number, quantity: number, cash = 0): AccountEvent {
  day += 1;
  return create(AccountEventSchema, {
    eventId: `evt-${day}`,
    kind,
    instrument: equity('AAPL'),
    time: timestamp(AS_OF_MS + day * DAY_MS),
    value: wire(value),
    quantity: wire(quantity),
    cash: wire(cash),
  });
}

const buy = (quantity: number, price: number, symbol?: string) => aFill(Side.BUY, quantity, price, 'ENTRY', symbol);
const stop = (quantity: number, price: number) => aFill(Side.SELL, quantity, price, 'STOP');

describe('a round trip', () => {
  it('goes from flat to flat, over all fills in between', () => {
    const fills = [buy(10, 100), buy(10, 110), stop(5, 120), stop(15, 124)];
    const [trip, ...others] = roundTrips(fills);
    expect(others).toEqual([]);
    expect(trip).toMatchObject({
      long: true,
      openingDecisionId: fills[0]?.decisionId,
      closingFillId: fills[3]?.fillId,
      exitReason: 'STOP',
    });
    expect([trip?.quantity, trip?.entryPrice, trip?.exitPrice, trip?.fees, trip?.realized].map(String)).toEqual([
      '20',
      '105',
      '123',
      '4',
      '356',
    ]);
    expect(trip?.return).toBeCloseTo(356 / 2100, 12);
  });

  it('of a short position gains when the price falls', () => {
    const [trip] = roundTrips([aFill(Side.SELL, 10, 100), aFill(Side.BUY, 10, 90, 'TARGET')]);
    expect(trip?.long).toBe(false);
    expect(trip?.realized.toFixed()).toBe('98');
  });

  it('that is still open is not told, and symbols do not mix', () => {
    expect(roundTrips([buy(10, 100), stop(4, 99), buy(10, 50, 'MSFT')])).toEqual([]);
  });

  it('goes on through a split in new units, and earns the dividends of its life', () => {
    const entry = buy(10, 400);
    const events = [anEvent(AccountEvent_Kind.SPLIT, 4, 40), anEvent(AccountEvent_Kind.DIVIDEND, 0.5, 40, 20)];
    const [trip] = roundTrips([entry, stop(40, 110)], events);
    expect([trip?.quantity, trip?.entryPrice, trip?.exitPrice, trip?.realized].map(String)).toEqual([
      '40',
      '100',
      '110',
      // 40 · (110 − 100) + 20 of dividends − 2 of fees.
      '418',
    ]);
    expect(trip?.return).toBeCloseTo(418 / 4000, 12);
  });

  it('of a short position pays the dividends', () => {
    const entry = aFill(Side.SELL, 10, 100);
    const events = [anEvent(AccountEvent_Kind.DIVIDEND, 1, -10, -10)];
    expect(roundTrips([entry, aFill(Side.BUY, 10, 100)], events)[0]?.realized.toFixed()).toBe('-12');
  });

  it('ends with a split that leaves less than a unit', () => {
    const entry = buy(1, 100);
    const event = anEvent(AccountEvent_Kind.SPLIT, 0.5, 0, 100);
    const [trip] = roundTrips([entry], [event]);
    expect(trip).toMatchObject({ closingFillId: event.eventId, exitReason: 'SPLIT' });
    expect(trip?.realized.toFixed()).toBe('-1');
  });

  it('is not changed by what happened to others, or before and after it', () => {
    const early = anEvent(AccountEvent_Kind.SPLIT, 4, 40);
    const fills = [buy(10, 100), stop(10, 110)];
    const late = anEvent(AccountEvent_Kind.DIVIDEND, 1, 10, 10);
    expect(roundTrips(fills, [early, late])).toEqual(roundTrips(fills));
  });

  it('never crosses through zero', () => {
    expect(() => roundTrips([buy(10, 100), stop(11, 99)])).toThrow(/through zero/);
  });
});
