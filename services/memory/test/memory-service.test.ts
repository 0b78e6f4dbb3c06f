import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { factId, millis, timestamp, wire } from '@cream/domain';
import { type Client, Code } from '@cream/grpc';
import { type ClosedTrade, ClosedTradeSchema, type Fact, MemoryService, Regime } from '@cream/proto/knowledge';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS, DAY_MS } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryService } from '../src/index.js';

const ACCOUNT = 'bt-20160301-210000-0001';

function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-memory-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function runMemory(
  dataDir = dataDirectory(),
): Promise<{ memory: Client<typeof MemoryService>; embedded: Embedded }> {
  const embedded = await startEmbedded([memoryService], { dataDir, codec: 'round-trip', logger: silentLogger() });
  onTestFinished(() => embedded.close());
  return { memory: embedded.clients.get(MemoryService), embedded };
}

/** A winning long trade in AAPL that closed `day` days after the builders' date. */
function trade(day: number, overrides: MessageInitShape<typeof ClosedTradeSchema> = {}): ClosedTrade {
  const cycleId = `cycle-${day}`;
  return create(ClosedTradeSchema, {
    decisionId: `${cycleId}/AAPL`,
    cycleId,
    symbol: 'AAPL',
    regime: Regime.BULL_TREND,
    openedAt: timestamp(AS_OF_MS),
    closedAt: timestamp(AS_OF_MS + day * DAY_MS),
    long: true,
    quantity: wire(100),
    entryPrice: wire(100),
    exitPrice: wire(102),
    fees: wire(0),
    realized: wire(200),
    return: 0.02,
    exitReason: 'TARGET',
    features: [{ kind: 'indicator.rsi_14', value: 50 }],
    ...overrides,
  });
}

const rsi = (value: number) => [{ kind: 'indicator.rsi_14', value }];

const question = (overrides: object = {}) => ({
  accountId: ACCOUNT,
  symbol: 'AAPL',
  regime: Regime.BULL_TREND,
  features: rsi(50),
  asOf: timestamp(AS_OF_MS + 30 * DAY_MS),
  ...overrides,
});

const decisions = ({ trades }: { trades: readonly ClosedTrade[] }) => trades.map(({ decisionId }) => decisionId);
const said = (facts: readonly Fact[]) =>
  facts.map(({ kind, value, unit }) => [kind, value.case === 'decimal' ? value.value.value : value.case, unit]);

async function remember(memory: Client<typeof MemoryService>, ...trades: ClosedTrade[]): Promise<void> {
  for (const closed of trades) await memory.remember({ accountId: ACCOUNT, trade: closed });
}

