import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dec, hex, millis, symbolOf, wireDate } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import {
  type BacktestRun,
  BacktestService,
  EntryKind,
  FillsEntrySchema,
  OrchestratorService,
  Strategy,
} from '@cream/proto/cycle';
import { BriefingSchema } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { AccountEvent_Kind } from '@cream/proto/trading';
import { importDays, importDividend, importSplit, type StoredDay } from '@cream/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { messages, recordHashOf, startSystem, temporaryFolder } from './support.js';

const SAMPLE = join(import.meta.dirname, '../../node_modules/@observablehq/sample-datasets/aapl.csv');
/** The agents hold the share long from 29 October to 13 November 2015. */
const SPLIT_DATE = '2015-11-05';
const SPLIT = { announced: '2015-10-01T20:30Z', effective: '2015-11-05T05:00Z' };
const WINDOW = { from: '2015-10-26', to: '2015-11-20' };
const folders: { remove(): void }[] = [];

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

/** The sample days as they would have been traded had the share been cut into four on the date; all of them, or to a last one. */
function story(last = '9999'): StoredDay[] {
  const [, ...lines] = readFileSync(SAMPLE, 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => line.split(','))
    .flatMap(([date = '', open, high, low, close, , volume]) => {
      if (date > last) return [];
      const ratio = date < SPLIT_DATE ? 4 : 1;
      const price = (text: string | undefined) => (Number(text) * ratio).toFixed(6);
      const traded = { open: price(open), high: price(high), low: price(low), close: price(close) };
      return [{ date, ...traded, volume: Math.floor(Number(volume) / ratio) }];
    });
}

async function system(tell: (store: ReturnType<typeof storeOf>) => Promise<void>) {
  const folder = temporaryFolder();
  folders.push(folder);
  const running = await startSystem(folder.path);
  await tell(storeOf(running.clients));
  return { clients: running.clients, close: () => running.close() };
}

const storeOf = (clients: Clients) => clients.get(MarketDataService);

async function run(clients: Clients, strategy: Strategy, wish: { to?: string } = {}): Promise<BacktestRun> {
  const events = clients.get(BacktestService).run({
    symbols: ['TALE'],
    contextSymbols: ['SPX'],
    strategy,
    from: wireDate(WINDOW.from),
    to: wireDate(wish.to ?? WINDOW.to),
  });
  for await (const { event } of events) if (event.case === 'result') return event.value;
  throw new Error('the run ended without a result');
}

/** Of each cycle the date, what fills and splits it was told, what is held then, and a fact of its briefing. */
async function cyclesOf(clients: Clients, accountId: string) {
  const orchestrator = clients.get(OrchestratorService);
  const { cycles } = await orchestrator.listCycles({ accountId, page: { size: 100 } });
  const told = await Promise.all(
    cycles.map(async ({ cycleId }) => {
      const { record } = await orchestrator.getCycle({ cycleId, accountId });
      const [news] = messages(record, EntryKind.FILLS, FillsEntrySchema);
      const [briefing] = messages(record, EntryKind.BRIEFING, BriefingSchema);
      const average = briefing?.facts.find(({ subject, kind }) => subject === 'TALE' && kind === 'indicator.sma_20');
      return {
        date: new Date(millis(record?.slot)).toISOString().slice(0, 10),
        events: news?.events ?? [],
        position: news?.portfolio?.positions.find(({ instrument }) => symbolOf(instrument) === 'TALE'),
        equity: dec(news?.portfolio?.account?.equity).toNumber(),
        average: average?.value.case === 'decimal' ? Number(average.value.value.value) : Number.NaN,
      };
    }),
  );
  return told.reverse();
}

