import { wire } from '@cream/domain';
import { Action, Direction, Setup, SizeUnit } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import { aWorkingOrder, someRules } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { unsupportedNumbers } from '../src/evidence/number-check.js';
import { label, number } from './a-market.js';
import { decisionOn, holding, only, priced, propose, requestOf, type Story } from './a-trader.js';

const percentB = (value: number): Fact => number('indicator.bollinger_percent_b_20_2', value);
const without = (kind: string, facts: Fact[]): Fact[] => facts.filter((fact) => fact.kind !== kind);

/** Half a position, 5 USD in front where an entry risks 4, comes back in its trend; the debate is worth a whole one. */
const HALF = { quantity: 45, averageCost: 95, stop: 91 };
const earned = (changes: Partial<Story> = {}): Story => ({
  delta: 0.6,
  setup: Setup.PULLBACK,
  facts: [...priced(), percentB(0.1)],
  portfolio: holding(HALF),
  ...changes,
});

describe('a position that has earned it and is set up', () => {
  it('is increased to what the conviction is worth, with a stop and a target for the whole', () => {
    const decision = decisionOn(earned());
    expect(decision).toMatchObject({
      action: Action.INCREASE,
      direction: Direction.LONG,
      size: { value: wire('4.5'), unit: SizeUnit.PCT_EQUITY },
      entry: { reference: wire(100) },
      riskLevels: { stop: wire(96), target: wire(108) },
    });
    expect(decision.rationale).toContain('has earned 5 a unit where an entry risks 4');
  });

  it('is increased on a breakout in its direction too', () => {
    const story = earned({ setup: Setup.BREAKOUT, facts: [...priced(), percentB(1.1)] });
    expect(decisionOn(story).action).toBe(Action.INCREASE);
  });

  it('is increased the other way round when it is short', () => {
    const portfolio = holding({ quantity: -45, averageCost: 105, stop: 109 });
    const story = earned({ delta: -0.6, facts: [...priced(), percentB(0.9)], portfolio });
    expect(decisionOn(story)).toMatchObject({
      action: Action.INCREASE,
      direction: Direction.SHORT,
      riskLevels: { stop: wire(104), target: wire(92) },
    });
    const refused = decisionOn({ ...story, rules: someRules({ allowShort: false }) });
    expect(refused.action).toBe(Action.HOLD);
    expect(refused.rationale).toContain('short positions are not allowed');
  });

  it('is never more than doubled: a pyramid gets narrower', () => {
    const portfolio = holding({ ...HALF, quantity: 30 });
    expect(decisionOn(earned({ portfolio })).size?.value).toEqual(wire(3));
  });

  it('keeps its own stop where the new one would be looser, a cent off any level', () => {
    const behind = [number('level.support', '95.9')];
    const stopOf = (...levels: Fact[]) => {
      const facts = [...priced(), percentB(0.1), ...behind, ...levels];
      return decisionOn(earned({ facts, portfolio: holding({ ...HALF, stop: '95.95' }) })).riskLevels?.stop?.value;
    };
    expect(stopOf()).toBe('95.95');
    expect(stopOf(number('level.support', '95.95'))).toBe('95.96');
  });

  it('says what it rests on, each number read off a cited fact', () => {
    const request = requestOf(earned());
    const known = new Map(request.briefing?.facts.map((fact) => [fact.id, fact]));
    const { claims } = only(propose(request));
    const cited = claims.map(({ factIds }) => factIds.flatMap((id) => known.get(id) ?? []));
    expect(claims.flatMap(({ text }, i) => unsupportedNumbers(text, cited[i] ?? []))).toEqual([]);
    expect(new Set(cited.flat().map(({ kind }) => kind))).toEqual(
      new Set([
        'price.last',
        'indicator.atr_14',
        'position.quantity',
        'position.average_cost',
        'position.stop',
        'indicator.bollinger_percent_b_20_2',
      ]),
    );
  });
});

