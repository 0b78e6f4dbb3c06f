import {
  Action,
  CheckVerdict,
  type ConstraintCheck,
  Direction,
  EntryType,
  SizeUnit,
  TimeInForce,
} from '@cream/proto/decision';
import { Side } from '@cream/proto/portfolio';
import {
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
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, wire } from '../src/decimal.js';
import { defaultLimits } from '../src/defaults.js';
import { equity } from '../src/instrument.js';
import { checkLimits } from '../src/limits.js';

const AT_100 = new Map([['AAPL', new Decimal(100)]]);
const shares = (value: number) => ({ value: wire(value), unit: SizeUnit.SHARES });

/** `CODE verdict observed`, for reading like a ledger. */
function line(check: ConstraintCheck): string {
  return `${check.code} ${CheckVerdict[check.verdict]} ${check.observed?.value ?? 'unknown'}`;
}

function verdictOf(checks: readonly ConstraintCheck[], code: string): string {
  return CheckVerdict[checks.find((check) => check.code === code)?.verdict ?? 0] ?? '';
}

describe('limits on the position after the trade', () => {
  it('let a modest buy pass, with every limit next to what was observed', () => {
    const checks = checkLimits(aPlan(), aPortfolio(), defaultLimits(), AT_100);
    expect(checks.map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 90',
      'INSTRUMENT_NOTIONAL PASS 9000',
      'INSTRUMENT_PCT_EQUITY PASS 9',
      'STOP_REQUIRED PASS 96',
      'REWARD_RISK PASS 2',
      'PORTFOLIO_GROSS PASS 9000',
      'PORTFOLIO_NET PASS 9000',
      'PORTFOLIO_LEVERAGE PASS 0.09',
    ]);
    expect(checks.map((check) => check.limit?.value)).toEqual([
      '1000',
      '50000',
      '10',
      undefined,
      '1.5',
      '500000',
      '250000',
      '2',
    ]);
  });

  it('count what is already held', () => {
    const plan = aPlan({ decisions: [aDecision({ action: Action.INCREASE, size: shares(60) })] });
    const portfolio = aPortfolio({ cash: 95_000, positions: [aPosition({ quantity: 50 })] });
    const checks = checkLimits(plan, portfolio, defaultLimits(), AT_100);
    expect(checks.slice(0, 3).map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 110',
      'INSTRUMENT_NOTIONAL PASS 11000',
      'INSTRUMENT_PCT_EQUITY FAIL 11',
    ]);
  });

  it('count what is on order, but not orders that can only reduce', () => {
    const working = [
      aWorkingOrder({ orderId: 'ord-entry', remaining: wire(20) }),
      aWorkingOrder({ orderId: 'ord-stop', side: Side.SELL, remaining: wire(90), reduceOnly: true }),
    ];
    const checks = checkLimits(aPlan(), aPortfolio({ workingOrders: working }), defaultLimits(), AT_100);
    expect(checks.slice(0, 3).map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 110',
      'INSTRUMENT_NOTIONAL PASS 11000',
      'INSTRUMENT_PCT_EQUITY FAIL 11',
    ]);
  });

  it('assume of working orders on both sides whatever is worse', () => {
    const working = [
      aWorkingOrder({ orderId: 'ord-a', remaining: wire(30) }),
      aWorkingOrder({ orderId: 'ord-b', side: Side.SELL, remaining: wire(200) }),
    ];
    const checks = checkLimits(aPlan(), aPortfolio({ workingOrders: working }), defaultLimits(), AT_100);
    expect(checks[0] && line(checks[0])).toBe('INSTRUMENT_UNITS PASS 120');
    const selling = aPlan({ decisions: [aDecision({ action: Action.SELL, direction: Direction.SHORT })] });
    const short = checkLimits(selling, aPortfolio({ workingOrders: working }), defaultLimits(), AT_100);
    expect(short[0] && line(short[0])).toBe('INSTRUMENT_UNITS PASS 290');
  });

  it('use the newest price, never the plan’s', () => {
    const checks = checkLimits(aPlan(), aPortfolio(), defaultLimits(), new Map([['AAPL', new Decimal(120)]]));
    expect(checks.slice(0, 3).map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 90',
      'INSTRUMENT_NOTIONAL PASS 10800',
      'INSTRUMENT_PCT_EQUITY FAIL 10.8',
    ]);
    expect(verdictOf(checks, 'REWARD_RISK')).toBe('FAIL');
  });

  it('hold at the limit itself', () => {
    const plan = aPlan({ decisions: [aDecision({ size: shares(100) })] });
    expect(verdictOf(checkLimits(plan, aPortfolio(), defaultLimits(), AT_100), 'INSTRUMENT_PCT_EQUITY')).toBe('PASS');
    const more = aPlan({ decisions: [aDecision({ size: shares(101) })] });
    expect(verdictOf(checkLimits(more, aPortfolio(), defaultLimits(), AT_100), 'INSTRUMENT_PCT_EQUITY')).toBe('FAIL');
  });
});

