import { OrderStatus, OrderStatusSchema } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { orderStatusName } from '../src/names.js';
import { canTransition, isFinal, ORDER_TRANSITIONS } from '../src/order-states.js';

const { INTENDED, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, UNCONFIRMED } = OrderStatus;
const states = OrderStatusSchema.values.map(({ number }) => number as OrderStatus).filter((state) => state !== 0);

describe('the states of an order', () => {
  it('are all in the table', () => {
    expect([...ORDER_TRANSITIONS.keys()].toSorted()).toEqual(states.toSorted());
  });

  it.each([
    ['an order that fills in two parts', [INTENDED, ACCEPTED, PARTIALLY_FILLED, PARTIALLY_FILLED, FILLED]],
    ['an order the broker refuses', [INTENDED, REJECTED]],
    ['an order the exchange refuses', [INTENDED, ACCEPTED, REJECTED]],
    ['a limit that never came into reach', [INTENDED, ACCEPTED, EXPIRED]],
    ['a send without answer that had arrived', [INTENDED, UNCONFIRMED, FILLED]],
    ['a send without answer that had not', [INTENDED, UNCONFIRMED, CANCELED]],
    ['an intent that was never sent', [INTENDED, CANCELED]],
    ['a rest that was canceled', [INTENDED, ACCEPTED, PARTIALLY_FILLED, CANCELED]],
  ])('tell %s', (_, story) => {
    const steps = story.slice(1).map((to, index) => canTransition(story[index] ?? 0, to));
    expect(steps).not.toContain(false);
  });

  it.each(states)('never come back: nothing leads to INTENDED (from %s)', (state) => {
    expect(canTransition(state, INTENDED)).toBe(false);
  });

  it.each([FILLED, CANCELED, REJECTED, EXPIRED])('end there: nothing leaves %s', (state) => {
    expect(isFinal(state), orderStatusName(state)).toBe(true);
    expect(states.some((to) => canTransition(state, to))).toBe(false);
  });

  it('outside the closed set go nowhere and are not final', () => {
    expect(canTransition(99 as OrderStatus, FILLED)).toBe(false);
    expect(canTransition(ACCEPTED, 99 as OrderStatus)).toBe(false);
    expect(isFinal(99 as OrderStatus)).toBe(false);
  });
});
