import { Finding_Code } from '@cream/proto/market';
import type { Objection } from './finding.js';

/**
 * A file's bars go forward in time. The first of two bars of one time stands, whatever the second says.
 * @param startMs start of this bar @param previousMs start of the newest bar before it in the file
 */
export function timeOrderObjection(startMs: number, previousMs: number | undefined): Objection | undefined {
  if (previousMs === undefined || startMs > previousMs) return undefined;
  const code = startMs === previousMs ? Finding_Code.DUPLICATE : Finding_Code.UNSORTED_TIME;
  return { code, observed: utc(startMs), expected: `later than ${utc(previousMs)}` };
}

function utc(ms: number): string {
  return new Date(ms).toISOString();
}