describe('a position is held', () => {
  it.each<[string, Partial<Story>, string]>([
    ['it has not earned enough', { portfolio: holding({ ...HALF, averageCost: 97 }) }, 'earned 3 of the 4 a unit'],
    ['it is at a loss', { portfolio: holding({ ...HALF, averageCost: 103 }) }, 'earned -3 of the 4 a unit'],
    ['its stop is near', { portfolio: holding({ ...HALF, stop: 97 }) }, 'its stop is nearer than 4'],
    ['nothing is set up', { setup: Setup.NO_SETUP }, 'no pullback or breakout in its direction'],
    ['the chart turns', { setup: Setup.REVERSAL }, 'no pullback or breakout in its direction'],
    ['the pullback is of a downtrend', { facts: [...priced(), percentB(0.9)] }, 'no pullback or breakout'],
    [
      'it breaks down',
      { setup: Setup.BREAKOUT, facts: [...priced(), percentB(-0.1)] },
      'no pullback or breakout in its direction',
    ],
    ['%B is unknown', { facts: priced() }, 'no pullback or breakout in its direction'],
    ['ATR 14 is unknown', { facts: without('indicator.atr_14', [...priced(), percentB(0.1)]) }, 'ATR 14 is unknown'],
    ['it is full', { portfolio: holding({ ...HALF, quantity: 90 }) }, 'may grow by 0 percent of equity'],
    [
      'too little is missing',
      { portfolio: holding({ ...HALF, quantity: 70 }) },
      'grow by 2 percent of equity, the least',
    ],
    ['the conviction is worth a half', { delta: 0.32 }, 'may grow by 0 percent of equity'],
    ['the debate only leans', { delta: 0.3 }, 'does not exceed 0.3'],
    [
      'the price is stale',
      { facts: [...priced(), percentB(0.1), label('price.stale', 'STALE')] },
      'the price is stale',
    ],
    [
      'an entry order still works',
      { portfolio: holding(HALF, { workingOrders: [aWorkingOrder()] }) },
      'an entry order is still working',
    ],
  ])('and not added to when %s', (_story, changes, reason) => {
    const decision = decisionOn(earned(changes));
    expect(decision).toMatchObject({ action: Action.HOLD, size: { value: wire(0) } });
    expect(decision.rationale).toContain(reason);
  });

  it.each(['position.average_cost', 'position.stop'])('and not added to when no fact states its %s', (kind) => {
    const request = requestOf(earned());
    const { briefing } = request;
    if (briefing === undefined) throw new Error('the request has a briefing');
    const decision = only(propose({ ...request, briefing: { ...briefing, facts: without(kind, briefing.facts) } }));
    expect(decision.action).toBe(Action.HOLD);
    expect(decision.rationale).toContain('its cost, stop or size is unknown');
  });
});

describe('a nearly full position', () => {
  it.each([
    ['long', 80, -0.25, '40', Direction.LONG],
    ['long, an odd number of units', 81, -0.25, '40', Direction.LONG],
    ['long, at the hold threshold', 80, -0.2, '40', Direction.LONG],
    ['long, at the action threshold', 80, -0.3, '40', Direction.LONG],
    ['short', -80, 0.25, '40', Direction.SHORT],
  ])('is halved at the market when the debate leans against it: %s', (_story, quantity, delta, units, direction) => {
    const decision = decisionOn({ delta, portfolio: holding({ quantity }) });
    expect(decision).toMatchObject({
      action: Action.REDUCE,
      direction,
      size: { value: wire(units), unit: SizeUnit.SHARES },
      entry: { reference: wire(100) },
    });
    expect(decision.riskLevels).toBeUndefined();
    expect(decision.rationale).toContain('leans against a position that is nearly full');
  });

  it.each([
    ['nobody leads', 80, -0.19, Action.HOLD],
    ['the debate leans its way', 80, 0.25, Action.HOLD],
    ['the debate is clearly against it', 80, -0.31, Action.CLOSE],
    ['it is halved already', 40, -0.25, Action.HOLD],
    ['it is three quarters of a full one', 67, -0.25, Action.HOLD],
  ])('is not halved when %s', (_story, quantity, delta, action) => {
    expect(decisionOn({ delta, portfolio: holding({ quantity }) }).action).toBe(action);
  });

  it('of a single unit cannot be halved', () => {
    const portfolio = holding({ quantity: 1 }, { equity: 1250 });
    expect(decisionOn({ delta: -0.25, portfolio }).action).toBe(Action.HOLD);
  });

  it('is not halved on a stale price', () => {
    const story = {
      delta: -0.25,
      portfolio: holding({ quantity: 80 }),
      facts: [...priced(), label('price.stale', 'STALE')],
    };
    expect(decisionOn(story).action).toBe(Action.HOLD);
  });
});
