import { wire } from '@cream/domain';
import { Action, type Claim, SizeUnit } from '@cream/proto/decision';
import { aPortfolio, aWorkingOrder, someRules } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { briefingWith, debated, deepFreeze, downtrend, label, number, uptrend } from './a-market.js';
import { debateOn, decisionOn, holding, only, priced, propose, requestOf } from './a-trader.js';

const long = () => holding({});
const short = () => holding({ quantity: -50 });

describe('the trader', () => {
  it('buys in an uptrend: stop two ATR away and behind support, target twice as far', () => {
    const decision = only(propose(debated(briefingWith(uptrend()))));
    expect(decision).toMatchObject({
      action: Action.BUY,
      size: { value: wire(9), unit: SizeUnit.PCT_EQUITY },
      entry: { reference: wire(100) },
      riskLevels: { stop: wire('95.9'), target: wire('108.2') },
    });
    expect(decision.rationale).toContain('stop 95.9, target 108.2, size 9 percent of equity');
  });

  it('sells short in a downtrend, unless shorts are forbidden', () => {
    const sell = only(propose(debated(briefingWith(downtrend()))));
    expect(sell).toMatchObject({ action: Action.SELL, riskLevels: { stop: wire(104), target: wire(92) } });
    const refused = only(propose(debated(briefingWith(downtrend()), someRules({ allowShort: false }))));
    expect(refused.action).toBe(Action.NO_TRADE);
  });

  it.each([
    ['flat, undecided', 0.1, aPortfolio(), Action.NO_TRADE],
    ['flat, leaning', 0.25, aPortfolio(), Action.NO_TRADE],
    ['flat, at the threshold', 0.3, aPortfolio(), Action.NO_TRADE],
    ['flat, at the other threshold', -0.3, aPortfolio(), Action.NO_TRADE],
    ['flat, beyond the threshold', 0.31, aPortfolio(), Action.BUY],
    ['flat, beyond the other threshold', -0.31, aPortfolio(), Action.SELL],
    ['long, undecided', -0.1, long(), Action.HOLD],
    ['long, confirmed', 0.6, long(), Action.HOLD],
    ['long, clearly against', -0.6, long(), Action.CLOSE],
    ['short, confirmed', -0.6, short(), Action.HOLD],
    ['short, clearly against', 0.6, short(), Action.CLOSE],
    ['an entry order works', 0.6, aPortfolio({ workingOrders: [aWorkingOrder()] }), Action.NO_TRADE],
  ])('%s at delta %d', (_story, delta, portfolio, action) => {
    expect(decisionOn({ delta, portfolio }).action).toBe(action);
  });

  it.each([
    ['no price is known', [number('indicator.atr_14', 2)]],
    ['ATR 14 is unknown', [number('price.last', 100)]],
    ['the price is stale', [...priced(), label('price.stale', 'STALE')]],
  ])('does not trade when %s', (reason, facts) => {
    const decision = decisionOn({ delta: 0.6, facts });
    expect(decision.action).toBe(Action.NO_TRADE);
    expect(decision.rationale).toContain(reason);
  });

  it.each([
    [0.8, '9'],
    [0.4, '9'],
    [0.38, '4.5'],
  ])('sizes by conviction: delta %d takes %s percent', (delta, pct) => {
    expect(decisionOn({ delta }).size?.value?.value).toBe(pct);
  });

  it('probes with a quarter when the winner is not half convinced', () => {
    const request = requestOf({ delta: 0.4 });
    const [bull, bear] = request.theses;
    if (bull === undefined || bear === undefined) throw new Error('a debate has two sides');
    const faint = [
      { ...bull, conviction: 0.45 },
      { ...bear, conviction: 0.05 },
    ];
    expect(only(propose({ ...request, theses: faint })).size?.value).toEqual(wire('2.25'));
  });

  it.each([
    ['one side convinces, the other does not', 0.9, 0, 0.9],
    ['one side convinces, and so nearly does the other', 0.9, 0.55, 0.625],
    ['nobody convinces', 0.2, 0.2, 0.1],
  ])('is as confident as the winner and its lead: %s', (_story, bullish, bearish, confidence) => {
    const request = requestOf({ delta: 0.5 });
    const said = request.theses.map((thesis, i) => ({ ...thesis, conviction: i === 0 ? bullish : bearish }));
    expect(only(propose({ ...request, theses: said })).confidence).toBe(confidence);
  });

  it('changes nothing it was given and says the same twice', () => {
    const request = deepFreeze(debated(deepFreeze(briefingWith(uptrend(), long()))));
    expect(propose(request)).toEqual(propose(request));
  });
});

