import { create } from '@bufbuild/protobuf';
import { Side } from '@cream/proto/portfolio';
import { type Fill, FillSchema } from '@cream/proto/trading';
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

  it('never crosses through zero', () => {
    expect(() => roundTrips([buy(10, 100), stop(11, 99)])).toThrow(/through zero/);
  });
});
