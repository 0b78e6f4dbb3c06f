import { fromBinary } from '@bufbuild/protobuf';
import type { ApproverFailure, CycleOutcome, FillsEntry, OrdersEntry, RecordHeader } from '@cream/proto/cycle';
import { CycleStatus, EntryKind } from '@cream/proto/cycle';
import type { ConstraintReport, DecisionPlan, Report, Thesis, Verdict } from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import { type Draft, ENTRY_SCHEMAS, type RecordedKind } from './journal.js';
import type { StoredEntry } from './record-store.js';

/** One proposal and what became of it. */
export interface Round {
  readonly plan: DecisionPlan;
  report?: ConstraintReport;
  readonly verdicts: Verdict[];
  readonly failures: ApproverFailure[];
}

/** What a cycle knows so far: exactly what its entries say, nothing else, so that a resumed cycle knows the same. */
export interface CycleState {
  header?: RecordHeader;
  fills?: FillsEntry;
  briefing?: Briefing;
  readonly reports: Report[];
  readonly theses: Thesis[];
  readonly rounds: Round[];
  orders?: OrdersEntry;
  outcome?: CycleOutcome;
}

export function emptyState(): CycleState {
  return { reports: [], theses: [], rounds: [] };
}

/** Takes an entry's message into the state. Entries come in the order they were written. */
export function apply(state: CycleState, draft: Draft): void {
  switch (draft.kind) {
    case EntryKind.HEADER:
      state.header = draft.message;
      return;
    case EntryKind.FILLS:
      state.fills = draft.message;
      return;
    case EntryKind.BRIEFING:
      state.briefing = draft.message;
      return;
    case EntryKind.REPORT:
      state.reports.push(draft.message);
      return;
    case EntryKind.THESIS:
      replaceThesis(state.theses, draft.message);
      return;
    case EntryKind.PLAN:
      state.rounds.push({ plan: draft.message, verdicts: [], failures: [] });
      return;
    case EntryKind.CONSTRAINT_REPORT:
      currentRound(state).report = draft.message;
      return;
    case EntryKind.VERDICT:
      currentRound(state).verdicts.push(draft.message);
      return;
    case EntryKind.APPROVER_FAILURE:
      currentRound(state).failures.push(draft.message);
      return;
    case EntryKind.ORDERS:
      state.orders = draft.message;
      return;
    case EntryKind.OUTCOME:
      state.outcome = draft.message;
      return;
  }
}

/** A researcher's answer to the other side takes the place of its opening case. */
function replaceThesis(theses: Thesis[], thesis: Thesis): void {
  const index = theses.findIndex((known) => known.role === thesis.role && known.symbol === thesis.symbol);
  if (index < 0) theses.push(thesis);
  else theses[index] = thesis;
}

function currentRound(state: CycleState): Round {
  const round = state.rounds.at(-1);
  if (round === undefined) throw new Error('the record names a review before any plan');
  return round;
}

/** Reads a stored entry back. Throws when the kind is unknown or the bytes are not such a message. */
export function decodeEntry(entry: Pick<StoredEntry, 'kind' | 'bytes'>): Draft {
  const schema = ENTRY_SCHEMAS[entry.kind as RecordedKind];
  if (schema === undefined) throw new Error(`entry kind ${entry.kind} is not known`);
  return { kind: entry.kind, message: fromBinary(schema, entry.bytes) } as Draft;
}

export function stateOf(entries: readonly StoredEntry[]): CycleState {
  const state = emptyState();
  for (const entry of entries) apply(state, decodeEntry(entry));
  return state;
}

/** Whether a cycle has ended: it is answered from then on, never run again. */
export function isFinished(status: CycleStatus): boolean {
  return status === CycleStatus.COMPLETED || status === CycleStatus.NO_TRADE;
}

/** Reads a part that an earlier step must have written. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the record has no ${what} although its step is marked as done`);
  return value;
}
