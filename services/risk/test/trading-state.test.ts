import { join } from 'node:path';
import { defaultLimits, timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { TradingStateKind } from '@cream/proto/trading';
import { openDatabase, text } from '@cream/storage';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { dataDirectory, runRisk } from './run-risk.js';

const HALT = { state: TradingStateKind.HALTED, reason: 'a bad feed', actor: 'ops' };
const RESUME = { state: TradingStateKind.ACTIVE, reason: 'the feed is back', actor: 'desk' };

describe('the trading state', () => {
  it('is active until somebody sets it', async () => {
    const { risk } = await runRisk();
    const { state } = await risk.getTradingState({});
    expect(state).toMatchObject({ state: TradingStateKind.ACTIVE, actor: '' });
    expect(state?.since).toBeUndefined();
  });

  it('outlives the process, with who set it, when and why', async () => {
    const dataDir = dataDirectory();
    const before = await runRisk(dataDir);
    await before.risk.setTradingState(HALT);
    await before.embedded.close();

    const { state } = await (await runRisk(dataDir)).risk.getTradingState({});
    expect(state).toMatchObject({ ...HALT, since: timestamp(AS_OF_MS) });
  });

  it('keeps every change', async () => {
    const dataDir = dataDirectory();
    const { risk, embedded } = await runRisk(dataDir);
    await Promise.all([risk.setTradingState(HALT), risk.setTradingState(RESUME)]);
    expect((await risk.getTradingState({})).state).toMatchObject(RESUME);
    await embedded.close();

    const migrations = new URL('../migrations/', import.meta.url);
    const database = await openDatabase({ path: join(dataDir, 'risk.db'), migrations, durability: 'full' });
    const sql = 'SELECT actor FROM trading_state_changes ORDER BY sequence';
    expect(await database.all(sql, [], (row) => text(row, 'actor'))).toEqual(['ops', 'desk']);
    await database.close();
  });

  it.each([
    ['no state', { ...HALT, state: TradingStateKind.UNSPECIFIED }],
    ['a state nobody knows', { ...HALT, state: 99 as TradingStateKind }],
    ['no reason', { ...HALT, reason: '' }],
    ['no actor', { ...HALT, actor: '' }],
  ])('is not set with %s', async (_story, request) => {
    const { risk } = await runRisk();
    await expect(risk.setTradingState(request)).rejects.toMatchObject({ code: Code.InvalidArgument });
    expect((await risk.getTradingState({})).state?.state).toBe(TradingStateKind.ACTIVE);
  });
});

describe('the limits', () => {
  it('are the defaults', async () => {
    const { risk } = await runRisk();
    expect((await risk.getLimits({})).defaults).toEqual(defaultLimits());
  });
});
