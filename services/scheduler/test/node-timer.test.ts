import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeTimer } from '../src/adapters/node-timer.js';

const DAY_MS = 86_400_000;

describe('the process’s timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('calls once, not before the time is over, also far beyond what Node can wait for at once', () => {
    const run = vi.fn();
    nodeTimer.after(60 * DAY_MS, run);
    vi.advanceTimersByTime(60 * DAY_MS - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(DAY_MS);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('can be taken back, also late', () => {
    const run = vi.fn();
    const takeBack = nodeTimer.after(60 * DAY_MS, run);
    vi.advanceTimersByTime(50 * DAY_MS);
    takeBack();
    vi.advanceTimersByTime(50 * DAY_MS);
    expect(run).not.toHaveBeenCalled();
  });
});
