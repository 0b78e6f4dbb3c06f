import { Action, type ProposeRequest, Setup, Stance } from '@cream/proto/decision';
import { aPortfolio } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactIndex } from '../src/evidence/fact-index.js';
import { isSupported } from '../src/evidence/founded.js';
import { briefed } from './a-chart.js';
import { briefingWith, debated, number, uptrend } from './a-market.js';
import { deliberate, type Round, unitsOf } from './a-team.js';
import { holding, only, priced, requestOf } from './a-trader.js';

const codes = (rounds: readonly Round[]) =>
  rounds.map(({ riskManager, critic }) => [...riskManager, ...critic].map(({ code }) => code));
const actions = (rounds: readonly Round[]) => rounds.map(({ plan }) => only(plan).action);

describe('the first proposal stands', () => {
  it('in a nervous market, whose ATR 14 is quoted with the fact that states it', () => {
    const request = debated(briefingWith([...uptrend(), number('regime.atr_percentile', '91.4')]));
    expect(request.reports.flatMap(({ claims }) => claims).map(({ text }) => text)).toContain(
      'ATR 14 at 2.00 is at percentile 91 of its history, from 80 on nervous',
    );
    const rounds = deliberate(request);
    expect(codes(rounds)).toEqual([[]]);
    expect(actions(rounds)).toEqual([Action.BUY]);
  });

  it('when it keeps a position that has grown above a limit: that is a warning', () => {
    const rounds = deliberate(requestOf({ delta: 0.25, portfolio: holding({ quantity: 120 }) }));
    expect(codes(rounds)).toEqual([[]]);
    expect(actions(rounds)).toEqual([Action.HOLD]);
  });

  it('when it halves or closes one', () => {
    for (const [delta, action] of [
      [-0.25, Action.REDUCE],
      [-0.6, Action.CLOSE],
    ] as const) {
      const rounds = deliberate(requestOf({ delta, portfolio: holding({ quantity: 120 }) }));
      expect(codes(rounds)).toEqual([[]]);
      expect(actions(rounds)).toEqual([action]);
    }
  });
});

describe('a proposal is revised for what the trader cannot know', () => {
  it('limits are not in its request: an entry of 9 percent of a million is cut to 95 percent of 50,000 USD', () => {
    const rounds = deliberate(requestOf({ delta: 0.6, portfolio: aPortfolio({ cash: 1_000_000 }) }));
    expect(codes(rounds)).toEqual([['INSTRUMENT_NOTIONAL'], []]);
    expect(actions(rounds)).toEqual([Action.BUY, Action.BUY]);
    expect(rounds.map(({ plan }) => unitsOf(plan, 1_000_000, 100))).toEqual([900, 475]);
  });

  it('nor for an addition, of which the limit leaves what the position does not fill', () => {
    const rounds = deliberate(
      requestOf({
        delta: 0.6,
        setup: Setup.PULLBACK,
        facts: [...priced(), number('indicator.bollinger_percent_b_20_2', '0.1')],
        portfolio: holding({ quantity: 400, averageCost: 95, stop: 91 }, { equity: 1_000_000 }),
      }),
    );
    expect(codes(rounds)).toEqual([['INSTRUMENT_NOTIONAL'], []]);
    expect(actions(rounds)).toEqual([Action.INCREASE, Action.INCREASE]);
    expect(rounds.map(({ plan }) => unitsOf(plan, 1_000_000, 100))).toEqual([400, 75]);
  });

  it('the price moved between briefing and check, and the reward is gone: it stands aside', () => {
    const rounds = deliberate(requestOf({ delta: 0.6 }), { price: '103' });
    expect(codes(rounds)).toEqual([['REWARD_RISK'], []]);
    expect(actions(rounds)).toEqual([Action.BUY, Action.NO_TRADE]);
  });

  it('somebody else’s evidence is invented: it stands aside', () => {
    const request: ProposeRequest = debated(briefingWith(uptrend()));
    const [report, ...others] = request.reports;
    const [claim] = report?.claims ?? [];
    if (report === undefined || claim === undefined) throw new Error('the technical analyst makes a claim');
    const boast = { ...claim, text: 'It is worth 250', stance: Stance.BULLISH };
    const rounds = deliberate({ ...request, reports: [{ ...report, claims: [...report.claims, boast] }, ...others] });
    expect(codes(rounds)).toEqual([['CLAIM_NUMBER'], []]);
    expect(actions(rounds)).toEqual([Action.BUY, Action.NO_TRADE]);
  });
});

describe('whatever is briefed', () => {
  it('the team claims nothing that the cited facts do not state', () => {
    fc.assert(
      fc.property(briefed, ({ facts, portfolio }) => {
        const briefing = briefingWith(facts, portfolio);
        const index = FactIndex.of(briefing);
        const { reports, theses } = debated(briefing);
        const claims = [...reports, ...theses].flatMap((statement) => statement.claims);
        expect(claims.filter((claim) => !isSupported(claim, index)).map(({ text }) => text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the critic finds nothing in a first proposal, the risk manager only limits, and two rounds are enough', () => {
    fc.assert(
      fc.property(briefed, ({ facts, portfolio }) => {
        const rounds = deliberate(debated(briefingWith(facts, portfolio)));
        expect(rounds[0]?.critic).toEqual([]);
        expect(rounds[0]?.riskManager.filter(({ code }) => !/^(INSTRUMENT|PORTFOLIO)_/.test(code))).toEqual([]);
        expect(codes(rounds).at(-1)).toEqual([]);
        expect(rounds.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });
});
