import { create } from '@bufbuild/protobuf';
import { ApproverFailureSchema } from '@cream/proto/cycle';
import { Answer, Role, type Verdict } from '@cream/proto/decision';
import { aDecision, anObjection, aPlan, aVerdict, bothVerdicts } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRound } from '../src/consensus.js';
import { hash, sha256 } from '../src/hash.js';
import { equity } from '../src/instrument.js';

const plan = aPlan({ decisions: [aDecision(), aDecision({ instrument: equity('MSFT') })] });
const riskManager = aVerdict({ plan });
const critic = aVerdict({ plan, role: Role.CRITIC });
const [first, second] = plan.decisions.map((decision) => decision.decisionId) as [string, string];

function codes(verdicts: Verdict[], failures: { role: Role; kind: string }[] = [], on = plan): string[] {
  const failed = failures.map((failure) =>
    create(ApproverFailureSchema, { ...failure, text: 'no answer', iteration: 1 }),
  );
  const result = evaluateRound({ plan: on, verdicts, failures: failed });
  expect(result.approved).toBe(result.objections.length === 0);
  return result.objections.map(({ code }) => code);
}

describe('consensus', () => {
  it('is reached when both approve every decision, in whatever order they answer', () => {
    expect(codes([riskManager, critic])).toEqual([]);
    expect(codes([critic, riskManager])).toEqual([]);
    const swapped = aVerdict({ plan }, { answers: riskManager.answers.toReversed() });
    expect(codes([swapped, critic])).toEqual([]);
  });

  it.each([
    ['nobody answers', [], ['VERDICT_MISSING', 'VERDICT_MISSING']],
    ['only the risk manager answers', [riskManager], ['VERDICT_MISSING']],
    ['only the critic answers', [critic], ['VERDICT_MISSING']],
    ['the risk manager answers twice', [riskManager, riskManager, critic], ['VERDICT_DUPLICATE']],
    [
      'the critic rejects',
      [riskManager, aVerdict({ plan, role: Role.CRITIC, answer: Answer.REJECT })],
      ['TOO_BOLD', 'TOO_BOLD'],
    ],
    [
      'an answer is unspecified',
      [aVerdict({ plan, answer: Answer.UNSPECIFIED }), critic],
      ['ANSWER_UNKNOWN', 'ANSWER_UNKNOWN'],
    ],
    [
      'an answer is from the future',
      [aVerdict({ plan, answer: 9 as Answer }), critic],
      ['ANSWER_UNKNOWN', 'ANSWER_UNKNOWN'],
    ],
    ['a verdict is on another plan', [aVerdict({ plan: aPlan() }), critic], ['PLAN_HASH_MISMATCH']],
    ['a verdict names no plan', [aVerdict({ plan }, { planHash: undefined }), critic], ['PLAN_HASH_MISMATCH']],
    [
      'a verdict is on another briefing',
      [aVerdict({ plan }, { briefingHash: hash(sha256('another')) }), critic],
      ['BRIEFING_HASH_MISMATCH'],
    ],
    ['somebody else joins in', [riskManager, critic, { ...critic, role: Role.TRADER }], ['VERDICT_FOREIGN']],
  ])('is not reached when %s', (_, verdicts, expected) => {
    expect(codes(verdicts)).toEqual(expected);
  });

  it.each([
    ['leaves a decision out', [{ decisionId: first, answer: Answer.APPROVE }], ['ANSWER_MISSING']],
    ['answers nothing', [], ['ANSWER_MISSING', 'ANSWER_MISSING']],
    [
      'answers one twice',
      [first, second, second].map((decisionId) => ({ decisionId, answer: Answer.APPROVE })),
      ['ANSWER_DUPLICATE'],
    ],
    [
      'answers another’s decision',
      [first, second, 'elsewhere/AAPL'].map((decisionId) => ({ decisionId, answer: Answer.APPROVE })),
      ['ANSWER_FOREIGN'],
    ],
    [
      'rejects without a reason',
      [
        { decisionId: first, answer: Answer.REJECT },
        { decisionId: second, answer: Answer.APPROVE },
      ],
      ['REJECTED'],
    ],
  ])('is not reached when an approver %s', (_, answers, expected) => {
    expect(codes([aVerdict({ plan }, { answers }), critic])).toEqual(expected);
  });

  it.each([
    ['TIMEOUT', 'APPROVER_TIMEOUT'],
    ['ERROR', 'APPROVER_ERROR'],
    ['SOMETHING_ELSE', 'APPROVER_ERROR'],
  ])('is not reached when an approver fails with %s', (kind, code) => {
    expect(codes([riskManager], [{ role: Role.CRITIC, kind }])).toEqual([code, 'VERDICT_MISSING']);
    expect(codes([riskManager, critic], [{ role: Role.CRITIC, kind }])).toEqual([code]);
  });

  it('says of a failed approver what the failure says', () => {
    const failure = create(ApproverFailureSchema, { role: Role.CRITIC, kind: 'ERROR', text: 'critic: out of order' });
    const { objections } = evaluateRound({ plan, verdicts: [riskManager], failures: [failure] });
    expect(objections.map(({ text }) => text)).toEqual(['critic: out of order', 'no verdict of the critic']);
  });

  it('is never reached on an empty plan, nor on one that names a decision twice', () => {
    const empty = aPlan({ decisions: [] });
    expect(codes(bothVerdicts(empty), [], empty)).toEqual(['EMPTY_PLAN']);
    const twice = aPlan({ decisions: [aDecision(), aDecision()] });
    expect(codes(bothVerdicts(twice), [], twice)).toContain('DUPLICATE_DECISION');
  });

  it('sends every approver’s own objections back', () => {
    const objections = [anObjection({ code: 'A' }), anObjection({ code: 'B' })];
    const answers = [first, second].map((decisionId) => ({ decisionId, answer: Answer.REJECT, objections }));
    const both = [Role.RISK_MANAGER, Role.CRITIC].map((role) => aVerdict({ plan, role }, { answers }));
    expect(codes(both)).toEqual(['A', 'B', 'A', 'B', 'A', 'B', 'A', 'B']);
  });

  it('is reached exactly when both approve all', () => {
    const answer = fc.constantFrom(Answer.APPROVE, Answer.REJECT, Answer.UNSPECIFIED);
    const table = fc.tuple(answer, answer, answer, answer);
    fc.assert(
      fc.property(table, ([a, b, c, d]) => {
        const answers = (one: Answer, two: Answer) => [
          { decisionId: first, answer: one },
          { decisionId: second, answer: two },
        ];
        const verdicts = [
          aVerdict({ plan }, { answers: answers(a, b) }),
          aVerdict({ plan, role: Role.CRITIC }, { answers: answers(c, d) }),
        ];
        const approved = [a, b, c, d].every((each) => each === Answer.APPROVE);
        expect(evaluateRound({ plan, verdicts, failures: [] }).approved).toBe(approved);
      }),
    );
  });
});
