import { hex, timestamp, wire } from '@cream/domain';
import { Mode } from '@cream/proto/common';
import { CycleStatus, type CycleSummary, OrchestratorService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import type { Embedded } from '@cream/runtime';
import { Database } from '@cream/storage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startSystem, temporaryFolder } from './support.js';

const ACCOUNT = 'resume';
const DAYS = 4;

/** Cycles of the first days of June 2015, when AAPL has all indicators. */
async function slotsOf(system: Embedded) {
  const { slots } = await system.clients.get(MarketDataService).listSlots({
    symbols: ['AAPL'],
    from: { $typeName: 'cream.common.v1.Date', year: 2015, month: 6, day: 1 },
  });
  return slots.slice(0, DAYS);
}

async function open(system: Embedded) {
  const [first] = await slotsOf(system);
  await system.clients.get(ExecutionService).openAccount({
    accountId: ACCOUNT,
    mode: Mode.BACKTEST,
    broker: { cash: wire(100_000), slippageBps: wire(1), feeBps: wire(0) },
    openedAt: timestamp(Number(first?.seconds ?? 0n) * 1000 - 1),
  });
}

async function runAll(system: Embedded): Promise<CycleSummary[]> {
  const summaries: CycleSummary[] = [];
  for (const slot of await slotsOf(system)) {
    const { summary } = await system.clients.get(OrchestratorService).runCycle({
      accountId: ACCOUNT,
      slot,
      symbols: ['AAPL'],
      contextSymbols: ['SPX'],
      mode: Mode.BACKTEST,
    });
    if (summary !== undefined) summaries.push(summary);
  }
  return summaries;
}

function contentHash(summary: CycleSummary): string {
  return hex(summary.contentHash?.sha256 ?? new Uint8Array());
}

describe('a process that dies in the middle of a cycle', () => {
  const folders: { remove(): void }[] = [];
  afterEach(() => {
    vi.restoreAllMocks();
    for (const folder of folders.splice(0)) folder.remove();
  });

  async function reference(): Promise<CycleSummary[]> {
    const folder = temporaryFolder();
    folders.push(folder);
    const system = await startSystem(folder.path);
    await open(system);
    const summaries = await runAll(system);
    await system.close();
    return summaries;
  }

  it('goes on where it stopped, at every write of the record, and ends with the same content', async () => {
    const expected = await reference();
    expect(expected.some((summary) => summary.decisions.some((decision) => decision.executed))).toBe(true);

    for (let crashAt = 1; crashAt <= 10; crashAt++) {
      const folder = temporaryFolder();
      folders.push(folder);
      const dying = await startSystem(folder.path, { env: { CREAM_LOG_LEVEL: 'silent' } });
      await open(dying);
      // The record's database stops taking writes for good, as if the process were gone.
      const database = dying.get('orchestrator').get(Database, { strict: false });
      const write = database.write.bind(database);
      let writes = 0;
      vi.spyOn(database, 'write').mockImplementation((statements) => {
        writes += 1;
        return writes >= crashAt ? Promise.reject(new Error('the process is gone')) : write(statements);
      });
      await expect(runAll(dying), `crash at write ${crashAt}`).rejects.toThrow();
      await dying.close();
      vi.restoreAllMocks();

      const revived = await startSystem(folder.path);
      const resumed = await runAll(revived);
      expect(resumed.map(contentHash), `crash at write ${crashAt}`).toEqual(expected.map(contentHash));
      expect(resumed.every((summary) => summary.status !== CycleStatus.FAILED)).toBe(true);
      const verified = await revived.clients.get(OrchestratorService).verifyRecord({ accountId: ACCOUNT });
      expect(verified.findings).toEqual([]);
      await revived.close();
    }
  }, 60_000);
});