describe('memory', () => {
  it('knows nothing at first and says nothing', async () => {
    const { memory } = await runMemory();
    expect(await memory.recall(question())).toMatchObject({ facts: [], trades: [] });
  });

  it('states what it recalls as facts', async () => {
    const { memory } = await runMemory();
    await remember(memory, trade(1), trade(2, { realized: wire(-100), return: -0.01 }), trade(3));

    const { facts, trades } = await memory.recall(question());

    expect(trades).toHaveLength(3);
    expect(said(facts)).toEqual([
      ['memory.trade_return', '0.02', 'ratio'],
      ['memory.trade_return', '-0.01', 'ratio'],
      ['memory.trade_return', '0.02', 'ratio'],
      ['memory.win_rate', '0.666667', 'ratio'],
      ['memory.sample_size', '3', 'count'],
    ]);
    expect(facts.map(({ source }) => source?.ref)).toEqual([
      'cycle-3/AAPL',
      'cycle-2/AAPL',
      'cycle-1/AAPL',
      'nearest(k=5)',
      'nearest(k=5)',
    ]);
    expect(facts.map(({ asOf }) => (millis(asOf) - AS_OF_MS) / DAY_MS)).toEqual([3, 2, 1, 3, 3]);
    for (const fact of facts) expect(fact).toMatchObject({ id: factId(fact), subject: 'AAPL' });
  });

  it('recalls the most similar first, and only so many', async () => {
    const { memory } = await runMemory();
    await remember(
      memory,
      ...[20, 80, 52, 45, 30, 70, 60].map((value, index) => trade(index + 1, { features: rsi(value) })),
    );
    expect(decisions(await memory.recall(question({ k: 3 })))).toEqual([
      'cycle-3/AAPL',
      'cycle-4/AAPL',
      'cycle-7/AAPL',
    ]);
    expect((await memory.recall(question())).trades).toHaveLength(5);
  });

  it('prefers the newer of two equally similar trades, whatever the order they were told in', async () => {
    const [one, two] = await Promise.all([runMemory(), runMemory()]);
    const told = [trade(1), trade(2), trade(3, { features: [] }), trade(4, { features: [] })];
    await remember(one.memory, ...told);
    await remember(two.memory, ...told.toReversed());

    const answer = await one.memory.recall(question());
    expect(decisions(answer)).toEqual(['cycle-2/AAPL', 'cycle-1/AAPL', 'cycle-4/AAPL', 'cycle-3/AAPL']);
    expect(await two.memory.recall(question())).toEqual(answer);
  });

  it('does not know a trade before it has closed', async () => {
    const { memory } = await runMemory();
    await remember(memory, trade(1), trade(10));
    const at = (day: number) => memory.recall(question({ asOf: timestamp(AS_OF_MS + day * DAY_MS) }));
    expect(decisions(await at(0))).toEqual([]);
    expect(decisions(await at(1))).toEqual(['cycle-1/AAPL']);
    expect(decisions(await at(9))).toEqual(['cycle-1/AAPL']);
    expect(decisions(await at(10))).toEqual(['cycle-10/AAPL', 'cycle-1/AAPL']);
  });

  it('keeps accounts, symbols and regimes apart', async () => {
    const { memory } = await runMemory();
    await remember(memory, trade(1), trade(2, { regime: Regime.UNSPECIFIED }));
    await remember(memory, trade(3, { symbol: 'MSFT' }));
    expect(decisions(await memory.recall(question({ accountId: 'another' })))).toEqual([]);
    expect(decisions(await memory.recall(question({ symbol: 'MSFT' })))).toEqual(['cycle-3/AAPL']);
    expect(decisions(await memory.recall(question({ regime: Regime.RANGE })))).toEqual([]);
    expect(decisions(await memory.recall(question()))).toEqual(['cycle-1/AAPL']);
    expect(decisions(await memory.recall(question({ regime: Regime.UNSPECIFIED })))).toEqual(['cycle-2/AAPL']);
  });

  it('stores the same decision of an account once', async () => {
    const { memory } = await runMemory();
    expect(await memory.remember({ accountId: ACCOUNT, trade: trade(1) })).toMatchObject({ stored: true });
    expect(await memory.remember({ accountId: ACCOUNT, trade: trade(1) })).toMatchObject({ stored: false });
    expect(await memory.remember({ accountId: 'another', trade: trade(1) })).toMatchObject({ stored: true });
    expect((await memory.recall(question())).trades).toHaveLength(1);
  });

  it('learns while it is asked, and still knows after a restart', async () => {
    const directory = dataDirectory();
    const first = await runMemory(directory);
    await remember(first.memory, trade(1));
    const [recalled] = (await first.memory.recall(question())).trades;
    await remember(first.memory, trade(2));
    const before = await first.memory.recall(question());
    expect(recalled).toEqual(trade(1));
    expect(before.trades).toHaveLength(2);
    await first.embedded.close();

    const second = await runMemory(directory);
    expect(await second.memory.recall(question())).toEqual(before);
  });

  it.each([
    ['trade.closed_at', trade(-1)],
    ['trade.return', trade(1, { return: Number.NaN })],
    ['trade.features[1].value', trade(1, { features: [...rsi(1), { kind: 'x', value: Number.POSITIVE_INFINITY }] })],
    ['trade.features[1].kind', trade(1, { features: [...rsi(1), ...rsi(2)] })],
    ['trade.realized', trade(1, { realized: { value: 'much' } })],
  ])('refuses a trade with a wrong %s', async (field, wrong) => {
    const { memory } = await runMemory();
    const answer = memory.remember({ accountId: ACCOUNT, trade: wrong });
    await expect(answer).rejects.toMatchObject({ code: Code.InvalidArgument });
    await expect(answer).rejects.toThrow(field);
  });

  it('refuses questions that cannot be answered', async () => {
    const { memory } = await runMemory();
    await remember(memory, trade(1));
    await expect(memory.recall(question({ k: 101 }))).rejects.toThrow('k: must be at most 100');
    await expect(memory.recall(question({ features: rsi(Number.NaN) }))).rejects.toThrow('features[0].value');
    await expect(memory.recall(question({ symbol: '' }))).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
