import { create, toBinary } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@cream/grpc';
import { ApproverFailureSchema, EntryKind, EntrySchema } from '@cream/proto/cycle';
import { DecisionPlanSchema, Role, VerdictSchema } from '@cream/proto/decision';
import { expect, it } from 'vitest';
import { roundsOf } from '../src/app/rounds.js';

const NO_KEYS = new Map();
const entry = (sequence: number, kind: EntryKind, bytes: Uint8Array) => create(EntrySchema, { sequence, kind, bytes });
const plan = (sequence: number, iteration: number) =>
  entry(sequence, EntryKind.PLAN, toBinary(DecisionPlanSchema, create(DecisionPlanSchema, { iteration })));

it('begins a round with each plan and keeps every answer with the plan it was given to', () => {
  const verdict = toBinary(VerdictSchema, create(VerdictSchema, { role: Role.CRITIC, keyId: 'stranger' }));
  const failure = toBinary(ApproverFailureSchema, create(ApproverFailureSchema, { role: Role.RISK_MANAGER }));
  const rounds = roundsOf(
    [
      plan(0, 1),
      entry(1, EntryKind.VERDICT, verdict),
      entry(2, EntryKind.APPROVER_FAILURE, failure),
      plan(3, 2),
      entry(4, EntryKind.VERDICT, verdict),
    ],
    NO_KEYS,
  );
  expect(rounds.map(({ iteration, verdicts, failures }) => [iteration, verdicts.length, failures.length])).toEqual([
    [1, 1, 1],
    [2, 1, 0],
  ]);
});

it('names the entry that cannot be read instead of leaving it out', () => {
  const damaged = () => roundsOf([plan(0, 1), entry(7, EntryKind.VERDICT, Uint8Array.of(255))], NO_KEYS);
  expect(damaged).toThrowError(/entry 7 \(VERDICT\)/);
  try {
    damaged();
  } catch (error) {
    expect(ConnectError.from(error).code).toBe(Code.DataLoss);
  }
});
