import { failedPrecondition, notFound } from '@cream/grpc';
import { Intent, type Order, OrderStatus } from '@cream/proto/trading';
import type { AccountBook } from './account-book.js';
import type { Accounts } from './accounts.js';
import type { Brokers } from './broker.js';

/** Takes an order back that has not filled yet. */
export class OrderCanceler {
  constructor(
    private readonly accounts: Accounts,
    private readonly brokers: Brokers,
  ) {}

  /**
   * The broker first: it is the one who may still fill the order.
   * @throws ConnectError NOT_FOUND, or FAILED_PRECONDITION for a protection and for what has ended
   */
  async cancel(book: AccountBook, orderId: string): Promise<Order> {
    const { accountId, mode } = book.settings;
    const order = book.orders.get(orderId);
    if (order === undefined) {
      const ended = await this.accounts.store.order(accountId, orderId);
      throw ended === undefined
        ? notFound(`${accountId} has no order ${orderId}`)
        : failedPrecondition(`${orderId} does not work any more`);
    }
    if (order.intent === Intent.PROTECT) throw failedPrecondition(`${orderId} protects a position`);
    if (!(await this.brokers.of(mode).cancel(order))) {
      throw failedPrecondition(`${orderId} has ended at the broker; reconcile the account to see how`);
    }
    const canceled = book.end(order, OrderStatus.CANCELED, book.clockMs, 'canceled on request');
    await this.accounts.save(book);
    return canceled;
  }
}
