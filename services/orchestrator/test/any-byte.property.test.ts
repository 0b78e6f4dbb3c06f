import { timestamp } from '@cream/domain';
import { blob, int, text } from '@cream/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, day, runOrchestrator } from './run-orchestrator.js';
import { aClosingFill, aFill } from './scripted-account.js';
import { change } from './tampering.js';

const WRITE = 'UPDATE entries SET bytes = ? WHERE account_id = ? AND cycle_id = ? AND sequence = ?';

describe('a record in which one byte was changed', () => {
  it('is found, and found where the byte is', async () => {
    const { run, orchestrator, account, database } = await runOrchestrator();
    account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(96, day(2)));
    for (const n of [0, 1, 2]) await run(n);
    const entries = await database.all('SELECT cycle_id, sequence, bytes FROM entries', [], (row) => ({
      cycleId: text(row, 'cycle_id'),
      sequence: int(row, 'sequence'),
      bytes: blob(row, 'bytes'),
    }));
    const write = async ({ cycleId, sequence }: { cycleId: string; sequence: number }, bytes: Uint8Array) =>
      expect(await change(database, WRITE, bytes, ACCOUNT, cycleId, sequence)).toBe(1);

    const someByte = fc.constantFrom(...entries).chain((entry) =>
      fc.record({
        entry: fc.constant(entry),
        at: fc.nat(entry.bytes.length - 1),
        flip: fc.integer({ min: 1, max: 255 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(someByte, async ({ entry, at, flip }) => {
        const bytes = Uint8Array.from(entry.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        await write(entry, bytes);
        const { findings } = await orchestrator
          .verifyRecord({ accountId: ACCOUNT })
          .finally(() => write(entry, entry.bytes));
        expect(findings.map(({ code }) => code)).toContain('CHAIN_BROKEN');
        expect(new Set(findings.map(({ cycleId }) => cycleId))).toEqual(new Set([entry.cycleId]));
      }),
      { numRuns: 300 },
    );
    expect((await orchestrator.verifyRecord({ accountId: ACCOUNT })).findings).toEqual([]);
  });
});
