import { type DescMessage, fromBinary, toJson } from '@bufbuild/protobuf';
import { hex, millis } from '@cream/domain';
import {
  ApproverFailureSchema,
  CycleOutcomeSchema,
  type CycleRecord,
  CycleStatus,
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

const SCHEMAS: ReadonlyMap<EntryKind, DescMessage> = new Map<EntryKind, DescMessage>([
  [EntryKind.HEADER, RecordHeaderSchema],
  [EntryKind.FILLS, FillsEntrySchema],
  [EntryKind.BRIEFING, BriefingSchema],
  [EntryKind.REPORT, ReportSchema],
  [EntryKind.THESIS, ThesisSchema],
  [EntryKind.PLAN, DecisionPlanSchema],
  [EntryKind.CONSTRAINT_REPORT, ConstraintReportSchema],
  [EntryKind.VERDICT, VerdictSchema],
  [EntryKind.APPROVER_FAILURE, ApproverFailureSchema],
  [EntryKind.ORDERS, OrdersEntrySchema],
  [EntryKind.OUTCOME, CycleOutcomeSchema],
]);

/** The whole record as one JSON document: every entry with its message, its hashes in hex. */
export function recordDocument(record: CycleRecord) {
  return {
    accountId: record.accountId,
    cycleId: record.cycleId,
    slot: new Date(millis(record.slot)).toISOString(),
    status: CycleStatus[record.status],
    contentHash: record.contentHash === undefined ? null : hex(record.contentHash.sha256),
    entries: record.entries.map((entry) => {
      const schema = SCHEMAS.get(entry.kind);
      if (schema === undefined) throw new Error(`the record holds an entry of unknown kind ${entry.kind}`);
      return {
        sequence: entry.sequence,
        kind: EntryKind[entry.kind],
        time: new Date(millis(entry.time)).toISOString(),
        hash: hex(entry.hash?.sha256 ?? new Uint8Array()),
        previousHash: hex(entry.previousHash?.sha256 ?? new Uint8Array()),
        contentHash: hex(entry.contentHash?.sha256 ?? new Uint8Array()),
        message: toJson(schema, fromBinary(schema, entry.bytes)),
      };
    }),
  };
}

/** The messages of one kind, in the order they were written. */
export function messagesOf<T>(record: CycleRecord, kind: EntryKind): T[] {
  const schema = SCHEMAS.get(kind);
  if (schema === undefined) return [];
  return record.entries.filter((entry) => entry.kind === kind).map((entry) => fromBinary(schema, entry.bytes) as T);
}
