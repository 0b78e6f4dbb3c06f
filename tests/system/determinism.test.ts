import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex } from '@cream/domain';
import { OrchestratorService } from '@cream/proto/cycle';
import { afterEach, describe, expect, it } from 'vitest';
import { recordHashOf, runBacktest, startSystem, temporaryFolder } from './support.js';

const WINDOW = { from: '2015-06-01', to: '2015-09-30' };
const folders: { remove(): void }[] = [];

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

describe('the same input gives the same record', () => {
  it('has one record hash in two data directories with different keys, and again in the same one', async () => {
    const first = await startSystem(folder());
    const a = await runBacktest(first.clients, WINDOW);
    const again = await runBacktest(first.clients, WINDOW);
    await first.close();
    const second = await startSystem(folder());
    const b = await runBacktest(second.clients, WINDOW);
    await second.close();

    expect(a.trades.length).toBeGreaterThan(2);
    expect(recordHashOf(again)).toBe(recordHashOf(a));
    expect(recordHashOf(b)).toBe(recordHashOf(a));
    expect(again.runId).not.toBe(a.runId);
  });

  it('does not change when every message is encoded and decoded on its way', async () => {
    const direct = await startSystem(folder());
    const a = await runBacktest(direct.clients, { ...WINDOW, maxCycles: 40 });
    await direct.close();
    const coded = await startSystem(folder(), { codec: 'round-trip' });
    const b = await runBacktest(coded.clients, { ...WINDOW, maxCycles: 40 });
    await coded.close();

    expect(recordHashOf(b)).toBe(recordHashOf(a));
  });
});

describe('no decision knows the future', () => {
  it('decides the same up to a day when the data ends on that day', async () => {
    const sample = join(import.meta.dirname, '../../node_modules/@observablehq/sample-datasets/aapl.csv');
    const lines = readFileSync(sample, 'utf8').trimEnd().split('\n');
    const whole = folder();
    writeFileSync(join(whole, 'AAPL.csv'), lines.join('\n'));
    const cut = folder();
    const end = lines.findIndex((line) => line.startsWith('2015-08-12'));
    writeFileSync(join(cut, 'AAPL.csv'), lines.slice(0, end + 1).join('\n'));

    const hashes: string[][] = [];
    for (const data of [whole, cut]) {
      const system = await startSystem(folder(), { env: { CREAM_MARKET_DATA_DIR: data } });
      const run = await runBacktest(system.clients, { from: '2015-05-01', to: '2015-08-12', contextSymbols: [] });
      const { cycles } = await system.clients
        .get(OrchestratorService)
        .listCycles({ accountId: run.runId, page: { size: 500 } });
      hashes.push(cycles.map((cycle) => `${cycle.cycleId} ${hex(cycle.contentHash?.sha256 ?? new Uint8Array())}`));
      await system.close();
    }
    expect(hashes[0]?.length).toBe(72);
    expect(hashes[1]).toEqual(hashes[0]);
  });
});
