import { type Assignment, deliver, expire } from '../events/option-events.js';
import type { CashEvent } from './fill.js';
import type { Instrument } from './instrument.js';

/** Lets something happen at a time, and books the cash of it. */
type At = (timeMs: number, happen: () => CashEvent | undefined) => void;

/** The options of a simulation: their assignment, and their expiry. */
export class Contracts {
  readonly #options: readonly Instrument[];
  readonly #assignments: Assignment[];

  constructor(
    private readonly instruments: ReadonlyMap<string, Instrument>,
    assignments: readonly Assignment[],
    private readonly at: At,
  ) {
    this.#options = [...instruments.values()].filter(({ option }) => option).sort((a, b) => a.expiryMs - b.expiryMs);
    this.#assignments = [...assignments].sort((a, b) => a.timeMs - b.timeMs);
  }

  get any(): boolean {
    return this.#options.length > 0;
  }

  /** Assigns and expires what is due, at the closes of the bars that ended now. */
  settle(nowMs: number): void {
    while ((this.#assignments[0]?.timeMs ?? Infinity) <= nowMs) {
      const assignment = this.#assignments.shift();
      if (assignment !== undefined) this.assign(assignment, nowMs);
    }
    for (const option of this.#options) if (option.expiryMs <= nowMs) this.expire(option, nowMs);
  }

  /**
   * Expires what has expired since the last bar ended, at the closes of then: what the underlying's next bar brings is no
   * longer theirs. One that expires within that bar waits for its close.
   * @param nextMs the end of the next bar
   */
  expireBefore(nextMs: number): void {
    for (const option of this.#options) {
      const { expiryMs } = option;
      if (expiryMs < nextMs && this.underlying(option).nextStartMs >= expiryMs) this.expire(option, expiryMs);
    }
  }

  private assign({ symbol, contracts }: Assignment, nowMs: number): void {
    const option = this.instruments.get(symbol);
    const short = option === undefined ? 0 : Math.min(contracts, -option.holding.units);
    if (option === undefined || short <= 0) return;
    this.at(nowMs, () => deliver(option, this.underlying(option), short, nowMs));
  }

  private expire(option: Instrument, timeMs: number): void {
    if (option.expired) return;
    option.expired = true;
    option.endOrders('the contract has expired', timeMs);
    if (option.holding.units !== 0) this.at(timeMs, () => expire(option, this.underlying(option), timeMs));
  }

  private underlying({ symbol, series }: Instrument): Instrument {
    const underlying = this.instruments.get(series.option?.underlying ?? '');
    if (underlying === undefined) throw new Error(`${symbol} has no underlying`);
    return underlying;
  }
}
