import { describe, expect, it } from 'vitest';
import { isRun } from '../src/app/format/account.js';

describe('an account', () => {
  it('is a run when a backtest made it, and nothing to look up when a single cycle did', () => {
    expect(isRun('bt-20260301-093000-7e50')).toBe(true);
    expect(isRun('cycle-2016-03-01-7e50d6d6')).toBe(false);
  });
});
