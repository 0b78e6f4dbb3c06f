import { decimalFact, millis, statistic } from '@cream/domain';
import { type ClosedTrade, type Fact, Trust } from '@cream/proto/knowledge';
import type { Situation } from './situation.js';

/** A closed trade with what recalling needs of it, worked out once. */
export interface RememberedTrade {
  readonly trade: ClosedTrade;
  readonly closedAtMs: number;
  readonly situation: Situation;
  /** The fact that states the trade's return. */
  readonly fact: Fact;
}

export function rememberedTrade(trade: ClosedTrade): RememberedTrade {
  const closedAtMs = millis(trade.closedAt, 'trade.closed_at');
  return {
    trade,
    closedAtMs,
    situation: new Map(trade.features.map(({ kind, value }) => [kind, value])),
    fact: decimalFact({
      subject: trade.symbol,
      kind: 'memory.trade_return',
      value: statistic(trade.return),
      unit: 'ratio',
      asOf: closedAtMs,
      source: { service: 'memory', ref: trade.decisionId },
      trust: Trust.DERIVED,
    }),
  };
}

/** Oldest close first, then by decision: one order, whatever order trades were stored in. */
export function byClose(a: RememberedTrade, b: RememberedTrade): number {
  return a.closedAtMs - b.closedAtMs || compareText(a.trade.decisionId, b.trade.decisionId);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
