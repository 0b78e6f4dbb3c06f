import { create } from '@bufbuild/protobuf';
import { sha256, symbolOf, timestamp } from '@cream/domain';
import {
  type CycleStatus,
  type CycleSummary,
  CycleSummarySchema,
  DecisionSummarySchema,
  type RecordHeader,
} from '@cream/proto/cycle';
import { OrderStatus } from '@cream/proto/trading';
import type { CycleState } from './cycle-state.js';

/** SHA-256 over content hashes in order: entries of a cycle, or cycles of an account. */
export function cycleContentHash(hashes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, index) => {
    joined.set(hash, index * 32);
  });
  return sha256(joined);
}

/** What lists show of a cycle, made from its record alone. */
export function summarize(
  accountId: string,
  header: RecordHeader,
  state: CycleState,
  status: CycleStatus,
  reason = '',
  contentHash?: Uint8Array,
): CycleSummary {
  const executed = new Set(
    state.orders?.outcomes
      // The first order is the entry or the exit; the others only protect it.
      .filter(({ orders: [first] }) => first !== undefined && first.status !== OrderStatus.REJECTED)
      .map(({ decisionId }) => decisionId),
  );
  const refused = state.orders?.outcomes.flatMap((outcome) => (outcome.refusal ? [outcome.refusal.text] : [])) ?? [];
  const equity = state.fills?.portfolio?.account?.equity;
  return create(CycleSummarySchema, {
    accountId,
    cycleId: header.cycleId,
    slot: header.slot ?? timestamp(0),
    mode: header.mode,
    symbols: header.symbols,
    status,
    reason: reason || refused.join('; '),
    decisions: (state.rounds.at(-1)?.plan.decisions ?? []).map((decision) =>
      create(DecisionSummarySchema, {
        decisionId: decision.decisionId,
        symbol: symbolOf(decision.instrument),
        action: decision.action,
        confidence: decision.confidence,
        convictionDelta: decision.convictionDelta,
        executed: executed.has(decision.decisionId),
        rationale: decision.rationale,
      }),
    ),
    iterations: state.rounds.length,
    consensus: state.orders !== undefined,
    ...(contentHash === undefined ? {} : { contentHash: { sha256: contentHash } }),
    ...(equity === undefined ? {} : { equity }),
  });
}
