import type { TradingStateChange, TradingStateName, TradingStateStore } from './trading-state-store.js';

/**
 * Whether orders may be sent. Every check asks, so the newest change stays in memory; it is kept before it counts, and
 * this process is the only one that writes.
 */
export class TradingSwitch {
  #newest: TradingStateChange | undefined;
  #changes: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly store: TradingStateStore,
    private readonly now: () => number,
    newest: TradingStateChange | undefined,
  ) {
    this.#newest = newest;
  }

  /** @param now milliseconds since the epoch */
  static async open(store: TradingStateStore, now: () => number): Promise<TradingSwitch> {
    return new TradingSwitch(store, now, await store.newest());
  }

  /** ACTIVE until it is set for the first time. */
  get state(): TradingStateName {
    return this.#newest?.state ?? 'ACTIVE';
  }

  /** The change that made the state what it is; undefined when it was never set. */
  get newest(): TradingStateChange | undefined {
    return this.#newest;
  }

  /** Sets the state; changes asked for at the same time take effect one after the other. */
  set(state: TradingStateName, reason: string, actor: string): Promise<TradingStateChange> {
    const change = async (): Promise<TradingStateChange> => {
      const next = { state, reason, actor, changedMs: this.now() };
      await this.store.append(next);
      this.#newest = next;
      return next;
    };
    const done = this.#changes.then(change, change);
    this.#changes = done;
    return done;
  }
}
