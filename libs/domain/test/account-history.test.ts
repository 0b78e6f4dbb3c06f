import { create } from '@bufbuild/protobuf';
import { AccountEventSchema, FillSchema } from '@cream/proto/trading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountHistory } from '../src/account-history.js';
import { timestamp } from '../src/time.js';

const rising = fc.array(fc.nat(9), { maxLength: 8 }).map((times) => times.toSorted((a, b) => a - b));
const fillAt = (ms: number, n: number) => create(FillSchema, { fillId: `fil-${n}`, time: timestamp(ms) });
const eventAt = (ms: number, n: number) => create(AccountEventSchema, { eventId: `evt-${n}`, time: timestamp(ms) });

describe('the history of an account', () => {
  it('tells every fill and event once, in time, an event before the fills of its moment', () => {
    fc.assert(
      fc.property(rising, rising, (fillTimes, eventTimes) => {
        const expected = [
          ...eventTimes.map((ms, n) => ({ ms, rank: 0, id: `evt-${n}` })),
          ...fillTimes.map((ms, n) => ({ ms, rank: 1, id: `fil-${n}` })),
        ].sort((a, b) => a.ms - b.ms || a.rank - b.rank);
        const told = [...accountHistory(fillTimes.map(fillAt), eventTimes.map(eventAt))];
        expect(told.map(({ fill, event }) => fill?.fillId ?? event?.eventId)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it('asks for the time of a fill only to place events', () => {
    const fill = create(FillSchema, { fillId: 'fil-1' });
    expect([...accountHistory([fill], [])]).toEqual([{ fill }]);
    expect(() => [...accountHistory([fill], [eventAt(1, 1)])]).toThrow('time of fill fil-1 is missing');
    const timeless = create(AccountEventSchema, { eventId: 'evt-1' });
    expect(() => [...accountHistory([], [timeless])]).toThrow('a time is missing');
  });
});
