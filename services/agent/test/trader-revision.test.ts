import { wire } from '@cream/domain';
import { Action, type Decision, Setup } from '@cream/proto/decision';
import { anObjection } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { number } from './a-market.js';
import { holding, only, priced, propose, requestOf, type Story } from './a-trader.js';

interface Objected {
  readonly code: string;
  readonly field?: string;
  readonly observed?: string;
  readonly expected?: string;
  /** About the whole plan and no decision of it. */
  readonly wholePlan?: boolean;
}

/** What the trader proposes first, and again after objections. */
function revised(story: Story, ...objected: Objected[]): { first: Decision; second: Decision } {
  const request = requestOf(story);
  const previous = propose(request);
  const { decisionId } = only(previous);
  const objections = objected.map(({ wholePlan, ...parts }) =>
    anObjection({ ...parts, decisionId: wholePlan ? '' : decisionId }),
  );
  const again = propose({ ...request, previous, objections, iteration: 2 });
  expect(again.planId).toBe(`${previous.cycleId}#2`);
  return { first: only(previous), second: only(again) };
}

const entry: Story = { delta: 0.6 };
const closing: Story = { delta: -0.6, portfolio: holding({}) };
const addition: Story = {
  delta: 0.6,
  setup: Setup.PULLBACK,
  facts: [...priced(), number('indicator.bollinger_percent_b_20_2', '0.1')],
  portfolio: holding({ quantity: 45, averageCost: 95, stop: 91 }),
};

describe('after a limit', () => {
  it('an entry shrinks to just below it', () => {
    const { first, second } = revised(entry, { code: 'INSTRUMENT_PCT_EQUITY', observed: '12.5', expected: '10' });
    expect(second).toMatchObject({ action: Action.BUY, size: { value: wire('6.84') }, riskLevels: first.riskLevels });
    expect(second.rationale).toContain('Size cut from 9 to 6.84 after the objections INSTRUMENT_PCT_EQUITY.');
  });

  it('an addition shrinks by what the whole position has to give: 90 units at the limit of 80 leave 31 of 45', () => {
    const { first, second } = revised(addition, { code: 'INSTRUMENT_PCT_EQUITY', observed: '9', expected: '8' });
    expect(first).toMatchObject({ action: Action.INCREASE, size: { value: wire('4.5') } });
    expect(second).toMatchObject({
      action: Action.INCREASE,
      size: { value: wire('3.1') },
      riskLevels: first.riskLevels,
    });
  });

  it('an addition to a position that fills the limit is withdrawn, and the position held', () => {
    const { second } = revised(addition, { code: 'INSTRUMENT_NOTIONAL', observed: '9000', expected: '4500' });
    expect(second).toMatchObject({ action: Action.HOLD, size: { value: wire(0) } });
    expect(second.rationale).toContain('withdrawn after the objections INSTRUMENT_NOTIONAL');
  });

  it.each([
    ['an entry', entry, '4.5'],
    ['an addition', addition, '2.25'],
  ])('of the portfolio %s is halved', (_story, story, size) => {
    const { first, second } = revised(story, { code: 'PORTFOLIO_LEVERAGE', observed: '2.1', expected: '2' });
    expect(second).toMatchObject({ action: first.action, size: { value: wire(size) } });
  });

  it('the stricter of two limits counts', () => {
    const { second } = revised(
      entry,
      { code: 'INSTRUMENT_PCT_EQUITY', observed: '12.5', expected: '10' },
      { code: 'INSTRUMENT_UNITS', observed: '90', expected: '10' },
    );
    expect(second.size?.value).toEqual(wire('0.95'));
  });

  it('of the portfolio what closes stays as it is', () => {
    const { first, second } = revised(closing, { code: 'PORTFOLIO_NET', wholePlan: true });
    expect(first.action).toBe(Action.CLOSE);
    expect(second).toEqual(first);
  });
});

describe('after anything else', () => {
  it.each([
    ['an entry', entry, Action.NO_TRADE],
    ['an addition', addition, Action.HOLD],
  ])('%s is withdrawn, a limit beside it or not', (_story, story, idle) => {
    for (const limits of [[], [{ code: 'INSTRUMENT_UNITS', observed: '90', expected: '50' }]]) {
      const { second } = revised(story, { code: 'DEBATE_LOST', field: 'action' }, ...limits);
      expect(second.action).toBe(idle);
      expect(second.riskLevels).toBeUndefined();
      expect(second.rationale).toContain('withdrawn after the objections DEBATE_LOST');
    }
  });

  it('an entry is withdrawn over a doubted claim, and the claim is not repeated', () => {
    const { first, second } = revised(entry, { code: 'CLAIM_NUMBER', field: 'claims[0].text' });
    expect(second.action).toBe(Action.NO_TRADE);
    expect(second.claims).toEqual(first.claims.slice(1));
  });

  it.each([
    ['a CLOSE', closing],
    ['a REDUCE', { delta: -0.25, portfolio: holding({ quantity: 80 }) }],
    ['a HOLD', { delta: 0.1, portfolio: holding({}) }],
    ['a NO_TRADE', { delta: 0.1 }],
  ])('%s goes on without a doubted claim', (_story, story) => {
    const { first, second } = revised(story, { code: 'CLAIM_NUMBER', field: 'claims[0].text' });
    expect(second).toEqual({ ...first, claims: first.claims.slice(1), rationale: second.rationale });
    expect(second.rationale).toContain('Claims taken back after the objections CLAIM_NUMBER');
  });

  it('a CLOSE is withdrawn when more than its claims is objected to', () => {
    const { second } = revised(closing, { code: 'CLAIM_NUMBER', field: 'claims[0].text' }, { code: 'NOT_CHECKED' });
    expect(second.action).toBe(Action.HOLD);
  });

  it('an approver’s silence withdraws an entry and leaves what does nothing', () => {
    const silence = { code: 'APPROVER_TIMEOUT', wholePlan: true };
    expect(revised(entry, silence).second.action).toBe(Action.NO_TRADE);
    const { first, second } = revised({ delta: 0.1 }, silence);
    expect(second).toEqual(first);
  });

  it('what nobody objected to stays as it was', () => {
    const { first, second } = revised(entry);
    expect(second).toEqual(first);
  });
});
