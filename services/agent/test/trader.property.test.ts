import { checkDecisionRules, Decimal, dec, enlarges } from '@cream/domain';
import { Action, type Decision, type DecisionPlan, Direction, type ProposeRequest, Setup } from '@cream/proto/decision';
import { anObjection, someRules } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, factsOf, levels, portfolioOf, situations } from './a-situation.js';
import { only, propose, requestOf } from './a-trader.js';

const objections = fc.constantFrom(
  { code: 'INSTRUMENT_UNITS', observed: '90', expected: '30' },
  { code: 'INSTRUMENT_PCT_EQUITY', observed: '', expected: '10' },
  { code: 'PORTFOLIO_NET' },
  { code: 'REWARD_RISK' },
  { code: 'CLAIM_NUMBER', field: 'claims[0].text' },
  { code: 'APPROVER_TIMEOUT' },
);

/** What a plan breaks of the rules that hold for every trader. */
function broken(plan: DecisionPlan, { briefing, theses, decisionRules }: ProposeRequest) {
  if (briefing === undefined || decisionRules === undefined) throw new Error('the request is incomplete');
  return checkDecisionRules(plan, briefing, theses, decisionRules);
}

function stated(request: ProposeRequest, ...kinds: string[]): Decimal[] {
  const facts = request.briefing?.facts.filter(({ kind }) => kinds.includes(kind)) ?? [];
  return facts.map(({ value }) => dec(value.case === 'decimal' ? value.value : undefined));
}

/** A position that is added to is in front by what an entry risks, and its stop only ever comes closer. */
function expectPyramid(request: ProposeRequest, { direction, riskLevels }: Decision): void {
  const [price, atr, cost, stop] = ['price.last', 'indicator.atr_14', 'position.average_cost', 'position.stop'].map(
    (kind) => stated(request, kind)[0] ?? new Decimal(Number.NaN),
  );
  const sign = direction === Direction.SHORT ? -1 : 1;
  const earned = price?.minus(cost ?? Number.NaN).times(sign);
  expect(earned?.gte(dec(request.decisionRules?.stopAtr).times(atr ?? Number.NaN))).toBe(true);
  expect(
    dec(riskLevels?.stop)
      .minus(stop ?? Number.NaN)
      .times(sign)
      .gte(0),
  ).toBe(true);
}

describe('whatever the market, the account and the debate', () => {
  it('the trader proposes and revises only what the decision rules allow', () => {
    fc.assert(
      fc.property(situations, objections, (story, objected) => {
        const request = requestOf(story);
        const plan = propose(request);
        expect(broken(plan, request)).toEqual([]);
        const revised = propose({ ...request, previous: plan, objections: [anObjection(objected)], iteration: 2 });
        expect(broken(revised, request)).toEqual([]);
        expect(enlarges(only(revised).action) && !enlarges(only(plan).action)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('it opens nothing on 0.3 or less, does nothing below 0.2, and sets no stop or target on a level', () => {
    fc.assert(
      fc.property(situations, (story) => {
        const request = requestOf(story);
        const decision = only(propose(request));
        const size = Math.abs(decision.convictionDelta);
        if (size < 0.2) expect([Action.HOLD, Action.NO_TRADE]).toContain(decision.action);
        if (size <= 0.3) expect(enlarges(decision.action)).toBe(false);
        if (decision.action === Action.INCREASE) expectPyramid(request, decision);
        const own = [decision.riskLevels?.stop?.value, decision.riskLevels?.target?.value];
        const crowded = stated(request, 'level.support', 'level.resistance').map((level) => level.toFixed());
        expect(crowded.filter((level) => own.includes(level))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a position that has earned it', () => {
  const earned = fc.record({
    market: fc.record({
      price: fc.integer({ min: 5000, max: 100_000 }),
      halfAtr: fc.integer({ min: 1, max: 250 }),
      levels,
      setup: fc.constantFrom(Setup.PULLBACK, Setup.BREAKOUT),
      away: between(0.1, 0.9),
    }),
    long: fc.boolean(),
    units: fc.integer({ min: 10, max: 500 }),
    pctOfEquity: between(2.3, 6.7),
    costHalves: fc.integer({ min: 4, max: 12 }),
    stopHalves: fc.integer({ min: 4, max: 12 }),
  });

  it('is increased wherever the chart sets it up, by no more than it is worth and to no more than a full one', () => {
    fc.assert(
      fc.property(earned, ({ market: { away, setup, ...rest }, long, units, pctOfEquity, ...behind }) => {
        const high = long === (setup === Setup.BREAKOUT);
        const market = { ...rest, percentB: high ? 0.5 + away : 0.5 - away };
        const portfolio = portfolioOf(market, { units: long ? units : -units, pctOfEquity, ...behind });
        const rules = someRules();
        const request = requestOf({ delta: long ? 0.6 : -0.6, facts: factsOf(market), portfolio, setup, rules });
        const decision = only(propose(request));
        expect(decision.action).toBe(Action.INCREASE);
        expectPyramid(request, decision);
        const added = dec(decision.size?.value);
        // Equity is rounded to cents, which moves the share of equity a little.
        expect(added.lte(pctOfEquity * 1.0001)).toBe(true);
        expect(added.plus(pctOfEquity).lte(9.0001)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
