import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BarPrices, type Book, type BrokerOrder, type Protection, workBar } from '../src/index.js';

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
const entry = (buy: boolean, levels: Protection, limit?: number): BrokerOrder => ({
  id: 'entry',
  purpose: 'OPEN',
  buy,
  quantity: new Decimal(10),
  limit: limit === undefined ? undefined : new Decimal(limit),
  staysAfterBar: false,
  protection: levels,
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

  it('closes at the open before the protection has a say', () => {
    const close: BrokerOrder = {
      id: 'close',
      purpose: 'CLOSE',
      buy: false,
      quantity: new Decimal(10),
      staysAfterBar: false,
    };
    expect(told(workBar(held(10, protection(95, 105), [close]), bar(90, 91, 89), FREE))).toEqual(['CLOSE 90']);
  });

  it('never loses or invents a unit, and guards exactly what is held', () => {
    const price = fc.integer({ min: 50, max: 150 });
    const story = fc.record({ prices: fc.tuple(price, price, price), buy: fc.boolean(), limit: fc.option(price) });
    fc.assert(
      fc.property(fc.array(story, { maxLength: 12 }), (bars) => {
        let book: Book = flat();
        for (const { prices, buy, limit } of bars) {
          const [stop, target] = buy ? [80, 120] : [120, 80];
          const orders = [...book.orders, entry(buy, protection(stop, target), limit ?? undefined)];
          const [open] = prices;
          const after = workBar({ ...book, orders }, bar(open, Math.max(...prices), Math.min(...prices)), COSTLY);
          let units = book.units;
          for (const event of after.events) {
            if (event.kind === 'FILL') units = units.plus(event.buy ? event.quantity : event.quantity.negated());
          }
          expect(after.book.units.eq(units)).toBe(true);
          expect(after.book.protection === undefined).toBe(units.isZero());
          book = after.book;
        }
      }),
    );
  });
});
