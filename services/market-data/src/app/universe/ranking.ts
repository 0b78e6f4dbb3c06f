import type { Decimal } from '@cream/domain';
import { compareText } from '../compare-text.js';
import type { Rank } from './definition.js';

/** A symbol and what it is ranked by. */
export interface Scored {
  readonly symbol: string;
  readonly score: Decimal;
}

/** Best first: by score, those of the same score by symbol. */
export function ranked<T extends Scored>(scored: readonly T[], order: Rank['order']): T[] {
  const sign = order === 'descending' ? -1 : 1;
  return scored.toSorted((a, b) => sign * a.score.comparedTo(b.score) || compareText(a.symbol, b.symbol));
}
