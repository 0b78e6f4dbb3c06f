import { dec, sameTime, timestamp } from '@cream/domain';
import { alreadyExists, notFound } from '@cream/grpc';
import type { OpenAccountRequest, Order } from '@cream/proto/trading';
import type { ExecutionStore, Extra } from '../adapters/execution-store.js';
import { AccountBook, type AccountSettings } from './account-book.js';
import type { Brokers } from './broker.js';

/** Books that stay in this process; those used longest ago are read again when needed. */
const BOOKS_KEPT = 64;

/** The books of this process. Work on one account is done one after the other. */
export class Accounts {
  readonly #books = new Map<string, AccountBook>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(
    readonly store: ExecutionStore,
    private readonly brokers: Brokers,
  ) {}

  /**
   * Opens a book with these settings, or finds the one that has them.
   * @throws ConnectError FAILED_PRECONDITION when no broker serves its mode
   */
  open(request: OpenAccountRequest, settings: AccountSettings): Promise<AccountBook> {
    const { accountId, mode } = settings;
    return this.queued(accountId, async () => {
      this.brokers.of(mode);
      const known = this.#books.get(accountId) ?? (await this.store.load(accountId));
      if (known !== undefined) {
        if (!sameSettings(known.settings, settings, request)) {
          throw alreadyExists(`account ${accountId} was opened with other settings`);
        }
        this.keep(known);
        return known;
      }
      const state = { cash: dec(settings.broker.cash), eventSequence: 0, fillSequence: 0, positions: [] };
      const book = new AccountBook(settings, settings.openedMs, state, []);
      await this.store.insert(book);
      this.keep(book);
      return book;
    });
  }

  /**
   * Does something with an account while nobody else does.
   * @throws ConnectError NOT_FOUND
   */
  use<T>(accountId: string, work: (book: AccountBook) => Promise<T>): Promise<T> {
    return this.queued(accountId, async () => {
      const book = this.#books.get(accountId) ?? (await this.store.load(accountId));
      if (book === undefined) throw notFound(`there is no account ${accountId}`);
      this.keep(book);
      try {
        return await work(book);
      } catch (error) {
        // The book may be ahead of what is stored; the next caller reads it again.
        this.#books.delete(accountId);
        throw error;
      }
    });
  }

  /** Stores what changed in a book, and wakes those who follow its orders. */
  async save(book: AccountBook, extra?: Extra): Promise<void> {
    const changes = book.takeChanges();
    await this.store.save(book, changes, extra);
    if (changes.orders.length > 0) for (const wake of this.#listeners.get(book.settings.accountId) ?? []) wake();
  }

  /**
   * An order as it is now, whether it has ended or not.
   * @throws RangeError when the account never had it
   */
  async order(book: AccountBook, orderId: string): Promise<Order> {
    const { accountId } = book.settings;
    const order = book.orders.get(orderId) ?? (await this.store.order(accountId, orderId));
    if (order === undefined) throw new RangeError(`${accountId} has no order ${orderId}`);
    return order;
  }

  /** Calls back after each change of the account's orders. @returns ends it */
  listen(accountId: string, wake: () => void): () => void {
    const listeners = this.#listeners.get(accountId) ?? new Set();
    this.#listeners.set(accountId, listeners.add(wake));
    return () => {
      listeners.delete(wake);
      if (listeners.size === 0) this.#listeners.delete(accountId);
    };
  }

  private keep(book: AccountBook): void {
    const { accountId } = book.settings;
    this.#books.delete(accountId);
    this.#books.set(accountId, book);
    for (const [oldest] of this.#books) {
      if (this.#books.size <= BOOKS_KEPT) break;
      this.#books.delete(oldest);
    }
  }

  private queued<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(accountId) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#queues.set(accountId, result);
    const forget = () => {
      if (this.#queues.get(accountId) === result) this.#queues.delete(accountId);
    };
    result.then(forget, forget);
    return result;
  }
}

function sameSettings(a: AccountSettings, b: AccountSettings, request: OpenAccountRequest): boolean {
  return (
    a.mode === b.mode &&
    sameTime(timestamp(a.openedMs), request.openedAt) &&
    a.broker.cash?.value === b.broker.cash?.value &&
    a.broker.slippageBps?.value === b.broker.slippageBps?.value &&
    a.broker.feeBps?.value === b.broker.feeBps?.value
  );
}
