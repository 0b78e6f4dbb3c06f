import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BarPrices,
  type Book,
  type BrokerOrder,
  type EntryOrder,
  type Protection,
  workBar,
} from '../src/index.js';

const FREE = { slippageBps: new Decimal(0), feeBps: new Decimal(0) };
const COSTLY = { slippageBps: new Decimal(10), feeBps: new Decimal(5) };

const protection = (stop: number, target: number): Protection => ({
  stopId: 'stop',
  targetId: 'target',
  stop: new Decimal(stop),
  target: new Decimal(target),
});
const bar = (open: number, high: number, low: number): BarPrices => ({
  open: new Decimal(open),
  high: new Decimal(high),
  low: new Decimal(low),
});
const held = (units: number, levels: Protection, orders: BrokerOrder[] = []): Book => ({
  units: new Decimal(units),
  protection: levels,
  orders,
});
const entry = (buy: boolean, levels?: Protection, limit?: number): EntryOrder => ({
  id: 'entry',
  purpose: 'OPEN',
  buy,
  quantity: new Decimal(10),
  limit: limit === undefined ? undefined : new Decimal(limit),
  staysAfterBar: false,
  protection: levels,
});
const exit = (purpose: 'REDUCE' | 'CLOSE', quantity: number, limit?: number): BrokerOrder => ({
  id: purpose,
  purpose,
  buy: false,
  quantity: new Decimal(quantity),
  limit: limit === undefined ? undefined : new Decimal(limit),
  staysAfterBar: true,
});
const flat = (...orders: BrokerOrder[]): Book => ({ units: new Decimal(0), orders });
const told = ({ events }: ReturnType<typeof workBar>) =>
  events.map((event) => (event.kind === 'FILL' ? `${event.reason} ${event.price.toFixed()}` : event.kind));

