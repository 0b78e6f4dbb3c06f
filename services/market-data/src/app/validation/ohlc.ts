import { Finding_Code } from '@cream/proto/market';
import type { Objection } from './finding.js';

/**
 * Low ≤ open, close ≤ high, without tolerance: every series this was tried on keeps it to the last digit.
 * @returns the first contradiction, or undefined
 */
export function ohlcInconsistency(open: number, high: number, low: number, close: number): Objection | undefined {
  if (high < low) return objection(`high ${high}`, `not below low ${low}`);
  if (high < open || high < close) {
    const [name, value] = high < open ? ['open', open] : ['close', close];
    return objection(`high ${high}`, `not below ${name} ${value}`);
  }
  if (low > open || low > close) {
    const [name, value] = low > open ? ['open', open] : ['close', close];
    return objection(`low ${low}`, `not above ${name} ${value}`);
  }
  return undefined;
}

function objection(observed: string, expected: string): Objection {
  return { code: Finding_Code.OHLC_INCONSISTENT, observed, expected };
}
