import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, systemClock } from '@cream/runtime';

/** What an adapter takes from the machine, handed in so that tests decide it. */
export interface AdapterRuntime {
  readonly clock: Clock;
  /** Waits; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** The machine's own clock, timers and randomness. Randomness spreads retries only. */
export const systemRuntime: AdapterRuntime = {
  clock: systemClock,
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
  random: Math.random,
};
