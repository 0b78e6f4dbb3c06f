import { unavailable } from '@cream/grpc';
import type { Order } from '@cream/proto/trading';
import type { AccountBook } from '../src/app/account-book.js';
import type { Broker, Sent } from '../src/app/broker.js';

/**
 * A broker far away. It knows orders by their client order ids and outlives the service; what happens there is what the
 * test says.
 */
export class ScriptedBroker implements Broker {
  /** Broker order ids by client order id. */
  readonly taken = new Map<string, string>();
  /** Client order ids in the order in which they came, with how many protective orders. */
  readonly received: string[] = [];
  readonly canceled: string[] = [];
  /** How the next sendings end; `take` when there is no more. `unheard`: taken, but the answer is lost. */
  readonly next: ('take' | 'reject' | 'lost' | 'unheard')[] = [];
  /** How cancelling ends. */
  canceling: 'canceled' | 'ended' | 'lost' = 'canceled';
  /** Looks at an order that arrives. */
  arrives: (order: Order) => Promise<void> = async () => undefined;
  /** What the broker has to tell of an account. */
  happens: (book: AccountBook, untilMs: number) => void = () => undefined;

  async send(order: Order, protection: readonly Order[]): Promise<Sent> {
    const { clientOrderId } = order;
    await this.arrives(order);
    this.received.push(`${clientOrderId} +${protection.length}`);
    const how = this.next.shift() ?? 'take';
    if (how === 'lost') throw unavailable('the broker does not answer');
    if (how === 'reject') return { taken: false, text: 'the symbol is not tradable' };
    const brokerOrderId = this.taken.get(clientOrderId) ?? `far-${this.taken.size + 1}`;
    this.taken.set(clientOrderId, brokerOrderId);
    if (how === 'unheard') throw unavailable('the connection broke');
    return { taken: true, brokerOrderId, text: 'taken' };
  }

  async cancel({ clientOrderId }: Order): Promise<boolean> {
    if (this.canceling === 'lost') throw unavailable('the broker does not answer');
    if (this.canceling === 'ended') return false;
    this.canceled.push(clientOrderId);
    return true;
  }

  async work(book: AccountBook, untilMs: number): Promise<void> {
    this.happens(book, untilMs);
  }
}
