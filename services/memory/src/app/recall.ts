import { dec, decimalFact, statistic } from '@cream/domain';
import { type ClosedTrade, type Fact, type Regime, Trust } from '@cream/proto/knowledge';
import type { RememberedTrade } from './remembered-trade.js';
import { distances, type Situation } from './situation.js';

/** Which trades are wanted. */
export interface Question {
  readonly symbol: string;
  /** UNSPECIFIED matches trades whose regime was unknown, and only those. */
  readonly regime: Regime;
  readonly situation: Situation;
  /** Epoch milliseconds. Later closes are not known yet. */
  readonly asOfMs: number;
  readonly k: number;
}

export interface Recollection {
  readonly facts: Fact[];
  /** Most similar first. */
  readonly trades: ClosedTrade[];
}

/**
 * The `k` trades of the same regime whose situations are nearest (`distances`), and what they say together. Of equally
 * near trades the newer close comes first, then the smaller decision id. Without trades there are no facts.
 *
 * @param trades of one account and symbol, oldest close first
 */
export function recall(trades: readonly RememberedTrade[], question: Question): Recollection {
  const known = trades.filter(
    ({ trade, closedAtMs }) => trade.regime === question.regime && closedAtMs <= question.asOfMs,
  );
  if (known.length === 0) return { facts: [], trades: [] };
  const nearest = distances(question.situation, known, ({ situation }) => situation)
    .sort(
      (a, b) => order(a.distance, b.distance) || b.item.closedAtMs - a.item.closedAtMs || byDecision(a.item, b.item),
    )
    .slice(0, question.k)
    .map(({ item }) => item);
  return {
    facts: [...nearest.map(({ fact }) => fact), ...summary(question, nearest)],
    trades: nearest.map(({ trade }) => trade),
  };
}

/** How often the recalled trades won (realized profit after fees above zero), and how many they are. */
function summary(question: Question, nearest: readonly RememberedTrade[]): Fact[] {
  const wins = nearest.filter(({ trade }) => dec(trade.realized, 'trade.realized').gt(0)).length;
  const frame = {
    subject: question.symbol,
    asOf: Math.max(...nearest.map(({ closedAtMs }) => closedAtMs)),
    source: { service: 'memory', ref: `nearest(k=${question.k})` },
    trust: Trust.DERIVED,
  };
  return [
    decimalFact({ ...frame, kind: 'memory.win_rate', value: statistic(wins / nearest.length), unit: 'ratio' }),
    decimalFact({ ...frame, kind: 'memory.sample_size', value: nearest.length, unit: 'count' }),
  ];
}

/** Infinity minus Infinity is not a number, so the difference alone cannot sort. */
function order(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byDecision(a: RememberedTrade, b: RememberedTrade): number {
  return a.trade.decisionId < b.trade.decisionId ? -1 : 1;
}
