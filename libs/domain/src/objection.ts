import type { Objection } from '@cream/proto/decision';

/** What an objection says; `decisionId` stays empty when it is about the whole plan. */
export type ObjectionParts = Pick<Objection, 'code' | 'text'> &
  Partial<Pick<Objection, 'field' | 'observed' | 'expected' | 'decisionId'>>;

/** A reason a trader can act on. */
export function objection(parts: ObjectionParts): Objection {
  return {
    $typeName: 'cream.decision.v1.Objection',
    code: parts.code,
    field: parts.field ?? '',
    observed: parts.observed ?? '',
    expected: parts.expected ?? '',
    text: parts.text,
    decisionId: parts.decisionId ?? '',
  };
}