describe('limits on options', () => {
  it('count contracts, and dollars at the option’s own price times its multiplier', () => {
    const size = { value: wire(30), unit: SizeUnit.CONTRACTS };
    const plan = aPlan({ decisions: [aDecision({ instrument: aCall(), size })] });
    const checks = checkLimits(
      plan,
      aPortfolio(),
      defaultLimits(),
      new Map([['AAPL160318C00105000', new Decimal('2.5')]]),
    );
    expect(checks.slice(0, 3).map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 30',
      'INSTRUMENT_NOTIONAL PASS 7500',
      'INSTRUMENT_PCT_EQUITY PASS 7.5',
    ]);
  });
});

describe('what cannot be observed', () => {
  it('fails what opens a position when there is no price', () => {
    const checks = checkLimits(aPlan(), aPortfolio(), defaultLimits(), new Map());
    expect(checks.map(line)).toEqual([
      'INSTRUMENT_UNITS PASS 90',
      'INSTRUMENT_NOTIONAL FAIL unknown',
      'INSTRUMENT_PCT_EQUITY FAIL unknown',
      'STOP_REQUIRED PASS 96',
      'REWARD_RISK FAIL unknown',
      'PORTFOLIO_GROSS FAIL unknown',
      'PORTFOLIO_NET FAIL unknown',
      'PORTFOLIO_LEVERAGE FAIL unknown',
    ]);
  });

  it('includes the units when only a price could tell them', () => {
    const size = { value: wire(9), unit: SizeUnit.PCT_EQUITY };
    const checks = checkLimits(aPlan({ decisions: [aDecision({ size })] }), aPortfolio(), defaultLimits(), new Map());
    expect(checks[0] && line(checks[0])).toBe('INSTRUMENT_UNITS FAIL unknown');
    expect(verdictOf(checks, 'ORDER_SIZE')).toBe('FAIL');
  });

  it('includes the whole portfolio when another position has no price', () => {
    const portfolio = aPortfolio({ positions: [aPosition({ symbol: 'MSFT', quantity: 10 })] });
    const checks = checkLimits(aPlan(), portfolio, defaultLimits(), AT_100);
    expect(checks.slice(-3).map(line)).toEqual([
      'PORTFOLIO_GROSS FAIL unknown',
      'PORTFOLIO_NET FAIL unknown',
      'PORTFOLIO_LEVERAGE FAIL unknown',
    ]);
    expect(verdictOf(checks, 'INSTRUMENT_NOTIONAL')).toBe('PASS');
  });

  it.each([0, -500])('includes shares of an equity of %s', (worth) => {
    const checks = checkLimits(aPlan(), aPortfolio({ equity: worth }), defaultLimits(), AT_100);
    expect(verdictOf(checks, 'INSTRUMENT_PCT_EQUITY')).toBe('FAIL');
    expect(verdictOf(checks, 'PORTFOLIO_LEVERAGE')).toBe('FAIL');
    expect(verdictOf(checks, 'PORTFOLIO_GROSS')).toBe('PASS');
  });
});

describe('what makes a position smaller', () => {
  const tooLarge = aPortfolio({ cash: 0, positions: [aPosition({ quantity: 3000 })] });

  it('is warned, not stopped, while the position is still above a limit', () => {
    const reduce = aDecision({ action: Action.REDUCE, size: shares(500), riskLevels: undefined });
    const checks = checkLimits(aPlan({ decisions: [reduce] }), tooLarge, defaultLimits(), AT_100);
    expect(checks.map(line)).toEqual([
      'INSTRUMENT_UNITS WARN 2500',
      'INSTRUMENT_NOTIONAL WARN 250000',
      'INSTRUMENT_PCT_EQUITY WARN 83.333333333333',
      'PORTFOLIO_GROSS PASS 250000',
      'PORTFOLIO_NET PASS 250000',
      'PORTFOLIO_LEVERAGE PASS 0.833333333333',
    ]);
  });

  it('passes once it is gone', () => {
    const checks = checkLimits(aPlan({ decisions: [aClose()] }), tooLarge, defaultLimits(), new Map());
    expect(checks.every((check) => check.verdict === CheckVerdict.PASS)).toBe(true);
  });

  it('is never stopped by a missing price or a ruined account', () => {
    const ruined = aPortfolio({ equity: -1, positions: [aPosition({ quantity: 3000 })] });
    for (const decision of [aHold(), aClose(), aDecision({ action: Action.REDUCE, size: shares(1) })]) {
      const checks = checkLimits(aPlan({ decisions: [decision] }), ruined, defaultLimits(), new Map());
      expect(checks.filter((check) => check.verdict === CheckVerdict.FAIL)).toEqual([]);
    }
  });

  it('does not excuse another decision that enlarges', () => {
    const buyMsft = aDecision({ instrument: equity('MSFT'), size: shares(10) });
    const reduce = aDecision({ action: Action.REDUCE, size: shares(1) });
    const prices = new Map([...AT_100, ['MSFT', new Decimal(100)]]);
    const checks = checkLimits(aPlan({ decisions: [reduce, buyMsft] }), tooLarge, defaultLimits(), prices);
    expect(verdictOf(checks, 'PORTFOLIO_NET')).toBe('FAIL');
  });
});

