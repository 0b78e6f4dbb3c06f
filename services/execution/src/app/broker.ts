import { modeName } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import type { Mode } from '@cream/proto/common';
import type { Order } from '@cream/proto/trading';
import type { AccountBook } from './account-book.js';

/** What a broker said of an order that was sent to it. */
export type Sent =
  | { readonly taken: true; readonly brokerOrderId: string; readonly text: string }
  | { readonly taken: false; readonly text: string };

/** The side of a broker that execution needs. An order's name there is its client order id. */
export interface Broker {
  /**
   * Sends an order with the protection that goes live with its fill. Only what is on disk is sent. After a crash, or when
   * no answer came, the same order is sent again under the same name: a broker that has taken it says so again and takes
   * it no second time. One for which it is too late is not taken.
   * @throws ConnectError when the broker did not answer: nobody knows whether it took the order
   */
  send(order: Order, protection: readonly Order[]): Promise<Sent>;
  /**
   * Takes an order back.
   * @returns true when it can never fill again, also because the broker never heard of it; false when it had ended
   * already, of which `work` tells more
   * @throws ConnectError when the broker did not answer
   */
  cancel(order: Order): Promise<boolean>;
  /**
   * Books in the account what happened between its clock and a time, in time order. Leaves the clock alone.
   * @throws ConnectError when the broker, or whoever it depends on, did not answer
   */
  work(book: AccountBook, untilMs: number): Promise<void>;
}

/** Which broker serves the accounts of a mode. */
export class Brokers {
  constructor(private readonly byMode: ReadonlyMap<Mode, Broker>) {}

  /** @throws ConnectError FAILED_PRECONDITION when there is none */
  of(mode: Mode): Broker {
    const broker = this.byMode.get(mode);
    if (broker === undefined) throw failedPrecondition(`this system has no broker for ${modeName(mode)} accounts`);
    return broker;
  }
}
