import { Finding_Code } from '@cream/proto/market';
import type { Objection } from './finding.js';

/**
 * A bid above its ask. A locked quote (bid = ask) happens and passes; a side that is absent is not judged.
 * @throws nothing: prices that are no numbers are another check's matter
 */
export function crossedQuote(bid: number | undefined, ask: number | undefined): Objection | undefined {
  if (bid === undefined || ask === undefined || !(bid > ask)) return undefined;
  return { code: Finding_Code.CROSSED_QUOTE, observed: `bid ${bid} above ask ${ask}`, expected: 'bid at most ask' };
}
