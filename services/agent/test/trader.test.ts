import { create } from '@bufbuild/protobuf';
import { checkDecisionRules, wire } from '@cream/domain';
import { Action, type ProposeRequest, ProposeRequestSchema, SizeUnit } from '@cream/proto/decision';
import type { Portfolio } from '@cream/proto/portfolio';
import { anObjection, aPortfolio, aPosition, aWorkingOrder, prices, someRules, theses } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traderPolicy } from '../src/roles/trader/policy.js';
import { atOnce, briefingWith, debated, deepFreeze, downtrend, label, number, uptrend } from './a-market.js';

const propose = (request: ProposeRequest) => atOnce(traderPolicy.propose(request));
const facts = () => [number('price.last', 100), number('indicator.atr_14', 2)];

/** A proposal after a debate that ended with the given delta. */
function after(delta: number, portfolio: Portfolio = aPortfolio(), known = facts(), rules = someRules()) {
  const briefing = briefingWith(known, portfolio);
  const request = create(ProposeRequestSchema, { briefing, theses: theses(delta), decisionRules: rules, iteration: 1 });
  return propose(request).decisions[0];
}

const long = () => aPortfolio({ positions: [aPosition()] });
const short = () => aPortfolio({ positions: [aPosition({ quantity: -50 })] });

describe('the trader', () => {
  it('buys in an uptrend: stop two ATR away and behind support, target twice as far', () => {
    const [decision] = propose(debated(briefingWith(uptrend()))).decisions;
    expect(decision).toMatchObject({
      action: Action.BUY,
      size: { value: wire(9), unit: SizeUnit.PCT_EQUITY },
      entry: { reference: wire(100) },
      riskLevels: { stop: wire('95.9'), target: wire('108.2') },
    });
    expect(decision?.rationale).toContain('stop 95.9, target 108.2, size 9 percent of equity');
  });

  it('sells short in a downtrend, unless shorts are forbidden', () => {
    const sell = propose(debated(briefingWith(downtrend()))).decisions[0];
    expect(sell).toMatchObject({ action: Action.SELL, riskLevels: { stop: wire(104), target: wire(92) } });
    const refused = propose(debated(briefingWith(downtrend()), someRules({ allowShort: false }))).decisions[0];
    expect(refused?.action).toBe(Action.NO_TRADE);
  });

  it.each([
    ['flat, undecided', 0.1, aPortfolio(), Action.NO_TRADE],
    ['flat, leaning', 0.3, aPortfolio(), Action.NO_TRADE],
    ['long, undecided', -0.1, long(), Action.HOLD],
    ['long, confirmed', 0.6, long(), Action.HOLD],
    ['long, weakly against', -0.25, long(), Action.HOLD],
    ['long, clearly against', -0.6, long(), Action.CLOSE],
    ['short, confirmed', -0.6, short(), Action.HOLD],
    ['short, clearly against', 0.6, short(), Action.CLOSE],
    ['an entry order works', 0.6, aPortfolio({ workingOrders: [aWorkingOrder()] }), Action.NO_TRADE],
  ])('%s at delta %d', (_story, delta, portfolio, action) => {
    expect(after(delta, portfolio)?.action).toBe(action);
  });

  it.each([
    ['no price is known', [number('indicator.atr_14', 2)]],
    ['ATR 14 is unknown', [number('price.last', 100)]],
    ['the price is stale', [...facts(), label('price.stale', 'STALE')]],
  ])('does not trade when %s', (reason, known) => {
    const decision = after(0.6, aPortfolio(), known);
    expect(decision?.action).toBe(Action.NO_TRADE);
    expect(decision?.rationale).toContain(reason);
  });

  it.each([
    [0.8, '9'],
    [0.32, '4.5'],
  ])('sizes by conviction: delta %d takes %s percent', (delta, pct) => {
    expect(after(delta)?.size?.value?.value).toBe(pct);
  });

  it('answers a limit with a smaller size, and anything else by standing aside', () => {
    const request = debated(briefingWith(uptrend()));
    const previous = propose(request);
    const decisionId = previous.decisions[0]?.decisionId ?? '';
    const revised = (code: string, numbers = {}) => {
      const objections = [anObjection({ code, decisionId, ...numbers })];
      return propose({ ...request, previous, objections, iteration: 2 });
    };
    const cut = revised('INSTRUMENT_PCT_EQUITY', { observed: '12.5', expected: '10' });
    expect(cut.planId).toBe(`${previous.cycleId}#2`);
    expect(cut.decisions[0]).toMatchObject({ action: Action.BUY, size: { value: wire('6.84') } });
    expect(revised('PORTFOLIO_GROSS').decisions[0]?.size?.value).toEqual(wire('4.5'));
    const withdrawn = revised('CLAIM_NUMBER').decisions[0];
    expect(withdrawn?.action).toBe(Action.NO_TRADE);
    expect(withdrawn?.rationale).toContain('CLAIM_NUMBER');
  });

  it('changes nothing it was given and says the same twice', () => {
    const request = deepFreeze(debated(deepFreeze(briefingWith(uptrend(), long()))));
    expect(propose(request)).toEqual(propose(request));
  });

  it('proposes only what the decision rules allow, whatever the market, the account and the debate', () => {
    const level = fc.option(prices(), { nil: undefined });
    const account = fc.constantFrom(aPortfolio(), long(), short(), aPortfolio({ cash: 50 }));
    const codes = fc.constantFrom('INSTRUMENT_UNITS', 'PORTFOLIO_NET', 'REWARD_RISK', 'APPROVER_TIMEOUT');
    fc.assert(
      fc.property(
        fc.record({ price: level, atr: level, support: level, resistance: level }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        account,
        fc.boolean(),
        codes,
        (market, delta, portfolio, allowShort, code) => {
          const known = [
            ...(market.price ? [number('price.last', market.price.toFixed())] : []),
            ...(market.atr ? [number('indicator.atr_14', market.atr.toFixed())] : []),
            ...(market.support ? [number('level.support', market.support.toFixed())] : []),
            ...(market.resistance ? [number('level.resistance', market.resistance.toFixed())] : []),
          ];
          const briefing = briefingWith(known, portfolio);
          const rules = someRules({ allowShort });
          const debate = theses(delta).map((thesis) => ({ ...thesis, claims: [] }));
          const request = create(ProposeRequestSchema, { briefing, theses: debate, decisionRules: rules });
          const plan = propose(request);
          expect(checkDecisionRules(plan, briefing, debate, rules)).toEqual([]);
          const objections = [anObjection({ code })];
          const revised = propose({ ...request, previous: plan, objections, iteration: 2 });
          expect(checkDecisionRules(revised, briefing, debate, rules)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
