import { Mode } from '@cream/proto/common';
import {
  Action,
  type Decision,
  type DecisionRules,
  Direction,
  EntryType,
  RiskDenomination,
  Role,
  SizeUnit,
  Stance,
  type Thesis,
  TimeInForce,
} from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import {
  AS_OF_MS,
  aBriefing,
  aCall,
  aClose,
  aDecision,
  aFact,
  aHold,
  aPlanOn,
  aPortfolio,
  aPosition,
  aPriceFact,
  aThesis,
  aWorkingOrder,
  someRules,
  theses,
} from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELTA_TOLERANCE } from '../src/conviction.js';
import { wire } from '../src/decimal.js';
import { checkDecisionRules } from '../src/decision-rules.js';
import { defaultDecisionRules } from '../src/defaults.js';
import { hash, sha256 } from '../src/hash.js';
import { equity } from '../src/instrument.js';
import { timestamp } from '../src/time.js';

interface Scene {
  briefing?: Briefing;
  delta?: number;
  theses?: Thesis[];
  rules?: DecisionRules;
}

/** Codes of everything the decisions break. */
function codes(decisions: Decision | Decision[], scene: Scene = {}): string[] {
  const briefing = scene.briefing ?? aBriefing();
  const plan = aPlanOn(briefing, [decisions].flat());
  const said = scene.theses ?? theses(scene.delta);
  return checkDecisionRules(plan, briefing, said, scene.rules ?? defaultDecisionRules()).map(({ code }) => code);
}

const levels = (stop: number | string, target: number | string) => ({
  stop: wire(stop),
  target: wire(target),
  denomination: RiskDenomination.UNDERLYING_PRICE,
});
const market = { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: wire(100) };
const size = (value: number, unit = SizeUnit.SHARES) => ({ value: wire(value), unit });
const holding = (quantity: number) => aBriefing({ portfolio: aPortfolio({ positions: [aPosition({ quantity })] }) });
const aShort = (overrides = {}) =>
  aDecision({
    action: Action.SELL,
    direction: Direction.SHORT,
    convictionDelta: -0.5,
    riskLevels: levels(104, 92),
    ...overrides,
  });

describe('a lawful plan has no objections', () => {
  it.each([
    ['a BUY from flat', aDecision(), aBriefing(), 0.5],
    ['a SELL from flat', aShort(), aBriefing(), -0.5],
    ['a HOLD of a long position', aHold(), holding(50), 0.5],
    ['a HOLD of a short position', aHold({ direction: Direction.SHORT }), holding(-50), 0.5],
    ['an INCREASE of a long position', aDecision({ action: Action.INCREASE }), holding(50), 0.5],
    ['an INCREASE of a short position', aShort({ action: Action.INCREASE }), holding(-50), -0.5],
    ['a REDUCE', aDecision({ action: Action.REDUCE, riskLevels: undefined }), holding(50), 0.5],
    ['a CLOSE', aClose(), holding(50), 0.5],
    ['a NO_TRADE from flat', aHold({ action: Action.NO_TRADE, direction: Direction.FLAT }), aBriefing(), 0.5],
    ['a NO_TRADE beside a position', aHold({ action: Action.NO_TRADE }), holding(50), 0.5],
    ['a limit entry', aDecision({ entry: { ...market, type: EntryType.LIMIT, limit: wire(99) } }), aBriefing(), 0.5],
  ])('%s', (_, decision, briefing, delta) => {
    expect(codes(decision, { briefing, delta })).toEqual([]);
  });
});

