import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { briefingBytes, contentHash } from '@cream/domain';
import {
  ApproverFailureSchema,
  CycleOutcomeSchema,
  EntryKind,
  FillsEntrySchema,
  OrdersEntrySchema,
  RecordHeaderSchema,
} from '@cream/proto/cycle';
import {
  ConstraintReportSchema,
  DecisionPlanSchema,
  ReportSchema,
  ThesisSchema,
  VerdictSchema,
} from '@cream/proto/decision';
import { BriefingSchema } from '@cream/proto/knowledge';
import { chainHash } from '@cream/storage';
import type { StoredEntry } from './record-store.js';

/** The message each kind of entry holds. */
export const ENTRY_SCHEMAS = {
  [EntryKind.HEADER]: RecordHeaderSchema,
  [EntryKind.FILLS]: FillsEntrySchema,
  [EntryKind.BRIEFING]: BriefingSchema,
  [EntryKind.REPORT]: ReportSchema,
  [EntryKind.THESIS]: ThesisSchema,
  [EntryKind.PLAN]: DecisionPlanSchema,
  [EntryKind.CONSTRAINT_REPORT]: ConstraintReportSchema,
  [EntryKind.VERDICT]: VerdictSchema,
  [EntryKind.APPROVER_FAILURE]: ApproverFailureSchema,
  [EntryKind.ORDERS]: OrdersEntrySchema,
  [EntryKind.OUTCOME]: CycleOutcomeSchema,
} as const satisfies Partial<Record<EntryKind, DescMessage>>;

export type RecordedKind = keyof typeof ENTRY_SCHEMAS;
export type EntryMessage<K extends RecordedKind> = MessageShape<(typeof ENTRY_SCHEMAS)[K]>;

/** An entry to be: its kind and its message. */
export type Draft = { [K in RecordedKind]: { readonly kind: K; readonly message: EntryMessage<K> } }[RecordedKind];

/** The chain's first link: what stands before the first entry of an account. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/**
 * Turns drafts into entries that follow `previousHash` in the chain.
 *
 * @param firstSequence position of the first draft within its cycle, from 0
 * @param timeMs wall clock of this machine, epoch milliseconds; in the chain, not in the content hash
 */
export function chainEntries(
  drafts: readonly Draft[],
  firstSequence: number,
  previousHash: Uint8Array,
  timeMs: number,
): StoredEntry[] {
  let previous = previousHash;
  return drafts.map((draft, index) => {
    const bytes = draftBytes(draft);
    const sequence = firstSequence + index;
    const hash = chainHash({ sequence, kind: draft.kind, timeMs, bytes, previousHash: previous });
    const entry: StoredEntry = {
      sequence,
      kind: draft.kind,
      timeMs,
      bytes,
      previousHash: previous,
      hash,
      contentHash: contentHash(draft.kind, bytes),
    };
    previous = hash;
    return entry;
  });
}

function draftBytes(draft: Draft): Uint8Array {
  if (draft.kind === EntryKind.BRIEFING) return briefingBytes(draft.message);
  const schema: DescMessage = ENTRY_SCHEMAS[draft.kind];
  return toBinary(schema, draft.message);
}
