import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { DecimalSchema, EquitySchema, HashSchema, InstrumentSchema, Mode } from '@cream/proto/common';
import { GetActiveRequestSchema } from '@cream/proto/cycle';
import {
  Action,
  ClaimSchema,
  type DecisionPlanSchema,
  Direction,
  EntryType,
  SizeUnit,
  Stance,
  TimeInForce,
} from '@cream/proto/decision';
import { GetBarsRequestSchema } from '@cream/proto/market';
import { SubmitPlanRequestSchema } from '@cream/proto/trading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findViolation } from '../src/validator.js';

type PlanInit = MessageInitShape<typeof DecisionPlanSchema>;
const hash = { sha256: new Uint8Array(32).fill(7) };
const one = { value: '1' };

function decision(size = '10') {
  return {
    decisionId: '20160301T210000Z-0badcafe/AAPL',
    instrument: { kind: { case: 'equity' as const, value: { symbol: 'AAPL' } } },
    action: Action.BUY,
    direction: Direction.LONG,
    size: { value: { value: size }, unit: SizeUnit.SHARES },
    entry: { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: { value: '100.53' } },
    confidence: 0.6,
    rationale: 'above its 200-day average',
  };
}

function submission(plan: Partial<PlanInit> = {}) {
  return create(SubmitPlanRequestSchema, {
    accountId: 'bt-20160301-0001',
    plan: {
      planId: 'p1',
      cycleId: '20160301T210000Z-0badcafe',
      asOf: timestampFromMs(0),
      mode: Mode.BACKTEST,
      decisions: [decision()],
      briefingHash: hash,
      ...plan,
    } as PlanInit,
    limits: {
      instrumentUnits: one,
      instrumentNotional: one,
      instrumentPctEquity: one,
      grossNotional: one,
      netNotional: one,
      leverage: one,
      minRewardRisk: one,
    },
  });
}

describe('a request with rules deep inside', () => {
  it('passes when it keeps them', () => {
    expect(findViolation(SubmitPlanRequestSchema, submission())).toBeUndefined();
  });

  it('is refused with the path of the field, list index included', () => {
    const request = submission({ decisions: [decision('10'), decision('1e3')] });
    expect(findViolation(SubmitPlanRequestSchema, request)?.path).toBe('plan.decisions[1].size.value.value');
  });

  it('names the field a missing message should have stood in', () => {
    const request = submission();
    delete request.limits;
    expect(findViolation(SubmitPlanRequestSchema, request)).toEqual({ path: 'limits', text: 'is required' });
  });

  it('does not ask for parts that may be absent', () => {
    const { entry: _, ...hold } = decision('0');
    expect(findViolation(SubmitPlanRequestSchema, submission({ decisions: [hold] }))).toBeUndefined();
  });

  it('names a oneof of which nothing is chosen', () => {
    const request = submission({ decisions: [{ ...decision(), instrument: {} }] });
    expect(findViolation(SubmitPlanRequestSchema, request)).toEqual({
      path: 'plan.decisions[0].instrument.kind',
      text: 'needs one of equity, option',
    });
  });
});

describe('rules of one field', () => {
  it.each([
    ['an empty list', { symbols: [], asOf: timestampFromMs(0) }, 'symbols'],
    ['an absent message', { symbols: ['AAPL'] }, 'as_of'],
  ])('required refuses %s', (_name, init, path) => {
    const request = create(GetBarsRequestSchema, init);
    expect(findViolation(GetBarsRequestSchema, request)).toEqual({ path, text: 'is required' });
  });

  it('required refuses an unspecified enum', () => {
    const claim = create(ClaimSchema, { text: 'rising', factIds: ['f1'] });
    expect(findViolation(ClaimSchema, claim)).toEqual({ path: 'stance', text: 'is required' });
  });

  it.each([
    [31, 'is shorter than 32'],
    [33, 'is longer than 32'],
  ])('bounds refuse %i bytes for a hash', (size, text) => {
    const message = create(HashSchema, { sha256: new Uint8Array(size) });
    expect(findViolation(HashSchema, message)).toEqual({ path: 'sha256', text });
  });

  it.each(['', '007', '1.50', '1e3', ' 1', '1\n', '+1', '.5'])('a decimal is not written %j', (value) => {
    expect(findViolation(DecimalSchema, create(DecimalSchema, { value }))?.path).toBe('value');
  });

  it.each(['aapl', '', '../etc', 'AAPL\n'])('a symbol is not written %j', (symbol) => {
    expect(findViolation(EquitySchema, create(EquitySchema, { symbol }))?.path).toBe('symbol');
  });

  it.each([
    ['0', 'must be positive'],
    ['-1', 'must be positive'],
  ])('a price of %s is refused', (value, text) => {
    const entry = { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: { value } };
    expect(findViolation(SubmitPlanRequestSchema, submission({ decisions: [{ ...decision(), entry }] }))).toEqual({
      path: 'plan.decisions[0].entry.reference',
      text,
    });
  });

  it('a size may be zero, but not negative', () => {
    const withSize = (size: string) =>
      findViolation(SubmitPlanRequestSchema, submission({ decisions: [decision(size)] }));
    expect(withSize('0')).toBeUndefined();
    expect(withSize('-1')).toEqual({ path: 'plan.decisions[0].size.value', text: 'must not be negative' });
  });

  it('a weight lies in [0, 1] and is a number', () => {
    fc.assert(
      fc.property(fc.double(), (weight) => {
        const claim = create(ClaimSchema, { text: 'rising', factIds: ['f1'], stance: Stance.BULLISH, weight });
        const inside = weight >= 0 && weight <= 1;
        expect(findViolation(ClaimSchema, claim)).toEqual(
          inside ? undefined : { path: 'weight', text: 'must lie in [0, 1]' },
        );
      }),
    );
  });
});

describe('a message without rules', () => {
  it('is always fine', () => {
    expect(findViolation(GetActiveRequestSchema, create(GetActiveRequestSchema))).toBeUndefined();
    expect(findViolation(InstrumentSchema, create(InstrumentSchema))).toBeDefined();
  });
});
