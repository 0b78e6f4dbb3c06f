import { create } from '@bufbuild/protobuf';
import { type Finding, FindingSchema } from '@cream/proto/cycle';

export type FindingCode =
  | 'CHAIN_BROKEN'
  | 'CONTENT_MISMATCH'
  | 'SIGNATURE_INVALID'
  | 'UNKNOWN_KEY'
  | 'UNSIGNED_ORDER'
  | 'ARITHMETIC'
  | 'MISSING_ENTRY'
  | 'UNREADABLE'
  | 'UNFINISHED';

export function finding(code: FindingCode, cycleId: string, text: string): Finding {
  return create(FindingSchema, { code, cycleId, text });
}
