import { hash, sha256, wire } from '@cream/domain';
import { EntryKind } from '@cream/proto/cycle';
import { Role, type Verdict } from '@cream/proto/decision';
import { testKey } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import type { Draft, RecordedKind } from '../src/app/journal.js';
import { findings, type Recorded, recorded } from './a-record.js';
import { theVerdict } from './an-ordinary-day.js';
import { ACCOUNT } from './run-orchestrator.js';
import { forge } from './tampering.js';

type MessageOf<K extends RecordedKind> = Extract<Draft, { readonly kind: K }>['message'];

/** Rewrites the entries of one kind in the second cycle. */
function forgeSecond<K extends RecordedKind>(
  { database, second }: Recorded,
  kind: K,
  rewrite: (message: MessageOf<K>) => MessageOf<K> | undefined,
): Promise<void> {
  return forge(database, (draft, cycleId) => {
    if (draft.kind !== kind || cycleId !== second) return draft;
    const message = rewrite(draft.message as MessageOf<K>);
    return message === undefined ? undefined : ({ kind, message } as unknown as Draft);
  });
}

const ofTheCritic = (verdict: Verdict, forged: (verdict: Verdict) => Verdict | undefined) =>
  verdict.role === Role.CRITIC ? forged(verdict) : verdict;

describe('a record that was forged, hashes and all', () => {
  it('is a record when nothing was changed', async () => {
    const running = await recorded();
    const before = await running.orchestrator.getRecordHash({ accountId: ACCOUNT });
    await forge(running.database, (draft) => draft);
    expect(await running.orchestrator.getRecordHash({ accountId: ACCOUNT })).toEqual(before);
    expect(await findings(running)).toEqual([]);
  });

  it.each<[string, (verdict: Verdict) => Verdict, string]>([
    ['nobody’s', (verdict) => ({ ...verdict, signature: new Uint8Array(64).fill(7) }), 'SIGNATURE_INVALID'],
    ['cut short', (verdict) => ({ ...verdict, signature: verdict.signature.slice(1) }), 'SIGNATURE_INVALID'],
    ['of other words', (verdict) => ({ ...verdict, summary: 'I had my doubts.' }), 'SIGNATURE_INVALID'],
    [
      'of the other approver',
      (verdict) => ({ ...verdict, keyId: testKey(Role.RISK_MANAGER).keyId }),
      'SIGNATURE_INVALID',
    ],
    ['of an unknown key', (verdict) => ({ ...verdict, keyId: testKey(Role.TRADER).keyId }), 'UNKNOWN_KEY'],
  ])('is found by a signature that is %s', async (_, forged, code) => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.VERDICT, (verdict) => ofTheCritic(verdict, forged));
    expect(await findings(running)).toEqual([`${code} ${running.second}`]);
  });

  it.each([
    ['a price', { price: wire(101) }],
    ['a quantity', { quantity: wire(80) }],
    ['fees that nobody paid', { fees: wire('0.01') }],
  ])('is found by a fill that does not add up: %s', async (_, forged) => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.FILLS, (entry) => ({
      ...entry,
      fills: entry.fills.map((fill) => ({ ...fill, ...forged })),
    }));
    expect(await findings(running), 'once, where it is').toEqual([`ARITHMETIC ${running.second}`]);
  });

  it('says by how much the portfolio is not what the fills come to', async () => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.FILLS, (entry) => ({ ...entry, fills: [] }));
    const { findings: found } = await running.orchestrator.verifyRecord({});
    expect(found.map(({ text }) => text)).toEqual([
      'cash is 100000 by the fills, but 91000 is recorded',
      'quantity of AAPL is 0 by the fills, but 90 is recorded',
    ]);
  });

  it.each([
    ['equity', { equity: wire(100_001) }],
    ['cash', { cash: wire(91_001) }],
  ])('is found by what the fills do not explain: the %s', async (_, forged) => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.FILLS, (entry) => {
      if (entry.portfolio?.account === undefined) throw new Error('no account');
      const portfolio = { ...entry.portfolio, account: { ...entry.portfolio.account, ...forged } };
      return { ...entry, portfolio };
    });
    expect(await findings(running), 'once, where it is').toEqual([`ARITHMETIC ${running.second}`]);
  });

  it('is found by a plan that is not the one that was signed', async () => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.PLAN, (plan) => ({ ...plan, notes: 'changed afterwards' }));
    expect(await findings(running)).toEqual([`CONTENT_MISMATCH ${running.second}`, `UNSIGNED_ORDER ${running.second}`]);
  });

  it('is found by a fact nobody observed', async () => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.BRIEFING, (briefing) => ({
      ...briefing,
      facts: briefing.facts.map((fact) => ({ ...fact, unit: 'EUR' })),
    }));
    expect(await findings(running)).toEqual([`CONTENT_MISMATCH ${running.second}`]);
  });

  it('is found by a verdict on another briefing', async () => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.BRIEFING, (briefing) => ({ ...briefing, hash: hash(sha256('another')) }));
    expect(await findings(running)).toEqual([`CONTENT_MISMATCH ${running.second}`]);
  });

  it('is found by orders for a plan that the second approver signed without an answer', async () => {
    const running = await recorded();
    let signed: Verdict | undefined;
    await forge(running.database, (draft, cycleId) => {
      if (cycleId !== running.second) return draft;
      if (draft.kind === EntryKind.PLAN) signed = theVerdict(Role.CRITIC, { plan: draft.message }, {}, { answers: [] });
      if (draft.kind !== EntryKind.VERDICT || draft.message.role !== Role.CRITIC) return draft;
      if (signed === undefined) throw new Error('the record has no plan');
      return { kind: draft.kind, message: signed };
    });
    expect(await findings(running)).toEqual([`UNSIGNED_ORDER ${running.second}`]);
  });

  it('is found by the missing word of an approver', async () => {
    const running = await recorded();
    await forgeSecond(running, EntryKind.VERDICT, (verdict) => ofTheCritic(verdict, () => undefined));
    expect(await findings(running)).toEqual([`MISSING_ENTRY ${running.second}`, `UNSIGNED_ORDER ${running.second}`]);
  });

  it.each([
    ['review', EntryKind.VERDICT, ['MISSING_ENTRY', 'UNSIGNED_ORDER']],
    ['constraint report', EntryKind.CONSTRAINT_REPORT, ['MISSING_ENTRY']],
    ['answer of execution', EntryKind.ORDERS, ['MISSING_ENTRY']],
    ['outcome', EntryKind.OUTCOME, ['MISSING_ENTRY']],
    ['briefing', EntryKind.BRIEFING, ['MISSING_ENTRY']],
    ['fills', EntryKind.FILLS, ['MISSING_ENTRY']],
    ['header', EntryKind.HEADER, ['MISSING_ENTRY']],
  ] as const)('is found by a missing %s', async (_, kind, codes) => {
    const running = await recorded();
    await forgeSecond(running, kind, () => undefined);
    expect(await findings(running)).toEqual(codes.map((code) => `${code} ${running.second}`));
  });
});
