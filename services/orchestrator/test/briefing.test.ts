import { decimalFact, timestamp, wire } from '@cream/domain';
import { EntryKind } from '@cream/proto/cycle';
import {
  type Briefing,
  type ClosedTrade,
  MemoryService,
  Regime,
  TechnicalsService,
  Trust,
} from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { day, type RunningOrchestrator, runOrchestrator, type Wish } from './run-orchestrator.js';
import { aClosingFill, aFill } from './scripted-account.js';

async function briefingOf(running: RunningOrchestrator, n = 0, wish: Wish = {}): Promise<Briefing> {
  const { cycleId } = await running.run(n, wish);
  const entry = (await running.record(cycleId)).find(({ kind }) => kind === EntryKind.BRIEFING);
  if (entry?.kind !== EntryKind.BRIEFING) throw new Error('the record has no briefing');
  return entry.message;
}

/** Facts as `subject kind value`, in order. */
const told = ({ facts }: Briefing, ...kinds: string[]) =>
  facts
    .filter(({ kind }) => kinds.some((prefix) => kind.startsWith(prefix)))
    .map(({ subject, kind, value }) => {
      if (value.case === 'decimal') return `${subject} ${kind} ${value.value.value}`;
      return `${subject} ${kind} ${String(value.value)}`;
    })
    .sort();

describe('a briefing', () => {
  it('says what things cost, what the account holds and which regime it is', async () => {
    const running = await runOrchestrator();
    running.account.fills.push(aFill());
    const briefing = await briefingOf(running, 1);
    expect(told(briefing, 'price', 'account', 'position', 'regime')).toEqual([
      'AAPL position.average_cost 100',
      'AAPL position.quantity 90',
      'AAPL position.stop 90',
      'AAPL position.target 110',
      'AAPL position.unrealized 0',
      'AAPL price.last 100',
      'AAPL price.volume 1000000',
      'AAPL regime.label BULL_TREND',
      'PORTFOLIO account.cash 91000',
      'PORTFOLIO account.equity 100000',
    ]);
    expect(briefing.portfolio?.positions).toHaveLength(1);
  });

  it('describes context symbols, which the trader is not given to trade', async () => {
    const running = await runOrchestrator();
    const briefing = await briefingOf(running, 0, { contextSymbols: ['SPX'] });
    expect(told(briefing, 'price.last')).toEqual(['AAPL price.last 100', 'SPX price.last 100']);
    expect(briefing.symbols).toEqual(['AAPL']);
  });

  it('says that a price is stale', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('market-data', MarketDataService.method.getSnapshot, () => ({
      snapshots: [{ symbol: 'AAPL', quote: { last: wire(100), time: timestamp(day(-3)), stale: true } }],
    }));
    expect(told(await briefingOf(running), 'price')).toEqual(['AAPL price.last 100', 'AAPL price.stale STALE']);
  });

  it('has nothing to say of a symbol whose price nobody knows', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('market-data', MarketDataService.method.getSnapshot, () => ({
      snapshots: [{ symbol: 'AAPL', quote: { last: wire(100), time: timestamp(day(0)) } }, { symbol: 'SPX' }],
    }));
    const briefing = await briefingOf(running, 0, { contextSymbols: ['SPX'] });
    expect(told(briefing, 'price')).toEqual(['AAPL price.last 100']);
  });
});

describe('what is remembered of a round trip', () => {
  it('is how it went, and what the market looked like when it was decided', async () => {
    const { run, neighbours, account } = await runOrchestrator();
    const rsi = (asOf: number, value: number) =>
      decimalFact({
        subject: 'AAPL',
        kind: 'indicator.rsi_14',
        value,
        unit: 'points',
        asOf,
        source: { service: 'technicals', ref: 'rsi(14)' },
        trust: Trust.DERIVED,
      });
    neighbours.on('technicals', TechnicalsService.method.describe, (_, nth) => ({
      facts: [rsi(day(nth - 1), 50 + nth)],
    }));
    const remembered: (ClosedTrade | undefined)[] = [];
    neighbours.on('memory', MemoryService.method.remember, ({ trade }) => {
      remembered.push(trade);
      return { stored: true };
    });
    account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(110, day(2)));
    const { cycleId } = await run(0);
    await run(1);
    expect(remembered, 'nothing has closed yet').toEqual([]);
    await run(2);
    await run(3);

    expect(remembered).toHaveLength(1);
    expect(remembered[0]).toMatchObject({
      cycleId,
      decisionId: `${cycleId}/AAPL`,
      symbol: 'AAPL',
      regime: Regime.BULL_TREND,
      long: true,
      quantity: { value: '90' },
      entryPrice: { value: '100' },
      exitPrice: { value: '110' },
      realized: { value: '900' },
      return: 0.1,
      exitReason: 'STOP',
      features: [{ kind: 'indicator.rsi_14', value: 51 }],
    });
  });
});
