import { join } from 'node:path';
import { dec, timestamp, wire } from '@cream/domain';
import { marketDataService } from '@cream/market-data';
import { Mode } from '@cream/proto/common';
import { Role, SizeUnit } from '@cream/proto/decision';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import { riskService } from '@cream/risk';
import { loadOrCreateSigningKey, silentLogger, startEmbedded } from '@cream/runtime';
import { aVerdict, someLimits } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { executionService } from '../src/index.js';
import { ACCOUNT, dataDirectory, day, planOn } from './run-execution.js';

async function boot(dataDir = dataDirectory()) {
  const embedded = await startEmbedded([executionService, riskService, marketDataService], {
    dataDir,
    codec: 'round-trip',
    logger: silentLogger(),
  });
  onTestFinished(() => embedded.close());
  const makeKeys = async () => ({
    risk: await loadOrCreateSigningKey(join(dataDir, 'keys'), 'risk-manager'),
    critic: await loadOrCreateSigningKey(join(dataDir, 'keys'), 'critic'),
  });
  return { embedded, makeKeys };
}

describe('the service among its neighbours', () => {
  it('is ready as soon as both approvers have made their keys', async () => {
    const { embedded, makeKeys } = await boot();
    const execution = async () => (await embedded.health()).find(({ name }) => name === 'execution');
    expect(await execution()).toMatchObject({ ready: false, detail: "the approvers' public keys are missing" });
    await makeKeys();
    expect(await execution()).toMatchObject({ ready: true });
  });

  it('trades the sample data with the limits of the risk service', async () => {
    const { embedded, makeKeys } = await boot();
    const keys = await makeKeys();
    const execution = embedded.clients.get(ExecutionService);
    const asOf = timestamp(day(0));
    const { snapshots } = await embedded.clients.get(MarketDataService).getSnapshot({ symbols: ['AAPL'], asOf });
    const last = dec(snapshots[0]?.quote?.last);
    const broker = { cash: wire(100_000), slippageBps: wire(5), feeBps: wire(1) };
    await execution.openAccount({ accountId: ACCOUNT, mode: Mode.BACKTEST, broker, openedAt: asOf });
    const plan = planOn(0, {
      size: { value: wire(5), unit: SizeUnit.PCT_EQUITY },
      riskLevels: { stop: wire(last.times('0.5')), target: wire(last.times(2)), denomination: 1 },
    });
    const verdicts = [
      aVerdict({ plan, role: Role.RISK_MANAGER, key: keys.risk }),
      aVerdict({ plan, role: Role.CRITIC, key: keys.critic }),
    ];
    const { outcomes } = await execution.submitPlan({ accountId: ACCOUNT, plan, verdicts, limits: someLimits() });
    expect(outcomes[0]?.refusal).toBeUndefined();
    const units = last.pow(-1).times(5_000).floor().toFixed();
    expect(outcomes[0]?.orders.map(({ quantity }) => quantity?.value)).toEqual([units, units, units]);
    const { portfolio, fills } = await execution.reconcile({
      accountId: ACCOUNT,
      asOf: timestamp(day(1)),
      after: asOf,
    });
    expect(fills.map(({ reason }) => reason)).toEqual(['ENTRY']);
    expect(portfolio?.positions[0]?.protectedQuantity?.value).toBe(units);
  });
});