describe('conviction', () => {
  it.each([
    ['a BUY at 0.19', aDecision({ convictionDelta: 0.19 }), 0.19, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
    ['a BUY at 0.25', aDecision({ convictionDelta: 0.25 }), 0.25, ['DELTA_BELOW_ACTION']],
    ['a BUY at exactly 0.3', aDecision({ convictionDelta: 0.3 }), 0.3, ['DELTA_BELOW_ACTION']],
    ['a BUY at 0.31', aDecision({ convictionDelta: 0.31 }), 0.31, []],
    ['a BUY at -0.9', aDecision({ convictionDelta: -0.9 }), -0.9, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
    ['a SELL at -0.3', aShort({ convictionDelta: -0.3 }), -0.3, ['DELTA_BELOW_ACTION']],
    ['a SELL at -0.31', aShort({ convictionDelta: -0.31 }), -0.31, []],
    ['a SELL at 0.5', aShort({ convictionDelta: 0.5 }), 0.5, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
  ])('%s', (_, decision, delta, expected) => {
    expect(codes(decision, { delta })).toEqual(expected);
  });

  it('of 0.8 against 0.5 is 0.3, whatever floating point makes of it', () => {
    const said = [aThesis({ conviction: 0.8 }), aThesis({ role: Role.BEAR, conviction: 0.5 })];
    expect(codes(aDecision({ convictionDelta: 0.8 - 0.5 }), { theses: said })).toEqual(['DELTA_BELOW_ACTION']);
  });

  it.each([
    ['a long position', 50, 0.31, []],
    ['a long position', 50, 0.3, ['DELTA_BELOW_ACTION']],
    ['a long position', 50, 0.19, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
    ['a long position', 50, -0.9, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
    ['a short position', -50, -0.31, []],
    ['a short position', -50, -0.3, ['DELTA_BELOW_ACTION']],
    ['a short position', -50, 0.9, ['DELTA_BELOW_HOLD', 'DELTA_BELOW_ACTION']],
  ])('must carry an INCREASE of %s (%d units) like an entry: %d', (_, units, convictionDelta, expected) => {
    const increase = { action: Action.INCREASE, convictionDelta };
    const decision = units > 0 ? aDecision(increase) : aShort(increase);
    expect(codes(decision, { briefing: holding(units), delta: convictionDelta })).toEqual(expected);
  });

  it('opens and enlarges nothing at 0.3 or less either way, whatever the decision states', () => {
    const enlarging = fc.constantFrom(
      [aDecision, aBriefing()] as const,
      [aShort, aBriefing()] as const,
      [(changes = {}) => aDecision({ action: Action.INCREASE, ...changes }), holding(50)] as const,
      [(changes = {}) => aShort({ action: Action.INCREASE, ...changes }), holding(-50)] as const,
    );
    const edge = fc.oneof(fc.constantFrom(0.2, 0.25, 0.3, -0.2, -0.3), fc.double({ min: -0.3, max: 0.3, noNaN: true }));
    const dust = fc.double({ min: -DELTA_TOLERANCE, max: DELTA_TOLERANCE, noNaN: true });
    fc.assert(
      fc.property(enlarging, edge, dust, ([decisionOf, briefing], delta, off) => {
        const found = codes(decisionOf({ convictionDelta: delta + off }), { briefing, delta });
        expect(found).toContain('DELTA_BELOW_ACTION');
      }),
    );
  });

  it.each([
    ['less than 0.2', 0.1],
    ['less than 0.2, against the position', -0.1],
    ['in between', 0.25],
    ['in between, against the position', -0.25],
  ])('never stands in the way of getting smaller: %s', (_, convictionDelta) => {
    const context = { briefing: holding(50), delta: convictionDelta };
    const smaller = { convictionDelta, riskLevels: undefined };
    expect(codes(aDecision({ action: Action.REDUCE, ...smaller }), context)).toEqual([]);
    expect(codes(aClose(smaller), context)).toEqual([]);
  });

  it.each([
    ['another than the theses say', 0.6, theses(0.5)],
    ['no number', Number.NaN, theses(0.5)],
    ['without a bear', 0.5, [aThesis()]],
    ['with two bulls', 0.5, [aThesis(), ...theses(0.5)]],
    ['about another symbol', 0.5, theses(0.5, 'MSFT')],
    [
      'with a conviction out of range',
      0.5,
      [aThesis({ conviction: 1.5 }), aThesis({ role: Role.BEAR, conviction: 1 })],
    ],
  ])('is misstated: %s', (_, convictionDelta, said) => {
    expect(codes(aDecision({ convictionDelta }), { theses: said })).toContain('DELTA_MISSTATED');
  });

  it('may be misstated by rounding dust', () => {
    expect(codes(aDecision({ convictionDelta: 0.5 + 4e-10 }))).toEqual([]);
  });
});

describe('stop and target', () => {
  it.each([
    ['no levels', undefined, ['STOP_REQUIRED', 'TARGET_REQUIRED']],
    ['no target', { stop: wire(96), denomination: RiskDenomination.UNDERLYING_PRICE }, ['TARGET_REQUIRED']],
    ['no stop', { target: wire(108), denomination: RiskDenomination.UNDERLYING_PRICE }, ['STOP_REQUIRED']],
    ['a stop of zero', levels(0, 200), ['STOP_REQUIRED', 'REWARD_RISK']],
    ['a stop above the entry', levels(101, 108), ['STOP_WRONG_SIDE']],
    ['a stop at the entry', levels(100, 108), ['STOP_WRONG_SIDE']],
    ['a target below the entry', levels(96, 99), ['TARGET_WRONG_SIDE']],
    ['too little reward', levels(96, '105.99'), ['REWARD_RISK']],
    ['just enough reward', levels(96, 106), []],
    ['a hair too little', levels('95.9999999999999999', 106), ['REWARD_RISK']],
    [
      'levels of another instrument',
      { ...levels(96, 108), denomination: RiskDenomination.OPTION_PRICE },
      ['RISK_DENOMINATION'],
    ],
    ['levels of nothing known', { ...levels(96, 108), denomination: 9 }, ['UNKNOWN_DENOMINATION', 'RISK_DENOMINATION']],
  ])('of a BUY at 100: %s', (_, riskLevels, expected) => {
    expect(codes(aDecision({ riskLevels }))).toEqual(expected);
  });

  it('of a SELL lie the other way round', () => {
    expect(codes(aShort({ riskLevels: levels(96, 108) }), { delta: -0.5 })).toEqual([
      'STOP_WRONG_SIDE',
      'TARGET_WRONG_SIDE',
    ]);
  });

  it.each([
    ['long, no levels', 50, undefined, ['STOP_REQUIRED', 'TARGET_REQUIRED']],
    ['long, a stop above the price, though above the cost too', 50, levels(101, 108), ['STOP_WRONG_SIDE']],
    ['long, too little reward from here', 50, levels(96, 105), ['REWARD_RISK']],
    ['long, enough reward', 50, levels(96, 106), []],
    ['short, levels of a long position', -50, levels(96, 108), ['STOP_WRONG_SIDE', 'TARGET_WRONG_SIDE']],
    ['short, too little reward from here', -50, levels(104, 95), ['REWARD_RISK']],
    ['short, enough reward', -50, levels(104, 94), []],
  ])('of an INCREASE at 100 guard the whole position: %s', (_, units, riskLevels, expected) => {
    const increase = { action: Action.INCREASE, riskLevels };
    const decision = units > 0 ? aDecision(increase) : aShort(increase);
    expect(codes(decision, { briefing: holding(units), delta: units > 0 ? 0.5 : -0.5 })).toEqual(expected);
  });

  it('are measured from the limit of a limit entry', () => {
    const entry = { ...market, type: EntryType.LIMIT, limit: wire(104) };
    expect(codes(aDecision({ entry }))).toEqual(['REWARD_RISK']);
  });

  it('have no place in a HOLD or CLOSE', () => {
    expect(codes(aHold({ riskLevels: levels(96, 108) }), { briefing: holding(50) })).toEqual(['LEVELS_UNEXPECTED']);
    expect(codes(aClose({ riskLevels: levels(96, 108) }), { briefing: holding(50) })).toEqual(['LEVELS_UNEXPECTED']);
  });
});

describe('action and position', () => {
  it.each([
    ['BUY with a position', aDecision(), holding(50)],
    ['SELL with a position', aShort(), holding(50)],
    ['HOLD of nothing', aHold({ direction: Direction.FLAT }), aBriefing()],
    ['CLOSE of nothing', aClose(), aBriefing()],
    [
      'REDUCE of nothing',
      aDecision({ action: Action.REDUCE, direction: Direction.FLAT, riskLevels: undefined }),
      aBriefing(),
    ],
    [
      'BUY with an entry working',
      aDecision(),
      aBriefing({ portfolio: aPortfolio({ workingOrders: [aWorkingOrder()] }) }),
    ],
  ])('%s is illegal', (_, decision, briefing) => {
    const delta = decision.convictionDelta;
    expect(codes(decision, { briefing, delta })).toEqual(['ACTION_ILLEGAL_FOR_POSITION']);
  });

  it('do not mind a working order that can only reduce', () => {
    const portfolio = aPortfolio({ workingOrders: [aWorkingOrder({ reduceOnly: true })] });
    expect(codes(aDecision(), { briefing: aBriefing({ portfolio }) })).toEqual([]);
  });

  it.each([
    ['a BUY that says SHORT', aDecision({ direction: Direction.SHORT }), aBriefing()],
    ['a HOLD that says SHORT of a long position', aHold({ direction: Direction.SHORT }), holding(50)],
    ['a CLOSE that says LONG', aClose({ direction: Direction.LONG }), holding(50)],
    ['a NO_TRADE that says LONG from flat', aHold({ action: Action.NO_TRADE }), aBriefing()],
  ])('agree on the direction: not %s', (_, decision, briefing) => {
    expect(codes(decision, { briefing })).toEqual(['DIRECTION_MISMATCH']);
  });

  it('go short only where that is allowed', () => {
    expect(codes(aShort(), { delta: -0.5, rules: someRules({ allowShort: false }) })).toEqual(['SHORT_NOT_ALLOWED']);
    expect(codes(aDecision(), { rules: someRules({ allowShort: false }) })).toEqual([]);
  });
});

describe('the order', () => {
  it.each([
    ['of nothing', { size: size(0) }, ['SIZE_ZERO']],
    ['without size', { size: undefined }, ['SIZE_ZERO']],
    ['of contracts of a share', { size: size(1, SizeUnit.CONTRACTS) }, ['SIZE_UNIT']],
    ['in no unit', { size: size(1, SizeUnit.UNSPECIFIED) }, ['SIZE_UNIT']],
    ['in a unit from the future', { size: size(1, 9 as SizeUnit) }, ['SIZE_UNIT']],
    ['in dollars', { size: size(5000, SizeUnit.DOLLARS) }, []],
    ['in percent of equity', { size: size(9, SizeUnit.PCT_EQUITY) }, []],
    ['without entry', { entry: undefined }, ['ENTRY_REQUIRED']],
    ['with a limit entry without limit', { entry: { ...market, type: EntryType.LIMIT } }, ['LIMIT_REQUIRED']],
    [
      'with another reference than the last price',
      { entry: { ...market, reference: wire('99.99') } },
      ['REFERENCE_PRICE'],
    ],
    ['with an unknown entry type', { entry: { ...market, type: 9 } }, ['UNKNOWN_ENTRY_TYPE']],
    ['with no time in force', { entry: { ...market, tif: 0 } }, ['UNKNOWN_TIME_IN_FORCE']],
  ])('%s', (_, change, expected) => {
    expect(codes(aDecision(change))).toEqual(expected);
  });

  it('has no place in a HOLD', () => {
    expect(codes(aHold({ entry: market }), { briefing: holding(50) })).toEqual(['ENTRY_UNEXPECTED']);
  });

  it('needs the briefing to know a last price', () => {
    const volume = aFact({ kind: 'price.volume' });
    const briefing = aBriefing({ facts: [volume] });
    const claims = [{ text: 'It trades.', factIds: [volume.id], stance: Stance.BULLISH, weight: 0.5 }];
    expect(codes(aDecision({ claims }), { briefing })).toEqual(['REFERENCE_PRICE']);
  });
});

describe('an option', () => {
  const call = (change = {}) =>
    aDecision({
      instrument: aCall(),
      size: size(3, SizeUnit.CONTRACTS),
      entry: { ...market, reference: wire('2.5') },
      riskLevels: { stop: wire('1.5'), target: wire('4.5'), denomination: RiskDenomination.OPTION_PRICE },
      ...change,
    });
  const briefing = aBriefing({ facts: [aFact(), aPriceFact('AAPL160318C00105000', '2.5')] });

  it('is argued about by its underlying, and priced and sized as itself', () => {
    expect(codes(call(), { briefing })).toEqual([]);
    expect(codes(call({ size: size(3) }), { briefing })).toEqual(['SIZE_UNIT']);
    expect(codes(call({ entry: market }), { briefing })).toContain('REFERENCE_PRICE');
    expect(codes(call({ riskLevels: levels('1.5', '4.5') }), { briefing })).toEqual(['RISK_DENOMINATION']);
  });
});

describe('evidence and identity', () => {
  it('refuses a symbol the cycle was not asked about', () => {
    expect(codes(aDecision({ instrument: equity('MSFT') }))).toContain('SYMBOL_UNKNOWN');
  });

  it('refuses a claim that cites what is not in the briefing, or nothing', () => {
    const claim = { text: 'Trust me.', stance: Stance.BULLISH, weight: 1 };
    const invented = { ...claim, factIds: [aFact().id, 'f0123456789abcdef0123'] };
    expect(codes(aDecision({ claims: [invented] }))).toEqual(['CLAIM_UNFOUNDED']);
    expect(codes(aDecision({ claims: [{ ...claim, factIds: [] }] }))).toEqual(['CLAIM_UNFOUNDED']);
  });

  it.each([-0.01, 1.01, Number.NaN])('refuses a confidence of %s', (confidence) => {
    expect(codes(aDecision({ confidence }))).toEqual(['CONFIDENCE_RANGE']);
  });

  it('refuses a second decision on the same instrument', () => {
    expect(codes([aDecision(), aDecision()])).toEqual(['DUPLICATE_DECISION']);
  });

  it('refuses an id that is not derived', () => {
    expect(codes(aDecision({ decisionId: 'mine/AAPL' }))).toEqual(['DECISION_ID']);
  });

  it('refuses a decision about nothing', () => {
    expect(codes(aDecision({ instrument: undefined, decisionId: 'x' }))).toEqual(['INSTRUMENT_MISSING']);
  });

  it.each([
    ['hash', { briefingHash: hash(sha256('another')) }],
    ['missing hash', { briefingHash: undefined }],
    ['cycle', { cycleId: 'another' }],
    ['mode', { mode: Mode.LIVE }],
    ['time', { asOf: timestamp(AS_OF_MS + 1) }],
  ])('refuses a plan made for another briefing (%s)', (_, change) => {
    const briefing = aBriefing();
    const plan = { ...aPlanOn(briefing, [aDecision()]), ...change };
    const found = checkDecisionRules(plan, briefing, theses(), defaultDecisionRules());
    expect(found.map(({ code, decisionId }) => [code, decisionId])).toEqual([['PLAN_BRIEFING_MISMATCH', '']]);
  });

  it('says which decision it is about, what was seen and what was expected', () => {
    const briefing = aBriefing();
    const decision = aDecision({ riskLevels: levels(96, 105) });
    const [found] = checkDecisionRules(aPlanOn(briefing, [decision]), briefing, theses(), defaultDecisionRules());
    expect(found).toMatchObject({
      code: 'REWARD_RISK',
      decisionId: decision.decisionId,
      field: 'risk_levels',
      observed: '1.25',
      expected: 'at least 1.5',
    });
  });
});

describe('the closed sets', () => {
  it('let no unknown action or direction through', () => {
    const inContract = (schemaMax: number) => fc.integer({ min: -5, max: 50 }).filter((n) => n < 1 || n > schemaMax);
    fc.assert(
      fc.property(inContract(7), (action) => {
        expect(codes(aDecision({ action }))).toContain('UNKNOWN_ACTION');
      }),
    );
    fc.assert(
      fc.property(inContract(3), (direction) => {
        expect(codes(aDecision({ direction }))).toContain('UNKNOWN_DIRECTION');
      }),
    );
  });
});