describe('one bar at the broker', () => {
  it('fills a market entry at the open with slippage against it, and charges fees', () => {
    const { events } = workBar(flat(entry(true, protection(90, 120))), bar(100, 101, 99), COSTLY);
    expect(events).toMatchObject([{ price: new Decimal('100.1'), fees: new Decimal('0.5005') }]);
  });

  it('stops at the stop, and at the open when the bar opens beyond it', () => {
    expect(told(workBar(held(10, protection(95, 120)), bar(100, 101, 94), FREE))).toEqual(['STOP 95']);
    expect(told(workBar(held(10, protection(95, 120)), bar(90, 99, 89), FREE))).toEqual(['STOP 90']);
    expect(told(workBar(held(-10, protection(105, 80)), bar(110, 111, 100), FREE))).toEqual(['STOP 110']);
  });

  it('believes in the stop when a bar touches both', () => {
    expect(told(workBar(held(10, protection(95, 105)), bar(100, 106, 94), FREE))).toEqual(['STOP 95']);
  });

  it('takes the better open for a target, without slippage', () => {
    expect(told(workBar(held(10, protection(95, 105)), bar(100, 106, 99), COSTLY))).toEqual(['TARGET 105']);
    expect(told(workBar(held(10, protection(95, 105)), bar(107, 108, 106), COSTLY))).toEqual(['TARGET 107']);
    expect(told(workBar(held(-10, protection(105, 95)), bar(100, 101, 94), COSTLY))).toEqual(['TARGET 95']);
  });

  it('protects a position in the bar that opens it', () => {
    const after = workBar(flat(entry(true, protection(95, 120))), bar(100, 101, 94), FREE);
    expect(told(after)).toEqual(['ENTRY 100', 'STOP 95']);
    expect(after.book).toMatchObject({ protection: undefined, orders: [] });
  });

  it('fills a limit entry at its limit or a better open, and lets it expire otherwise', () => {
    const order = entry(true, protection(90, 120), 98);
    expect(told(workBar(flat(order), bar(100, 130, 97), FREE))).toEqual(['ENTRY 98']);
    expect(told(workBar(flat(order), bar(96, 99, 95), FREE))).toEqual(['ENTRY 96']);
    expect(told(workBar(flat(order), bar(100, 101, 99), FREE))).toEqual(['EXPIRE']);
  });

  it('holds what nothing guards, whatever the prices do', () => {
    const { book } = workBar(flat(entry(true)), bar(100, 101, 99), FREE);
    expect(book).toMatchObject({ units: new Decimal(10), protection: undefined });
    expect(workBar(book, bar(1, 1000, 0.01), FREE)).toEqual({ book, events: [] });
  });

  it('closes at the open before the protection has a say', () => {
    const close = exit('CLOSE', 10);
    expect(told(workBar(held(10, protection(95, 105), [close]), bar(90, 91, 89), FREE))).toEqual(['CLOSE 90']);
  });

  it('protects a position in the bar whose inside opens it, but does not believe in its target yet', () => {
    const order = entry(true, protection(95, 101), 98);
    expect(told(workBar(flat(order), bar(100, 102, 97), FREE))).toEqual(['ENTRY 98']);
    expect(told(workBar(flat(order), bar(100, 102, 94), FREE))).toEqual(['ENTRY 98', 'STOP 95']);
  });

  it('meets the stop before a limit that lies beyond it, and then there is nothing to enlarge', () => {
    const more: EntryOrder = { ...entry(true, protection(85, 120), 92), purpose: 'INCREASE', staysAfterBar: true };
    const { events, book } = workBar(held(10, protection(95, 120), [more]), bar(100, 101, 91), FREE);
    expect(told({ events, book })).toEqual(['STOP 95', 'CANCEL']);
    expect(book.orders).toEqual([]);
  });

  it('exits by a limit at the limit or a better open, after the stop had its say', () => {
    const half = exit('REDUCE', 4, 103);
    expect(told(workBar(held(10, protection(95, 120), [half]), bar(100, 104, 99), FREE))).toEqual(['REDUCE 103']);
    expect(told(workBar(held(10, protection(95, 120), [half]), bar(104, 105, 99), FREE))).toEqual(['REDUCE 104']);
    expect(told(workBar(held(10, protection(95, 120), [half]), bar(100, 104, 94), FREE))).toEqual([
      'STOP 95',
      'CANCEL',
    ]);
  });

  it('never sells more than is held', () => {
    const { book, events } = workBar(held(10, protection(95, 120), [exit('REDUCE', 25)]), bar(100, 101, 99), FREE);
    expect(events).toMatchObject([{ quantity: new Decimal(10) }]);
    expect(book).toMatchObject({ units: new Decimal(0), protection: undefined });
  });

  it('leaves an order that may wait for another bar, and ends one that may not', () => {
    const waits = { ...entry(true, protection(90, 120), 98), staysAfterBar: true };
    const { book, events } = workBar(flat(waits), bar(100, 101, 99), FREE);
    expect(events).toEqual([]);
    expect(told(workBar(book, bar(97, 99, 96), FREE))).toEqual(['ENTRY 97']);
  });

  it('rounds against whoever trades, and never beyond a limit', () => {
    const third = new Decimal('33.3333333');
    const levels = { ...protection(20, 50), stop: new Decimal('20.0000005') };
    const prices = { open: third, high: third, low: third };
    expect(told(workBar(flat(entry(true, levels)), prices, FREE))).toEqual(['ENTRY 33.333334']);
    expect(told(workBar(flat(entry(false, protection(50, 20))), prices, FREE))).toEqual(['ENTRY 33.333333']);
    const limited = { ...entry(true, levels), limit: third };
    expect(told(workBar(flat(limited), prices, FREE))).toEqual(['ENTRY 33.3333333']);
    expect(told(workBar(held(10, levels), bar(21, 22, 19), FREE))).toEqual(['STOP 20']);
    const [fill] = workBar(flat(entry(true, levels)), prices, { ...FREE, feeBps: new Decimal('0.1') }).events;
    expect(fill).toMatchObject({ fees: new Decimal('0.003334') });
  });

  it('loses and invents neither units nor orders, fills within the bar, and guards exactly what is held', () => {
    const price = fc.integer({ min: 50, max: 150 });
    const order = fc.record({
      kind: fc.constantFrom('OPEN' as const, 'INCREASE' as const, 'REDUCE' as const, 'CLOSE' as const),
      buy: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 20 }),
      limit: fc.option(price, { nil: undefined }),
      staysAfterBar: fc.boolean(),
    });
    const story = fc.record({ prices: fc.tuple(price, price, price), orders: fc.array(order, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(story, { maxLength: 12 }), (bars) => {
        let book: Book = flat();
        for (const [n, { prices, orders }] of bars.entries()) {
          const sent = orders.map(({ kind, buy, quantity, limit, staysAfterBar }, i): BrokerOrder => {
            const terms = {
              id: `${n}/${i}`,
              quantity: new Decimal(quantity),
              limit: limit === undefined ? undefined : new Decimal(limit),
              staysAfterBar,
            };
            if (kind === 'REDUCE' || kind === 'CLOSE') return { ...terms, purpose: kind, buy: book.units.isNegative() };
            return { ...terms, purpose: kind, buy, protection: buy ? protection(40, 160) : protection(160, 40) };
          });
          const [high, low] = [Math.max(...prices), Math.min(...prices)];
          const after = workBar({ ...book, orders: [...book.orders, ...sent] }, bar(prices[0], high, low), FREE);
          let units = book.units;
          for (const event of after.events) {
            if (event.kind !== 'FILL') continue;
            units = units.plus(event.buy ? event.quantity : event.quantity.negated());
            expect(event.price.gte(low) && event.price.lte(high)).toBe(true);
            expect(event.quantity.gt(0)).toBe(true);
          }
          expect(after.book.units.eq(units)).toBe(true);
          expect(after.book.protection === undefined).toBe(units.isZero());
          const ended = after.events.map(({ orderId }) => orderId).filter((id) => id !== 'stop' && id !== 'target');
          const expected = [...book.orders, ...sent].map(({ id }) => id).sort();
          expect([...ended, ...after.book.orders.map(({ id }) => id)].sort()).toEqual(expected);
          book = after.book;
        }
      }),
    );
  });
});
