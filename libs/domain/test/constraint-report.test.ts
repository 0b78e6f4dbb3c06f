import { Action, Direction, SizeUnit } from '@cream/proto/decision';
import { AS_OF_MS, aClose, aDecision, aPlan, aPortfolio, aPosition } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { constraintReport } from '../src/constraint-report.js';
import { Decimal, wire } from '../src/decimal.js';
import { defaultLimits } from '../src/defaults.js';
import { portfolioExposure } from '../src/exposure.js';
import { hex } from '../src/hash.js';
import { equity } from '../src/instrument.js';
import { planHash } from '../src/plan-hash.js';
import { positionAfter } from '../src/projection.js';

const prices = new Map(['AAPL', 'MSFT', 'IBM'].map((symbol) => [symbol, new Decimal(100)]));
const shares = (value: number) => ({ value: wire(value), unit: SizeUnit.SHARES });
const question = { limits: defaultLimits(), prices, asOfMs: AS_OF_MS };

describe('a constraint report', () => {
  it('is about one plan, one time and one version of the limits', () => {
    const plan = aPlan();
    const report = constraintReport({ ...question, plan, portfolio: aPortfolio() });
    expect(hex(report.planHash?.sha256 ?? new Uint8Array())).toBe(hex(planHash(plan)));
    expect(report.limitsVersion).toBe('default');
    expect(report.approvedDecisionIds).toEqual(plan.decisions.map((decision) => decision.decisionId));
  });

  it('leaves the good decision standing beside the bad one', () => {
    const good = aDecision();
    const bad = aDecision({ instrument: equity('MSFT'), size: shares(600) });
    const report = constraintReport({ ...question, plan: aPlan({ decisions: [good, bad] }), portfolio: aPortfolio() });
    expect(report.approvedDecisionIds).toEqual([good.decisionId]);
  });

  it('lets only what shrinks through when the portfolio is over a limit', () => {
    const close = aClose();
    const sell = aDecision({ instrument: equity('MSFT'), action: Action.SELL, direction: Direction.SHORT });
    const portfolio = aPortfolio({
      cash: 2_000_000,
      positions: [aPosition(), aPosition({ symbol: 'IBM', quantity: -6000 })],
    });
    const report = constraintReport({ ...question, plan: aPlan({ decisions: [close, sell] }), portfolio });
    expect(report.approvedDecisionIds).toEqual([close.decisionId]);
  });
});

describe('the position after a plan', () => {
  it('is what is held plus what is ordered', () => {
    const plan = aPlan({ decisions: [aDecision({ action: Action.INCREASE, size: shares(30) })] });
    const portfolio = aPortfolio({ positions: [aPosition({ quantity: -50 })] });
    expect(positionAfter(portfolio, plan, prices, 'AAPL')?.toFixed()).toBe('-80');
    expect(positionAfter(portfolio, plan, prices, 'MSFT')?.toFixed()).toBe('0');
  });

  it('is unknown when the order cannot be sized', () => {
    const plan = aPlan({ decisions: [aDecision({ size: { value: wire(9), unit: SizeUnit.PCT_EQUITY } })] });
    expect(positionAfter(aPortfolio(), plan, new Map(), 'AAPL')).toBeUndefined();
  });
});

describe('the exposure of a portfolio', () => {
  const portfolio = aPortfolio({ cash: 90_000, positions: [aPosition(), aPosition({ symbol: 'IBM', quantity: -20 })] });

  it('is gross, net and leverage at the newest prices', () => {
    const { gross, net, leverage } = portfolioExposure(portfolio, prices);
    expect([gross, net, leverage?.toDecimalPlaces(6)].map(String)).toEqual(['7000', '3000', '0.075269']);
  });

  it('is unknown, not partial, without one of the prices', () => {
    const exposure = portfolioExposure(portfolio, new Map([['AAPL', new Decimal(100)]]));
    expect(exposure).toEqual({ gross: undefined, net: undefined, leverage: undefined });
  });
});
