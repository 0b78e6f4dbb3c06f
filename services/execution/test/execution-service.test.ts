import { wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import { Action, Answer, Direction, Role, SizeUnit } from '@cream/proto/decision';
import type { SubmitPlanResponse } from '@cream/proto/trading';
import { OrderStatus, TradingStateKind } from '@cream/proto/trading';
import { aVerdict, bothVerdicts, someLimits, testKey } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { dailyBar, dataDirectory, planOn, runExecution, verdictsOn } from './run-execution.js';

const refusals = ({ outcomes }: Pick<SubmitPlanResponse, 'outcomes'>) => outcomes.map(({ refusal }) => refusal?.code);
const CLOSE = { action: Action.CLOSE, direction: Direction.FLAT, riskLevels: undefined };
const REDUCE = { action: Action.REDUCE, riskLevels: undefined, size: { value: wire(30), unit: SizeUnit.SHARES } };

async function opened(dataDir = dataDirectory()) {
  const execution = await runExecution(dataDir);
  await execution.open();
  return execution;
}

/** Long 90 AAPL at 100 since day 1, stop 96, target 108. */
async function holding() {
  const execution = await opened();
  await execution.submit(planOn(0));
  execution.market.bars.push(dailyBar(1, [100, 101, 99, 100]));
  await execution.reconcile(1);
  return execution;
}

describe('an account', () => {
  it('is opened once; with other settings it is another account', async () => {
    const { open } = await opened();
    expect((await open()).portfolio.account?.equity?.value).toBe('100000');
    await expect(open({ mode: Mode.PAPER })).rejects.toMatchObject({ code: Code.AlreadyExists });
    await expect(open({ accountId: 'live', mode: Mode.LIVE })).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });

  it('does not go back in time, and answers the same at the same time', async () => {
    const { reconcile } = await holding();
    expect(await reconcile(1, 0)).toEqual(await reconcile(1, 0));
    await expect(reconcile(0)).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });
});

describe('an approved plan', () => {
  it('is written down, fills at the next open, and is protected from then on', async () => {
    const { market, submit, reconcile } = await opened();
    const { outcomes } = await submit(planOn(0));
    expect(outcomes[0]?.orders.map(({ status }) => OrderStatus[status])).toEqual(['ACCEPTED', 'INTENDED', 'INTENDED']);
    market.bars.push(dailyBar(1, [101, 102, 100, 101.5]));
    const { portfolio, fills } = await reconcile(1, 0);
    expect(fills).toEqual(['ENTRY 90 @ 101']);
    expect(portfolio.positions).toMatchObject([
      {
        quantity: { value: '90' },
        protectedQuantity: { value: '90' },
        mark: { value: '101.5' },
        stop: { value: '96' },
        target: { value: '108' },
        openingDecisionId: 'cycle-0/AAPL',
      },
    ]);
    expect(portfolio.account).toMatchObject({ cash: { value: '90910' }, equity: { value: '100045' } });
    expect(portfolio.workingOrders.map(({ reduceOnly }) => reduceOnly)).toEqual([true, true]);
  });

  it('is stopped at the open of a bar that gaps through its stop', async () => {
    const { market, reconcile, fills, orders } = await holding();
    market.bars.push(dailyBar(2, [90, 92, 89, 91]));
    const { portfolio, fills: stopped } = await reconcile(2, 1);
    expect(stopped).toEqual(['STOP 90 @ 90']);
    expect(portfolio).toMatchObject({ positions: [], workingOrders: [], account: { equity: { value: '99100' } } });
    expect((await fills()).at(-1)).toMatchObject({ realized: { value: '-900' }, decisionId: 'cycle-0/AAPL' });
    expect((await orders()).map(({ status }) => OrderStatus[status])).toEqual(['FILLED', 'FILLED', 'CANCELED']);
  });

  it('shrinks the protection with the position, within the same bar too', async () => {
    const { market, reconcile, submit } = await holding();
    expect(refusals(await submit(planOn(1, REDUCE)))).toEqual([undefined]);
    market.bars.push(dailyBar(2, [100, 101, 95, 97]));
    expect((await reconcile(2, 1)).fills).toEqual(['REDUCE 30 @ 100', 'STOP 60 @ 96']);
  });

  it('gives an enlarged position its new levels for the whole quantity', async () => {
    const { market, reconcile, submit } = await holding();
    const levels = { stop: wire(97), target: wire(112), denomination: 1 };
    const more = { action: Action.INCREASE, size: { value: wire(5), unit: SizeUnit.SHARES }, riskLevels: levels };
    expect(refusals(await submit(planOn(1, more)))).toEqual([undefined]);
    market.bars.push(dailyBar(2, [100, 101, 98, 100]));
    const { positions, workingOrders } = (await reconcile(2)).portfolio;
    expect(positions).toMatchObject([
      {
        quantity: { value: '95' },
        protectedQuantity: { value: '95' },
        stop: { value: '97' },
        target: { value: '112' },
      },
    ]);
    expect(workingOrders).toHaveLength(2);
  });

  it('keeps the protection until a close fills', async () => {
    const { market, reconcile, submit } = await holding();
    await submit(planOn(1, CLOSE));
    expect((await reconcile(1)).portfolio.workingOrders).toHaveLength(3);
    market.bars.push(dailyBar(2, [104, 120, 80, 100]));
    const { portfolio, fills } = await reconcile(2, 1);
    expect(fills).toEqual(['CLOSE 90 @ 104']);
    expect(portfolio.workingOrders).toEqual([]);
  });

  it('goes short as well', async () => {
    const { market, reconcile, submit } = await opened();
    const levels = { stop: wire(104), target: wire(92), denomination: 1 };
    await submit(planOn(0, { action: Action.SELL, direction: Direction.SHORT, riskLevels: levels }));
    market.bars.push(dailyBar(1, [100, 101, 91, 93]));
    const { portfolio, fills } = await reconcile(1, 0);
    expect(fills).toEqual(['ENTRY 90 @ 100', 'TARGET 90 @ 92']);
    expect(portfolio.account?.equity?.value).toBe('100720');
  });

  it('is sent once, however often it is submitted', async () => {
    const { submit, orders } = await opened();
    const first = await submit(planOn(0));
    const again = await submit(planOn(0), verdictsOn(planOn(0)).reverse());
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.outcomes[0]?.orders.map(({ orderId }) => orderId)).toEqual(
      first.outcomes[0]?.orders.map(({ orderId }) => orderId),
    );
    expect(await orders()).toHaveLength(3);
  });

  it('goes on after the service was started anew', async () => {
    const dataDir = dataDirectory();
    const before = await opened(dataDir);
    await before.submit(planOn(0));
    const after = await runExecution(dataDir);
    expect((await after.submit(planOn(0))).replayed).toBe(true);
    after.market.bars.push(dailyBar(1, [100, 101, 95, 97]));
    expect((await after.reconcile(1, 0)).fills).toEqual(['ENTRY 90 @ 100', 'STOP 90 @ 96']);
  });

  it('tells every change of its orders in order, from any point on', async () => {
    const { updates } = await holding();
    const all = await updates();
    expect(all.map(({ order }) => OrderStatus[order.status])).toEqual([
      ...['INTENDED', 'INTENDED', 'INTENDED', 'ACCEPTED'],
      ...['FILLED', 'ACCEPTED', 'ACCEPTED'],
    ]);
    expect(await updates(4n)).toEqual(all.slice(4));
  });

  it('can be called off before it fills, but its protection cannot', async () => {
    const { submit, cancel, orders } = await opened();
    const [entry] = (await submit(planOn(0))).outcomes[0]?.orders ?? [];
    await cancel(entry?.orderId ?? '');
    expect((await orders()).map(({ status }) => OrderStatus[status])).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    const held = await holding();
    const [stop] = (await held.reconcile(1)).portfolio.workingOrders;
    await expect(held.cancel(stop?.orderId ?? '')).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });
});

