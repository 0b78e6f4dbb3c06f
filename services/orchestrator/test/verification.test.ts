import { Code } from '@cream/grpc';
import { describe, expect, it } from 'vitest';
import { findings, recorded } from './a-record.js';
import { ACCOUNT } from './run-orchestrator.js';
import { change } from './tampering.js';

const ENTRY = 'account_id = ? AND cycle_id = ? AND sequence = ?';
/** Sequences of the entries of a cycle whose first plan is approved. */
const [FILLS, BRIEFING, VERDICT, OUTCOME] = [1, 2, 12, 15];

describe('a record as it was written', () => {
  it('verifies, whole and cycle by cycle', async () => {
    const { orchestrator, second } = await recorded();
    expect(await orchestrator.verifyRecord({})).toMatchObject({
      cycles: 3,
      entries: 48,
      signatures: 6,
      fills: 1,
      findings: [],
    });
    expect(await orchestrator.verifyRecord({ accountId: ACCOUNT, cycleId: second })).toMatchObject({
      cycles: 1,
      entries: 16,
      signatures: 2,
      fills: 1,
      findings: [],
    });
    expect(await orchestrator.verifyRecord({ cycleId: second })).toMatchObject({ cycles: 1, findings: [] });
  });

  it('is not found under another name', async () => {
    const { orchestrator } = await recorded();
    const missing = { code: Code.NotFound };
    await expect(orchestrator.verifyRecord({ accountId: 'other' })).rejects.toMatchObject(missing);
    await expect(orchestrator.verifyRecord({ cycleId: 'other' })).rejects.toMatchObject(missing);
  });
});

describe('a record that was changed by hand', () => {
  it.each([
    ['the time of an entry', `UPDATE entries SET time_ms = time_ms + 1 WHERE ${ENTRY}`, FILLS, ['CHAIN_BROKEN']],
    [
      'the kind of an entry',
      `UPDATE entries SET kind = 4 WHERE ${ENTRY}`,
      BRIEFING,
      ['CHAIN_BROKEN', 'CONTENT_MISMATCH'],
    ],
    ['the place of an entry', `UPDATE entries SET sequence = 99 WHERE ${ENTRY}`, OUTCOME, ['CHAIN_BROKEN']],
    ['a hash', `UPDATE entries SET hash = zeroblob(32) WHERE ${ENTRY}`, BRIEFING, ['CHAIN_BROKEN']],
    ['a link', `UPDATE entries SET previous_hash = zeroblob(32) WHERE ${ENTRY}`, BRIEFING, ['CHAIN_BROKEN']],
    ['half a link', `UPDATE entries SET previous_hash = zeroblob(16) WHERE ${ENTRY}`, BRIEFING, ['CHAIN_BROKEN']],
    ['a content hash', `UPDATE entries SET content_hash = zeroblob(32) WHERE ${ENTRY}`, BRIEFING, ['CONTENT_MISMATCH']],
    [
      'an impossible kind',
      `UPDATE entries SET kind = -1 WHERE ${ENTRY}`,
      BRIEFING,
      ['CHAIN_BROKEN', 'CONTENT_MISMATCH', 'UNREADABLE'],
    ],
    [
      'bytes that are no message',
      `UPDATE entries SET bytes = x'ff' WHERE ${ENTRY}`,
      VERDICT,
      ['CHAIN_BROKEN', 'CONTENT_MISMATCH', 'UNREADABLE'],
    ],
  ])('is found by %s', async (_, sql, sequence, codes) => {
    const running = await recorded();
    expect(await change(running.database, sql, ACCOUNT, running.second, sequence)).toBe(1);
    const found = await findings(running);
    expect(found).toEqual(expect.arrayContaining(codes.map((code) => `${code} ${running.second}`)));
    expect(found.every((finding) => finding.endsWith(running.second))).toBe(true);
  });

  it.each([
    ['first', 0],
    ['one in the middle', BRIEFING],
    ['last', OUTCOME],
  ])('is found when an entry is removed: the %s', async (_, sequence) => {
    const running = await recorded();
    expect(
      await change(running.database, `DELETE FROM entries WHERE ${ENTRY}`, ACCOUNT, running.second, sequence),
    ).toBe(1);
    expect(await findings(running)).toContain(`CHAIN_BROKEN ${running.second}`);
  });

  it('is found when two entries have changed places', async () => {
    const running = await recorded();
    const swap = `UPDATE entries SET sequence = CASE sequence WHEN -3 THEN 4 WHEN -4 THEN 3 ELSE -sequence END
                  WHERE account_id = ? AND cycle_id = ? AND sequence IN (3, 4, -3, -4)`;
    expect(await change(running.database, swap, ACCOUNT, running.second)).toBe(2);
    expect(await change(running.database, swap, ACCOUNT, running.second)).toBe(2);
    expect(await findings(running)).toEqual([`CHAIN_BROKEN ${running.second}`, `CONTENT_MISMATCH ${running.second}`]);
  });

  it('is found when a whole cycle is gone', async () => {
    const running = await recorded();
    for (const table of ['cycles', 'entries']) {
      const sql = `DELETE FROM ${table} WHERE account_id = ? AND cycle_id = ?`;
      expect(await change(running.database, sql, ACCOUNT, running.second)).toBeGreaterThan(0);
    }
    expect(await findings(running)).toContain(`CHAIN_BROKEN ${running.third}`);
  });

  it.each([
    ['tail_hash', 'CHAIN_BROKEN'],
    ['content_hash', 'CONTENT_MISMATCH'],
  ])('is found by the %s of the newest cycle', async (column, code) => {
    const running = await recorded();
    const sql = `UPDATE cycles SET ${column} = zeroblob(32) WHERE account_id = ? AND cycle_id = ?`;
    expect(await change(running.database, sql, ACCOUNT, running.third)).toBe(1);
    expect(await findings(running)).toEqual([`${code} ${running.third}`]);
  });
});