describe('a share that is cut into four while it is held', () => {
  it('is held four times over, guarded at a quarter, and worth the same', async () => {
    const { clients, close } = await system(async (store) => {
      await importDays(store, 'TALE', story());
      await importSplit(store, 'TALE', '4', SPLIT);
    });
    const result = await run(clients, Strategy.AGENTS);
    const cycles = await cyclesOf(clients, result.runId);
    const day = cycles.findIndex(({ date }) => date === SPLIT_DATE);
    const [before, after] = [cycles[day - 1], cycles[day]];
    const [held, split] = [dec(before?.position?.quantity), dec(after?.position?.quantity)];
    expect(held.gt(0)).toBe(true);
    expect(split.toNumber()).toBe(4 * held.toNumber());
    for (const level of ['stop', 'target', 'averageCost'] as const) {
      expect(dec(after?.position?.[level]).toNumber()).toBeCloseTo(dec(before?.position?.[level]).toNumber() / 4, 6);
    }
    expect(after?.position?.protectedQuantity).toEqual(after?.position?.quantity);
    expect(after?.events).toMatchObject([{ kind: AccountEvent_Kind.SPLIT, value: { value: '4' } }]);
    expect(result.events).toEqual(after?.events);
    // A day's change of the sample is a few percent; a split taken for a crash were three quarters of the position.
    for (const [index, { equity }] of cycles.slice(1).entries()) {
      expect(equity / (cycles[index]?.equity ?? Number.NaN)).toBeCloseTo(1, 1);
    }
    // In new units from the split on, and continuous there.
    expect((after?.average ?? 0) / (before?.average ?? Number.NaN)).toBeCloseTo(0.25, 2);
    // What was traded in old units and closed in new ones is one round trip of the share's own return.
    const closed = result.trades.find(
      ({ side, filledAt }) => side === 'SELL' && millis(filledAt) > Date.parse(SPLIT_DATE),
    );
    expect(closed?.quantity?.value).toBe(split.toFixed());
    const { findings } = await clients.get(OrchestratorService).verifyRecord({ accountId: result.runId });
    expect(findings).toEqual([]);
    await close();
  });

  it('is decided the same up to a day when nothing later is known, the split included', async () => {
    const hashes: string[] = [];
    for (const [last, known] of [
      ['2015-11-04', false],
      ['9999', true],
    ] as const) {
      const { clients, close } = await system(async (store) => {
        await importDays(store, 'TALE', story(last));
        if (known) await importSplit(store, 'TALE', '4', SPLIT);
      });
      hashes.push(recordHashOf(await run(clients, Strategy.AGENTS, { to: '2015-11-04' })));
      await close();
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('pays its dividends into the account, and says so', async () => {
    const { clients, close } = await system(async (store) => {
      await importDays(store, 'TALE', story());
      await importSplit(store, 'TALE', '4', SPLIT);
      await importDividend(store, 'TALE', '0.52', { announced: '2015-10-27T20:30Z', effective: '2015-11-06T05:00Z' });
    });
    const result = await run(clients, Strategy.BUY_AND_HOLD);
    expect(result.events.map(({ kind, value }) => [AccountEvent_Kind[kind], value?.value])).toEqual([
      ['SPLIT', '4'],
      ['DIVIDEND', '0.52'],
    ]);
    const [split, dividend] = result.events;
    const units = dec(split?.quantity);
    expect(units.toNumber()).toBe(4 * dec(split?.quantityBefore).toNumber());
    expect(dec(dividend?.cash).toNumber()).toBeCloseTo(units.toNumber() * 0.52, 6);
    for (const [index, { equity }] of result.equity.slice(1).entries()) {
      expect(dec(equity).div(dec(result.equity[index]?.equity)).toNumber()).toBeCloseTo(1, 1);
    }
    const agents = await run(clients, Strategy.AGENTS);
    expect(agents.events.map(({ kind }) => AccountEvent_Kind[kind])).toEqual(['SPLIT', 'DIVIDEND']);
    expect(hex(agents.dataHash?.sha256 ?? new Uint8Array())).toBe(hex(result.dataHash?.sha256 ?? new Uint8Array(1)));
    await close();
  });

  it('does not go on with a run when another split has become known meanwhile', async () => {
    const { clients, close } = await system((store) => importDays(store, 'TALE', story()));
    const plain = await run(clients, Strategy.BUY_AND_HOLD);
    await importSplit(storeOf(clients), 'TALE', '4', SPLIT);
    const split = await run(clients, Strategy.BUY_AND_HOLD);
    expect(split.dataHash).not.toEqual(plain.dataHash);
    await close();
  });
});
