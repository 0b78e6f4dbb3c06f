import { OrderStatus } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { canTransition, isFinal } from '../src/order-states.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenRows } from './golden.js';

/**
 * Our states by the published names. An order that waits on our side (Emulated, Released), one that changes (PendingUpdate,
 * Updated), one whose cancel is on its way (PendingCancel) and a stop that was triggered are no states here: a stop is
 * ACCEPTED until it fills, an order is never changed, and a cancel has its answer before anything else happens.
 */
const STATES: Readonly<Record<string, OrderStatus>> = {
  Initialized: OrderStatus.INTENDED,
  Submitted: OrderStatus.UNCONFIRMED,
  Accepted: OrderStatus.ACCEPTED,
  PartiallyFilled: OrderStatus.PARTIALLY_FILLED,
  Filled: OrderStatus.FILLED,
  Canceled: OrderStatus.CANCELED,
  Rejected: OrderStatus.REJECTED,
  Denied: OrderStatus.REJECTED,
  Expired: OrderStatus.EXPIRED,
};

/** Where ours differ, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'Initialized Expired': 'nothing expires before it was sent: the send that came too late is REJECTED with the reason',
  'Canceled Filled': 'a late fill is booked, while the order keeps its final state',
  'PartiallyFilled Accepted': 'an order is never changed, so nothing comes back from a change',
  'Accepted Denied':
    'denied on our side or by the exchange is REJECTED alike, and an exchange may refuse what a broker took',
  'Submitted Denied': 'likewise, and a send without an answer may turn out to be',
  'Submitted Expired': 'a send without an answer may have arrived, and expired before anybody asked',
};

function steps(rows: readonly string[][]) {
  return rows.flatMap(([from = '', event = '', to = event]) => {
    const [before, after] = [STATES[from], STATES[to]];
    return before === undefined || after === undefined || STATES[event] === undefined
      ? []
      : [{ name: `${from} ${event}`, before, after }];
  });
}

describe.skipIf(!GOLDEN_PRESENT)(`published transitions of an order${GOLDEN_NOTE}`, () => {
  const legal = steps(goldenRows('fsm/nautilus_order_transitions.csv'));
  const illegal = steps(goldenRows('fsm/nautilus_order_illegal_transitions.csv'));

  it('that are legal are legal here', () => {
    expect(legal.length).toBeGreaterThan(15);
    const refused = legal.filter(({ name, before, after }) => !(name in DIFFERENT) && !canTransition(before, after));
    expect(refused.map(({ name }) => name)).toEqual([]);
  });

  it('that are illegal are illegal here', () => {
    expect(illegal.length).toBeGreaterThan(40);
    const taken = illegal.filter(({ name, before, after }) => !(name in DIFFERENT) && canTransition(before, after));
    expect(taken.map(({ name }) => name)).toEqual([]);
  });

  it('differ from ours nowhere else', () => {
    const known = new Map([
      ...legal.map((step) => [step, true] as const),
      ...illegal.map((step) => [step, false] as const),
    ]);
    const differing = [...known].filter(([{ before, after }, ok]) => canTransition(before, after) !== ok);
    expect(differing.map(([{ name }]) => name).toSorted()).toEqual(Object.keys(DIFFERENT).toSorted());
  });

  it('end where ours end', () => {
    const leaving = new Set(legal.filter(({ name }) => !(name in DIFFERENT)).map(({ before }) => before));
    for (const state of new Set(Object.values(STATES)))
      expect(isFinal(state), OrderStatus[state]).toBe(!leaving.has(state));
  });
});