describe('a plan is refused', () => {
  it('without both verdicts, or with one approver twice', async () => {
    const { submit, orders } = await opened();
    const [risk] = verdictsOn(planOn(0));
    if (risk === undefined) throw new Error('no verdict');
    for (const verdicts of [[], [risk], [risk, risk]]) {
      expect(refusals(await submit(planOn(0), verdicts))).toEqual(['VERDICT_MISSING']);
    }
    expect(await orders()).toEqual([]);
  });

  it('with a forged signature, a borrowed key or an unknown one', async () => {
    const { submit } = await opened();
    const plan = planOn(0);
    const [risk, critic] = verdictsOn(plan);
    if (risk === undefined || critic === undefined) throw new Error('no verdicts');
    const forged = { ...critic, signature: risk.signature };
    const borrowed = aVerdict({ plan, role: Role.CRITIC, key: testKey(Role.RISK_MANAGER) });
    const unknown = { ...critic, keyId: '0000000000000000' };
    const codes = [];
    for (const second of [forged, borrowed, unknown]) codes.push(...refusals(await submit(plan, [risk, second])));
    expect(codes).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID', 'KEY_UNKNOWN']);
    expect(refusals(await submit(plan))).toEqual([undefined]);
  });

  it('when an approver rejects, judged another plan, or judged too long ago', async () => {
    const { submit, reconcile } = await opened();
    const plan = planOn(0);
    expect(refusals(await submit(plan, bothVerdicts(plan, Answer.REJECT)))).toEqual(['VERDICT_REJECTS']);
    expect(refusals(await submit(plan, verdictsOn(planOn(1))))).toEqual(['PLAN_HASH_MISMATCH']);
    await reconcile(1);
    expect(refusals(await submit(plan))).toEqual(['VERDICT_EXPIRED']);
  });

  it('for another mode, or another time than the account is at', async () => {
    const { submit } = await opened();
    const paper = { ...planOn(0), mode: Mode.PAPER };
    expect(refusals(await submit(paper))).toEqual(['MODE_MISMATCH']);
  });

  it('when its verdicts carry a nonce that was used', async () => {
    const { submit, reconcile } = await opened();
    const first = planOn(0);
    await submit(first, verdictsOn(first));
    const other = planOn(0, { confidence: 0.9 });
    const reused = verdictsOn(first).map(({ nonce, role }) => aVerdict({ plan: other, role }, { nonce }));
    await reconcile(0);
    expect(refusals(await submit(other, reused))).toEqual(['NONCE_USED']);
  });

  it('over a limit, halted, against the position, or without a sound stop', async () => {
    const { submit, setTrading, orders } = await opened();
    expect(refusals(await submit(planOn(0), undefined, someLimits({ instrumentUnits: wire(10) })))).toEqual([
      'LIMIT_EXCEEDED',
    ]);
    const variant = (confidence: number, decision: object) => planOn(0, { confidence, ...decision });
    expect(refusals(await submit(variant(0.1, CLOSE)))).toEqual(['RULE_BROKEN']);
    const level = (stop: number) => ({ riskLevels: { stop: wire(stop), target: wire(108), denomination: 1 } });
    expect(refusals(await submit(variant(0.2, level(101))))).toEqual(['RULE_BROKEN']);
    expect(refusals(await submit(variant(0.3, level(90))))).toEqual(['RULE_BROKEN']);
    expect(refusals(await submit(variant(0.4, { riskLevels: undefined })))).toEqual(['RULE_BROKEN']);
    setTrading(TradingStateKind.HALTED);
    expect(refusals(await submit(variant(0.5, {})))).toEqual(['TRADING_HALTED']);
    expect(await orders()).toEqual([]);
  });
});
