import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { equity, timestamp, wire } from '@cream/domain';
import { FillsEntrySchema } from '@cream/proto/cycle';
import { Side } from '@cream/proto/portfolio';
import { AccountEvent_Kind, type AccountEventSchema } from '@cream/proto/trading';
import { AS_OF_MS, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../src/app/verify/ledger.js';

const AAPL = equity('AAPL');
const day = (n: number) => timestamp(AS_OF_MS + n * DAY_MS);
const portfolio = (cash: number, quantity: number, mark: number) => ({
  account: { cash: wire(cash), equity: wire(cash + quantity * mark), initialEquity: wire(10_000) },
  positions: [{ instrument: AAPL, quantity: wire(quantity), mark: wire(mark) }],
});
const bought = create(FillsEntrySchema, {
  fills: [{ instrument: AAPL, side: Side.BUY, quantity: wire(10), price: wire(400), fees: wire(0), time: day(1) }],
  portfolio: portfolio(6000, 10, 400),
});

/** What the ledger finds in a second cycle, after ten AAPL were bought at 400 in the first. */
function then(events: MessageInitShape<typeof AccountEventSchema>[], after: ReturnType<typeof portfolio>) {
  const ledger = new Ledger();
  expect(ledger.follow('first', bought)).toEqual([]);
  return ledger.follow('second', create(FillsEntrySchema, { events, portfolio: after })).map(({ text }) => text);
}

const anEvent = (kind: AccountEvent_Kind, value: string, cash = '0') => ({
  kind,
  instrument: AAPL,
  time: day(2),
  value: wire(value),
  cash: wire(cash),
});

describe('the account of a record', () => {
  it('adds up over a split and over a dividend', () => {
    expect(then([anEvent(AccountEvent_Kind.SPLIT, '4')], portfolio(6000, 40, 100))).toEqual([]);
    expect(then([anEvent(AccountEvent_Kind.DIVIDEND, '0.82', '8.2')], portfolio(6008.2, 10, 399))).toEqual([]);
    expect(then([anEvent(AccountEvent_Kind.SPLIT, '0.25', '800')], portfolio(6800, 2, 1600))).toEqual([]);
  });

  it.each([
    ['units that no split gave', [], portfolio(6000, 40, 100), /quantity of AAPL is 10/],
    [
      'a split that gave too much',
      [anEvent(AccountEvent_Kind.SPLIT, '4')],
      portfolio(6000, 41, 100),
      /quantity of AAPL is 40/,
    ],
    [
      'a dividend of other cash than was due',
      [anEvent(AccountEvent_Kind.DIVIDEND, '0.82', '9')],
      portfolio(6009, 10, 400),
      /cash is 6008.2/,
    ],
    [
      'cash for a fraction there was not',
      [anEvent(AccountEvent_Kind.SPLIT, '4', '50')],
      portfolio(6050, 40, 100),
      /cash is 6000/,
    ],
  ])('does not with %s', (_story, events, after, words) => {
    expect(then(events, after).join()).toMatch(words);
  });

  it('takes what was filled on the day of a split in new units', () => {
    const ledger = new Ledger();
    ledger.follow('first', bought);
    const sold = {
      instrument: AAPL,
      side: Side.SELL,
      quantity: wire(40),
      price: wire(100),
      fees: wire(0),
      time: day(2),
    };
    const entry = create(FillsEntrySchema, {
      fills: [sold],
      events: [anEvent(AccountEvent_Kind.SPLIT, '4')],
      portfolio: { account: { cash: wire(10_000), equity: wire(10_000), initialEquity: wire(10_000) } },
    });
    expect(ledger.follow('second', entry)).toEqual([]);
  });
});