describe('evidence', () => {
  it.each([
    ['nothing', () => []],
    ['a claim that cites nothing', (claim: Claim) => [{ ...claim, factIds: [] }]],
    ['a claim that cites a fact nobody briefed', (claim: Claim) => [{ ...claim, factIds: ['f00000000000000000000'] }]],
    ['a claim that states an invented number', (claim: Claim) => [{ ...claim, text: 'It is worth 250.' }]],
  ])('is needed to open and to close: the winner has %s', (_story, said) => {
    for (const [delta, portfolio, idle] of [
      [0.6, aPortfolio(), Action.NO_TRADE],
      [-0.6, long(), Action.HOLD],
    ] as const) {
      const request = requestOf({ delta, portfolio });
      const baseless = request.theses.map((thesis) => ({ ...thesis, claims: thesis.claims.flatMap(said) }));
      const decision = only(propose({ ...request, theses: baseless }));
      expect(decision.action).toBe(idle);
      expect(decision.rationale).toContain('but facts support no claim of the b');
      expect(decision.claims.map(({ text }) => text).join()).not.toMatch(/^It /);
    }
  });

  it('repeats the winner’s claims that facts support, and none that states an invented number', () => {
    const request = requestOf({ delta: -0.6, portfolio: long() });
    const [bull, bear] = request.theses;
    const [sound] = bear?.claims ?? [];
    if (bull === undefined || bear === undefined || sound === undefined) throw new Error('the bear makes a claim');
    const boast = { ...sound, text: 'It will fall to 12.' };
    const decision = only(propose({ ...request, theses: [bull, { ...bear, claims: [boast, sound] }] }));
    expect(decision.action).toBe(Action.CLOSE);
    expect(decision.claims.map(({ text }) => text)).toEqual([
      sound.text,
      'The newest price is 100.00 and ATR 14 is 2.00',
      'The position of 50 units cost 95.00 each',
    ]);
  });
});

describe('stop and target', () => {
  const withLevels = (kind: 'support' | 'resistance', ...levels: number[]) => [
    ...priced(),
    ...levels.map((level) => number(`level.${kind}`, level)),
  ];

  it('stand at two and four ATR without levels', () => {
    expect(decisionOn({ delta: 0.6 })).toMatchObject({ riskLevels: { stop: wire(96), target: wire(108) } });
  });

  it.each([
    ['it would lie just before one', [95.7], '95.5'],
    ['it would lie on one', [96], '95.8'],
    ['it would lie on the next one then', [96, 95.8], '95.79'],
    ['it lies behind already', [96.5], '96'],
    ['none is near', [97.5, 94.5], '96'],
  ])('the stop goes behind a near support: %s', (_story, supports, stop) => {
    const decision = decisionOn({ delta: 0.6, facts: withLevels('support', ...supports) });
    expect(decision.riskLevels?.stop?.value).toBe(stop);
  });

  it('the stop of a short position goes above a near resistance', () => {
    const decision = decisionOn({ delta: -0.6, facts: withLevels('resistance', 104) });
    expect(decision.riskLevels?.stop).toEqual(wire('104.2'));
  });

  it('the target goes in front of a level, as long as the reward is enough', () => {
    const facts = withLevels('resistance', 108, 106);
    expect(decisionOn({ delta: 0.6, facts }).riskLevels?.target).toEqual(wire('107.99'));
    const rules = someRules({ targetRewardRisk: wire('1.5') });
    expect(decisionOn({ delta: 0.6, facts, rules }).riskLevels?.target).toEqual(wire('106.01'));
  });

  it('are not set where no positive target exists', () => {
    const facts = [number('price.last', '1.5'), number('indicator.atr_14', '0.5')];
    const decision = decisionOn({ delta: -0.6, facts });
    expect(decision.action).toBe(Action.NO_TRADE);
    expect(decision.rationale).toContain('no stop and target with enough reward exist');
  });
});

describe('a debate', () => {
  it('that is not about the symbol is refused', () => {
    const request = requestOf({ delta: 0.6 });
    const other = debateOn(briefingWith(priced()), 0.6).map((thesis) => ({ ...thesis, symbol: 'MSFT' }));
    expect(() => propose({ ...request, theses: other })).toThrow('needs one bull and one bear thesis of AAPL');
  });
});