describe('stop and reward/risk', () => {
  it('are required of what opens', () => {
    const checks = checkLimits(
      aPlan({ decisions: [aDecision({ riskLevels: undefined })] }),
      aPortfolio(),
      defaultLimits(),
      AT_100,
    );
    expect(verdictOf(checks, 'STOP_REQUIRED')).toBe('FAIL');
    expect(verdictOf(checks, 'REWARD_RISK')).toBe('FAIL');
  });

  it('are judged at the limit of a limit entry', () => {
    const entry = { type: EntryType.LIMIT, tif: TimeInForce.DAY, reference: wire(100), limit: wire(98) };
    const checks = checkLimits(aPlan({ decisions: [aDecision({ entry })] }), aPortfolio(), defaultLimits(), AT_100);
    expect(checks.filter((check) => check.code === 'REWARD_RISK').map(line)).toEqual(['REWARD_RISK PASS 5']);
  });

  it('refuse an order that comes to nothing', () => {
    const size = { value: wire(50), unit: SizeUnit.DOLLARS };
    const checks = checkLimits(aPlan({ decisions: [aDecision({ size })] }), aPortfolio(), defaultLimits(), AT_100);
    expect(verdictOf(checks, 'ORDER_SIZE')).toBe('FAIL');
  });

  it('refuse an action outside the contract', () => {
    const checks = checkLimits(
      aPlan({ decisions: [aDecision({ action: 42 as Action })] }),
      aPortfolio(),
      defaultLimits(),
      AT_100,
    );
    expect(verdictOf(checks, 'ORDER_SIZE')).toBe('FAIL');
  });
});

describe('the portfolio', () => {
  it('nets longs against shorts, and sums them for the gross', () => {
    const portfolio = aPortfolio({
      cash: 200_000,
      positions: [
        aPosition({ symbol: 'MSFT', quantity: 400, mark: 100 }),
        aPosition({ symbol: 'IBM', quantity: -300, mark: 100 }),
      ],
    });
    const prices = new Map(['AAPL', 'MSFT', 'IBM'].map((symbol) => [symbol, new Decimal(100)]));
    const checks = checkLimits(aPlan(), portfolio, defaultLimits(), prices);
    expect(checks.slice(-3, -1).map(line)).toEqual(['PORTFOLIO_GROSS PASS 79000', 'PORTFOLIO_NET PASS 19000']);
  });

  it('is as monotone as its limits: a larger buy never passes what a smaller one fails, nor does a tighter limit', () => {
    const order = fc.integer({ min: 1, max: 20_000 });
    const scale = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(order, order, scale, scale, (a, b, tight, loose) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        const [low, high] = [Math.min(tight, loose), Math.max(tight, loose)];
        const easy = failures(small, high);
        expect(failures(large, high)).toEqual(expect.arrayContaining(easy));
        expect(failures(small, low)).toEqual(expect.arrayContaining(easy));
      }),
    );
  });
});

/** Codes that fail for a buy of so many shares under the default limits scaled to `percent`. */
function failures(units: number, percent: number): string[] {
  const scaled = (value: number) => wire(new Decimal(value).times(percent).div(100));
  const limits = someLimits({
    instrumentUnits: scaled(1000),
    instrumentNotional: scaled(50_000),
    instrumentPctEquity: scaled(10),
    grossNotional: scaled(500_000),
    netNotional: scaled(250_000),
    leverage: scaled(2),
  });
  const plan = aPlan({ decisions: [aDecision({ size: shares(units) })] });
  const checks = checkLimits(plan, aPortfolio(), limits, AT_100);
  return checks.filter((check) => check.verdict === CheckVerdict.FAIL).map((check) => check.code);
}
