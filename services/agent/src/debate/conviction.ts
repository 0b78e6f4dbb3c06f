import { round4 } from '../evidence/claim.js';

/** Weight of doubt, about that of one good claim: what outweighs it just so, unopposed, convinces by half. */
const DOUBT = 0.5;
/**
 * How far the record of similar trades moves a conviction: from 0.8 times (none won) to 1.2 times (all won). A handful of
 * trades is mostly luck, so it may lean on the scales and no more.
 */
const LEAST_MEMORY = 0.8;
const MEMORY_SPAN = 0.4;

/**
 * own / (own + other + 0.5) x memory, at most 1, to 4 digits; 0 without evidence of one's own.
 *
 * The same formula serves both sides, so that without memory the delta is (bull - bear) / (bull + bear + 0.5): above 0.3
 * when the weights stand about two to one.
 *
 * @param own summed weight of one's own side's claims, `other` of the other side's
 * @param winRate share of similar trades that won, undefined when there are too few
 */
export function conviction(own: number, other: number, winRate: number | undefined): number {
  if (own <= 0) return 0;
  const memory = winRate === undefined ? 1 : LEAST_MEMORY + MEMORY_SPAN * Math.min(1, Math.max(0, winRate));
  return round4(Math.min(1, (own / (own + other + DOUBT)) * memory));
}
