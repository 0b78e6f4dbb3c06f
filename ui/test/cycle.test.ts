import { create } from '@bufbuild/protobuf';
import { Role, type Thesis, ThesisSchema } from '@cream/proto/decision';
import { FactSchema } from '@cream/proto/knowledge';
import { describe, expect, it } from 'vitest';
import { convictionDelta } from '../src/app/cycle/conviction-delta.js';
import { factName, factValue } from '../src/app/cycle/fact-value.js';
import { limitScale } from '../src/app/cycle/limit-scale.js';

describe('a limit on a bar', () => {
  const decimal = (value: string) => create(FactSchema, { value: { case: 'decimal', value: { value } } }).value;
  const scale = (observed: string, limit: string) => {
    const [seen, allowed] = [decimal(observed), decimal(limit)];
    if (seen.case !== 'decimal' || allowed.case !== 'decimal') throw new Error('not decimals');
    return limitScale({ observed: seen.value, limit: allowed.value });
  };

  it('ends at the limit while the observed value is within it', () => {
    expect(scale('9000', '50000')).toEqual({ observed: 0.18, limit: 1 });
  });

  it('ends at the observed value when that is over the limit', () => {
    expect(scale('4', '2')).toEqual({ observed: 1, limit: 0.5 });
  });

  it('measures a short exposure by its size', () => {
    expect(scale('-125000', '250000')).toEqual({ observed: 0.5, limit: 1 });
  });

  it('is not drawn where nothing was observed, nothing is limited, or both are zero', () => {
    expect(limitScale({})).toBeUndefined();
    expect(scale('0', '0')).toBeUndefined();
  });
});

describe('the debate', () => {
  const thesis = (role: Role, conviction: number): Thesis => create(ThesisSchema, { role, conviction });

  it('leans to the bull by the difference of the convictions', () => {
    expect(convictionDelta([thesis(Role.BEAR, 0.25), thesis(Role.BULL, 0.75)])).toBe(0.5);
  });

  it('leans nowhere while one side has not spoken', () => {
    expect(convictionDelta([thesis(Role.BULL, 0.75)])).toBeUndefined();
  });
});

describe('a fact in words', () => {
  it('is named by what it measures', () => {
    expect(factName('indicator.rsi_14')).toBe('rsi 14');
    expect(factName('regime.label')).toBe('regime');
  });

  it('keeps every digit of its value', () => {
    const fact = create(FactSchema, { value: { case: 'decimal', value: { value: '82.70355' } }, unit: 'USD' });
    expect(factValue(fact)).toBe('$82.70355');
  });

  it('says what it is when it has no number', () => {
    expect(factValue(create(FactSchema, { value: { case: 'label', value: 'BEAR_TREND' } }))).toBe('BEAR_TREND');
    expect(factValue(create(FactSchema, {}))).toBe('–');
  });
});
