import { Decimal, dec, defaultLimits, equity, planHash, type Timestamp, timestamp, wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import {
  Action,
  CheckVerdict,
  type ConstraintReport,
  type DecisionPlan,
  EntryType,
  TimeInForce,
} from '@cream/proto/decision';
import type { Portfolio } from '@cream/proto/portfolio';
import { TradingStateKind } from '@cream/proto/trading';
import {
  AS_OF_MS,
  aCall,
  aClose,
  aDecision,
  aHold,
  aPlan,
  aPortfolio,
  aPosition,
  aWorkingOrder,
  someLimits,
} from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { type RunningRisk, runRisk } from './run-risk.js';

const asOf = timestamp(AS_OF_MS);
const LONG_BEFORE_ANY_DATA = timestamp(0);

async function check(
  { risk }: RunningRisk,
  plan: DecisionPlan,
  portfolio: Portfolio = aPortfolio(),
  question: object = {},
): Promise<ConstraintReport> {
  const { report } = await risk.check({ plan, portfolio, limits: defaultLimits(), asOf, ...question });
  if (report === undefined) throw new Error('no report');
  return report;
}

const failing = (report: ConstraintReport) =>
  report.checks.filter(({ verdict }) => verdict === CheckVerdict.FAIL).map(({ code }) => code);

describe('checking a plan', () => {
  it('lets a plan pass that is within every limit', async () => {
    const plan = aPlan();
    const report = await check(await runRisk(), plan);
    expect(failing(report)).toEqual([]);
    expect(report.approvedDecisionIds).toEqual(plan.decisions.map(({ decisionId }) => decisionId));
    expect(report.planHash?.sha256).toEqual(Uint8Array.from(planHash(plan)));
    expect(report.asOf).toEqual(asOf);
  });

  it('prices with market data, not with what the plan says', async () => {
    const running = await runRisk();
    const { snapshots } = await running.marketData.getSnapshot({ symbols: ['AAPL'], asOf });
    const last = dec(snapshots[0]?.quote?.last);
    const plan = aPlan({
      decisions: [aDecision({ entry: { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: wire(1) } })],
    });
    const report = await check(running, plan);
    const notional = report.checks.find(({ code }) => code === 'INSTRUMENT_NOTIONAL');
    expect(notional?.observed?.value).toBe(last.times(90).toString());
  });

  it('holds a plan to the limits it is given', async () => {
    const report = await check(await runRisk(), aPlan(), aPortfolio(), {
      limits: someLimits({ instrumentUnits: wire(89) }),
    });
    expect(failing(report)).toEqual(['INSTRUMENT_UNITS']);
    expect(report.approvedDecisionIds).toEqual([]);
  });

  it('counts what is on order', async () => {
    const portfolio = aPortfolio({ workingOrders: [aWorkingOrder()] });
    expect(failing(await check(await runRisk(), aPlan(), portfolio))).toContain('INSTRUMENT_PCT_EQUITY');
  });

  it.each([
    ['an unknown symbol', { plan: aPlan({ decisions: [aDecision({ instrument: equity('NOSUCH') }), aDecision()] }) }],
    ['an instrument without bars yet', { asOf: LONG_BEFORE_ANY_DATA }],
    [
      'an option',
      {
        plan: aPlan({
          decisions: [
            aDecision({
              instrument: aCall(),
            }),
          ],
        }),
      },
    ],
  ])('approves no enlarging decision while a price is missing: %s', async (_story, given) => {
    const { plan = aPlan(), ...question }: { plan?: DecisionPlan; asOf?: Timestamp } = given;
    const report = await check(await runRisk(), plan, aPortfolio(), question);
    expect(failing(report)).toContain('INSTRUMENT_NOTIONAL');
    expect(report.approvedDecisionIds).toEqual([]);
  });

  it('refuses a question without limits', async () => {
    const { risk } = await runRisk();
    const question = risk.check({ plan: aPlan(), portfolio: aPortfolio(), asOf });
    await expect(question).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});

describe('checking a plan while trading is restricted', () => {
  const held = aPortfolio({ positions: [aPosition()] });

  it.each([
    ['ACTIVE', 'BUY', 'approved', aDecision()],
    ['ACTIVE', 'CLOSE', 'approved', aClose()],
    ['REDUCING', 'BUY', 'refused', aDecision()],
    ['REDUCING', 'CLOSE', 'approved', aClose()],
    ['REDUCING', 'HOLD', 'approved', aHold()],
    ['HALTED', 'BUY', 'refused', aDecision()],
    ['HALTED', 'CLOSE', 'refused', aClose()],
    ['HALTED', 'HOLD', 'approved', aHold()],
  ] as const)('when %s, %s is %s', async (state, _action, outcome, decision) => {
    const running = await runRisk();
    await running.risk.setTradingState({ state: TradingStateKind[state], reason: 'a bad feed', actor: 'ops' });
    const flat = decision.action === Action.BUY;
    const report = await check(running, aPlan({ decisions: [decision] }), flat ? aPortfolio() : held);
    const approved = outcome === 'approved';
    expect(report.approvedDecisionIds).toEqual(approved ? [decision.decisionId] : []);
    const refusal = report.checks.find(({ code }) => code === 'TRADING_STATE');
    if (approved) expect(refusal).toBeUndefined();
    else expect(refusal?.text).toContain(`trading is ${state}, set by ops (a bad feed)`);
  });
});

describe('exposure', () => {
  it('is what is held at the newest prices', async () => {
    const { risk, marketData } = await runRisk();
    const { snapshots } = await marketData.getSnapshot({ symbols: ['AAPL'], asOf });
    const value = dec(snapshots[0]?.quote?.last).times(50);
    const exposure = await risk.getExposure({
      portfolio: aPortfolio({ positions: [aPosition({ quantity: -50 })], equity: 10_000 }),
      asOf,
    });
    expect(exposure.gross?.value).toBe(value.toString());
    expect(exposure.net?.value).toBe(value.toString());
    expect(exposure.leverage?.value).toBe(value.div(new Decimal(10_000)).toString());
  });

  it('is nothing when nothing is held, and has no leverage without equity', async () => {
    const { risk } = await runRisk();
    const exposure = await risk.getExposure({ portfolio: aPortfolio({ equity: 0 }), asOf });
    expect([exposure.gross?.value, exposure.net?.value, exposure.leverage]).toEqual(['0', '0', undefined]);
  });

  it('names the instrument whose price is unknown', async () => {
    const { risk } = await runRisk();
    const portfolio = aPortfolio({ positions: [aPosition({ symbol: 'NOSUCH' })] });
    await expect(risk.getExposure({ portfolio, asOf })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: 'no price is known of NOSUCH',
    });
  });
});
