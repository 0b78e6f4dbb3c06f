import { create } from '@bufbuild/protobuf';
import {
  type ConsensusCounts,
  ConsensusCountsSchema,
  type CycleSummary,
  type DecisionCounts,
  DecisionCountsSchema,
} from '@cream/proto/cycle';
import { Action } from '@cream/proto/decision';

/** How often each action was proposed in the last plan of a cycle; a cycle without a plan or consensus is NO_TRADE. */
export function decisionCounts(summaries: readonly CycleSummary[]): DecisionCounts {
  const counts = create(DecisionCountsSchema);
  for (const { consensus, decisions } of summaries) {
    if (!consensus || decisions.length === 0) counts.noTrade += Math.max(1, decisions.length);
    else for (const { action } of decisions) count(counts, action);
  }
  return counts;
}

function count(counts: DecisionCounts, action: Action): void {
  switch (action) {
    case Action.BUY:
      counts.buy += 1;
      return;
    case Action.SELL:
      counts.sell += 1;
      return;
    case Action.HOLD:
      counts.hold += 1;
      return;
    case Action.INCREASE:
      counts.increase += 1;
      return;
    case Action.REDUCE:
      counts.reduce += 1;
      return;
    case Action.CLOSE:
      counts.close += 1;
      return;
    case Action.NO_TRADE:
      counts.noTrade += 1;
      return;
    case Action.UNSPECIFIED:
      throw new RangeError('a recorded decision has no action');
  }
}

export function consensusCounts(summaries: readonly CycleSummary[]): ConsensusCounts {
  const counts = create(ConsensusCountsSchema);
  for (const { consensus, iterations } of summaries) {
    if (!consensus) counts.rejected += 1;
    else if (iterations === 1) counts.approved += 1;
    else counts.revised += 1;
  }
  return counts;
}
