import { describe, expect, it } from 'vitest';
import { macroFacts } from '../src/app/macro-facts.js';
import { anObservation } from './publications.js';

const said = (facts: ReturnType<typeof macroFacts>) =>
  facts.map(({ kind, value, source }) => [
    kind,
    value.case === 'decimal' ? value.value.value : '',
    'ref' in source && source.ref,
  ]);

describe('an economic series', () => {
  it('is its newest value and the change from the one before', () => {
    const facts = macroFacts([
      anObservation('2015-12-01', '237.761', '2016-01-20T22:00:00Z'),
      anObservation('2016-01-01', '237.652', '2016-02-19T22:00:00Z'),
    ]);
    expect(said(facts)).toEqual([
      ['macro.cpiaucsl', '237.652', 'FRED CPIAUCSL 2016-01-01'],
      ['macro.cpiaucsl_change', '-0.109', 'FRED CPIAUCSL 2016-01-01 minus 2015-12-01'],
    ]);
    expect(facts.map(({ subject, asOf }) => [subject, asOf])).toEqual([
      ['MARKET', Date.parse('2016-02-19T22:00:00Z')],
      ['MARKET', Date.parse('2016-02-19T22:00:00Z')],
    ]);
  });

  it('has a change that is known only when the revision of the earlier value is', () => {
    const [, change] = macroFacts([
      anObservation('2015-12-01', '237.761', '2016-03-01T22:00:00Z'),
      anObservation('2016-01-01', '237.652', '2016-02-19T22:00:00Z'),
    ]);
    expect(change?.asOf).toBe(Date.parse('2016-03-01T22:00:00Z'));
  });

  it('passes over days of which it was published that there is no value', () => {
    const facts = macroFacts([
      anObservation('2016-02-12', '25.4', '2016-02-13T06:00:00Z', 'VIXCLS'),
      anObservation('2016-02-15', undefined, '2016-02-16T06:00:00Z', 'VIXCLS'),
    ]);
    expect(said(facts)).toEqual([['macro.vixcls', '25.4', 'FRED VIXCLS 2016-02-12']]);
    expect(macroFacts([anObservation('2016-02-15', undefined, '2016-02-16T06:00:00Z')])).toEqual([]);
  });

  it('with parameters has them in its name', () => {
    const [fact] = macroFacts([
      anObservation('2016-02-12', '1.74', '2016-02-13T06:00:00Z', 'TREASURY_YIELD?maturity=10year&interval=daily'),
    ]);
    expect(fact?.kind).toBe('macro.treasury_yield_maturity_10year_interval_daily');
  });
});
