import type { Client } from '@cream/grpc';
import { Intent, type Order, OrderStatus, type RiskService, TradingStateKind } from '@cream/proto/trading';
import type { AccountBook } from './account-book.js';
import type { Accounts } from './accounts.js';
import type { Brokers } from './broker.js';
import { moved } from './order-state.js';
import { tradingRefusal } from './trading-refusal.js';
import { waitingProtection } from './waiting-protection.js';

/**
 * Sends what is written down. An order reaches the broker only from the disk, and what the broker says of it is a
 * transaction of its own: a crash between the two leaves the order INTENDED, and it is sent again.
 */
export class OrderSender {
  constructor(
    private readonly accounts: Accounts,
    private readonly brokers: Brokers,
    private readonly risk: Pick<Client<typeof RiskService>, 'getTradingState'>,
  ) {}

  /**
   * Sends the orders that were stored just now.
   * @throws ConnectError when the broker does not answer; what it answered until then is stored
   */
  send(book: AccountBook): Promise<void> {
    return this.each(book, (order) => this.sendOne(book, order));
  }

  /**
   * Sends again what a crash or a silent broker left unsent, before anything else is done with the account. What may not
   * be sent any more because trading was halted meanwhile is called off.
   * @throws ConnectError when the broker or risk does not answer; what the broker answered until then is stored
   */
  async resend(book: AccountBook): Promise<void> {
    if (book.unsent().length === 0) return;
    const { state } = await this.risk.getTradingState({});
    await this.each(book, (order) => {
      const refused = tradingRefusal(state?.state ?? TradingStateKind.UNSPECIFIED, order.intent === Intent.OPEN);
      return refused === undefined ? this.sendOne(book, order) : this.callOff(book, order, refused.text);
    });
  }

  private async each(book: AccountBook, step: (order: Order) => Promise<void>): Promise<void> {
    const orders = book.unsent();
    if (orders.length === 0) return;
    try {
      for (const order of orders) await step(order);
    } finally {
      // What was answered holds even when a later order was not.
      await this.accounts.save(book);
    }
  }

  private async sendOne(book: AccountBook, order: Order): Promise<void> {
    const protection = order.intent === Intent.OPEN ? waitingProtection(book.orders.values(), order) : [];
    const sent = await this.brokers.of(book.settings.mode).send(order, protection);
    if (!sent.taken) {
      book.end(order, OrderStatus.REJECTED, book.clockMs, sent.text);
      return;
    }
    const accepted = moved(order, OrderStatus.ACCEPTED, book.clockMs, sent.text);
    book.put({ ...accepted, brokerOrderId: sent.brokerOrderId });
  }

  private async callOff(book: AccountBook, order: Order, why: string): Promise<void> {
    if (await this.brokers.of(book.settings.mode).cancel(order)) {
      book.end(order, OrderStatus.CANCELED, book.clockMs, why);
    } else {
      book.put(moved(order, OrderStatus.ACCEPTED, book.clockMs, 'it had reached the broker'));
    }
  }
}
