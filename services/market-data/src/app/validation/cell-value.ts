import { Finding_Code } from '@cream/proto/market';
import type { Objection } from './finding.js';

/**
 * A price must be above zero, a volume not below it, and both must be numbers.
 * @param value NaN when the cell holds no number
 * @param shown the cell as written, for people
 */
export function valueObjection(
  name: 'open' | 'high' | 'low' | 'close' | 'volume' | 'bid' | 'ask' | 'price',
  value: number,
  shown: string,
): Objection | undefined {
  const observed = `${name} ${shown}`;
  if (Number.isNaN(value)) return { code: Finding_Code.NOT_A_NUMBER, observed, expected: 'a number' };
  if (name === 'volume') {
    return value < 0 ? { code: Finding_Code.NEGATIVE_VOLUME, observed, expected: 'not negative' } : undefined;
  }
  return value <= 0 ? { code: Finding_Code.NON_POSITIVE_PRICE, observed, expected: 'above zero' } : undefined;
}
