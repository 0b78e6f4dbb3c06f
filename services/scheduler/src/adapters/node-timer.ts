import type { Timer } from '../app/timer.js';

/** Node fires timers above this at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The process's timers. They do not keep the process alive. */
export const nodeTimer: Timer = {
  after(delayMs, run) {
    let timeout: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const next = Math.min(leftMs, LONGEST_DELAY_MS);
      timeout = setTimeout(() => (leftMs > next ? wait(leftMs - next) : run()), next);
      timeout.unref();
    };
    wait(delayMs);
    return () => clearTimeout(timeout);
  },
};
