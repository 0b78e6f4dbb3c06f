import { dec, millis, timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { TimeInForce } from '@cream/proto/decision';
import type { Bar, CorporateAction, MarketDataService } from '@cream/proto/market';
import { type Order, OrderStatus } from '@cream/proto/trading';
import { workBar } from '@cream/simulation';
import type { AccountBook } from '../app/account-book.js';
import type { Broker, Sent } from '../app/broker.js';
import { bookAction, effectiveMs } from '../app/corporate-actions.js';
import { closeAfter, sessionCloses } from './session-closes.js';
import { simulatedBook } from './simulated-book.js';

/**
 * A broker made of market-data's bars. It remembers nothing: what it has taken is what the account's orders say, so an
 * order sent twice is one order, and one that is not accepted in the account never fills.
 */
export class SimulatedBroker implements Broker {
  constructor(private readonly market: Pick<Client<typeof MarketDataService>, 'getBars' | 'getSessions'>) {}

  async send({ clientOrderId }: Order): Promise<Sent> {
    return { taken: true, brokerOrderId: `sim-${clientOrderId}`, text: 'taken by the simulated broker' };
  }

  async cancel(): Promise<boolean> {
    return true;
  }

  async work(book: AccountBook, untilMs: number): Promise<void> {
    const symbols = book.activeSymbols();
    if (symbols.length === 0) return;
    const [{ bars, actions }, ends] = await Promise.all([this.news(book, symbols, untilMs), this.dayOrderEnds(book)]);
    let booked = 0;
    const bookActions = (timeMs: number) => {
      for (let next = actions[booked]; next !== undefined && effectiveMs(next) <= timeMs; next = actions[++booked]) {
        bookAction(book, next);
      }
    };
    for (const bar of bars) {
      const startMs = millis(bar.start, 'bar.start');
      if (booked < actions.length) bookActions(startMs);
      expireDayOrders(book, ends, startMs);
      workOn(book, bar);
    }
    if (booked < actions.length) bookActions(untilMs);
    expireDayOrders(book, ends, untilMs);
  }

  /** Bars by end, and splits and dividends since the account's clock in the order of their effect. */
  private async news(
    book: AccountBook,
    symbols: string[],
    untilMs: number,
  ): Promise<{ bars: Bar[]; actions: CorporateAction[] }> {
    const after = timestamp(book.clockMs);
    const { series } = await this.market.getBars({ symbols, after, asOf: timestamp(untilMs), withActions: true });
    const actions = series.flatMap((one) => one.actions);
    return {
      bars: series.flatMap((one) => one.bars).sort(byEnd),
      actions: actions.length > 1 ? actions.toSorted((a, b) => effectiveMs(a) - effectiveMs(b)) : actions,
    };
  }

  /** When the DAY orders end, by order id: at the first session close after they were made. */
  private async dayOrderEnds(book: AccountBook): Promise<ReadonlyMap<string, number>> {
    const orders = book.pending().filter(({ tif }) => tif === TimeInForce.DAY);
    if (orders.length === 0) return new Map();
    const made = orders.map(({ orderId, createdAt }) => [orderId, millis(createdAt, 'created_at')] as const);
    const closes = await sessionCloses(
      this.market,
      made.map(([, ms]) => ms),
    );
    return new Map(made.map(([orderId, ms]) => [orderId, closeAfter(closes, ms)]));
  }
}

function expireDayOrders(book: AccountBook, ends: ReadonlyMap<string, number>, nowMs: number): void {
  for (const [orderId, endMs] of ends) {
    const order = endMs <= nowMs ? book.orders.get(orderId) : undefined;
    if (order !== undefined) book.end(order, OrderStatus.EXPIRED, endMs, 'its session ended');
  }
}

/** A fill is known at the end of the bar that made it. An order works only on bars that began after it was made. */
function workOn(book: AccountBook, bar: Bar): void {
  const { symbol } = bar;
  const endMs = millis(bar.end, 'bar.end');
  const prices = { open: dec(bar.open), high: dec(bar.high), low: dec(bar.low) };
  const before = simulatedBook(book, symbol, millis(bar.start, 'bar.start'));
  book.apply(symbol, workBar(before, prices, book.costs).events, endMs);
  const position = book.position(symbol);
  if (position !== undefined) {
    position.mark = dec(bar.close);
    position.markMs = endMs;
  } else if (!before.units.isZero()) {
    // Orders on the position that were too young for this bar.
    for (const order of book.pending(symbol)) book.end(order, OrderStatus.CANCELED, endMs, 'the position is closed');
  }
}

function byEnd(a: Bar, b: Bar): number {
  return millis(a.end) - millis(b.end) || (a.symbol < b.symbol ? -1 : 1);
}
