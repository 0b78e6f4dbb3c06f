import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Leg, recogniseStrategy } from '../../src/index.js';
import { call, put, reversed, shares } from './strategies-under-test.js';

const long = shares(100, 98);

const NAMED: readonly [name: string, legs: readonly Leg[], reverse: string][] = [
  ['long-call', [call(1, 100, 1)], 'short-call'],
  ['long-put', [put(1, 100, 1)], 'short-put'],
  ['covered-call', [long, call(-1, 105, 1)], 'protective-call'],
  ['protective-put', [long, put(1, 95, 1)], 'covered-put'],
  ['collar', [long, put(1, 95, 1), call(-1, 105, 1)], 'short-collar'],
  ['conversion', [long, put(1, 100, 1), call(-1, 100, 1)], 'reverse-conversion'],
  ['covered-strangle', [long, put(-1, 95, 1), call(-1, 105, 1)], 'custom'],
  ['bull-call-spread', [call(1, 100, 1), call(-1, 105, 1)], 'bear-call-spread'],
  ['bull-put-spread', [put(1, 95, 1), put(-1, 100, 1)], 'bear-put-spread'],
  ['long-straddle', [call(1, 100, 1), put(1, 100, 1)], 'short-straddle'],
  ['long-strangle', [call(1, 105, 1), put(1, 95, 1)], 'short-strangle'],
  ['long-guts', [call(1, 95, 1), put(1, 105, 1)], 'short-guts'],
  ['long-strip', [call(1, 100, 1), put(2, 100, 1)], 'short-strip'],
  ['long-strap', [call(2, 100, 1), put(1, 100, 1)], 'short-strap'],
  ['synthetic-long', [call(1, 100, 1), put(-1, 100, 1)], 'synthetic-short'],
  ['risk-reversal', [call(1, 105, 1), put(-1, 95, 1)], 'short-risk-reversal'],
  ['long-call-butterfly', [call(1, 95, 1), call(-2, 100, 1), call(1, 105, 1)], 'short-call-butterfly'],
  ['long-put-butterfly', [put(1, 95, 1), put(-2, 100, 1), put(1, 105, 1)], 'short-put-butterfly'],
  ['iron-butterfly', [put(1, 95, 1), put(-1, 100, 1), call(-1, 100, 1), call(1, 105, 1)], 'reverse-iron-butterfly'],
  ['long-call-condor', [call(1, 90, 1), call(-1, 95, 1), call(-1, 105, 1), call(1, 110, 1)], 'short-call-condor'],
  ['long-put-condor', [put(1, 90, 1), put(-1, 95, 1), put(-1, 105, 1), put(1, 110, 1)], 'short-put-condor'],
  ['iron-condor', [put(1, 90, 1), put(-1, 95, 1), call(-1, 105, 1), call(1, 110, 1)], 'reverse-iron-condor'],
  ['long-box', [call(1, 95, 1), put(-1, 95, 1), call(-1, 105, 1), put(1, 105, 1)], 'short-box'],
  ['bull-call-ladder', [call(1, 95, 1), call(-1, 100, 1), call(-1, 105, 1)], 'bear-call-ladder'],
  ['bear-put-ladder', [put(1, 105, 1), put(-1, 100, 1), put(-1, 95, 1)], 'bull-put-ladder'],
  ['call-ratio-spread', [call(1, 100, 1), call(-2, 105, 1)], 'call-backspread'],
  ['put-ratio-spread', [put(1, 100, 1), put(-3, 95, 1)], 'put-backspread'],
  ['long-call-calendar', [call(-1, 100, 1, 30), call(1, 100, 1, 60)], 'short-call-calendar'],
  ['long-put-calendar', [put(-1, 100, 1, 30), put(1, 100, 1, 60)], 'short-put-calendar'],
  ['long-call-diagonal', [call(-1, 105, 1, 30), call(1, 100, 1, 60)], 'short-call-diagonal'],
  ['long-put-diagonal', [put(-1, 95, 1, 30), put(1, 100, 1, 60)], 'short-put-diagonal'],
  [
    'long-double-calendar',
    [put(-1, 95, 1, 30), call(-1, 105, 1, 30), put(1, 95, 1, 60), call(1, 105, 1, 60)],
    'short-double-calendar',
  ],
  [
    'long-jelly-roll',
    [call(-1, 100, 1, 30), put(1, 100, 1, 30), call(1, 100, 1, 60), put(-1, 100, 1, 60)],
    'short-jelly-roll',
  ],
];

describe('a strategy', () => {
  it.each(NAMED)('is recognised as a %s, and its other side too', (name, legs, reverse) => {
    expect(recogniseStrategy(legs)).toEqual({ name, units: 1, balanced: true });
    expect(recogniseStrategy(reversed(legs)).name).toBe(reverse);
  });

  it.each(NAMED)('is a %s in any order and any number, also when a leg was filled in parts', (name, legs) => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...legs], { minLength: legs.length }),
        fc.integer({ min: 1, max: 9 }),
        (order, units) => {
          const times = (leg: Leg): Leg =>
            leg.kind === 'shares'
              ? { ...leg, shares: leg.shares * units }
              : { ...leg, contracts: leg.contracts * units };
          expect(recogniseStrategy(order.map(times))).toMatchObject({ name, units });
          expect(recogniseStrategy(Array.from({ length: units }, () => order).flat())).toMatchObject({ name, units });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('may have a broken wing', () => {
    const broken = [call(1, 95, 1), call(-2, 100, 1), call(1, 110, 1)];
    expect(recogniseStrategy(broken)).toEqual({ name: 'long-call-butterfly', units: 1, balanced: false });
  });

  it('may be shares alone, one by one', () => {
    expect(recogniseStrategy([long])).toMatchObject({ name: 'long-shares', units: 100 });
    expect(recogniseStrategy(reversed([long]))).toMatchObject({ name: 'short-shares', units: 100 });
  });

  it('is custom when it has no name', () => {
    expect(recogniseStrategy([call(1, 100, 1), put(3, 90, 1)]).name).toBe('custom');
    expect(recogniseStrategy([call(2, 100, 1), call(-1, 105, 1)]).name).toBe('custom');
    expect(recogniseStrategy([shares(150, 98), call(-1, 105, 1)]).name).toBe('custom');
    expect(recogniseStrategy([call(1, 100, 1, 10), call(1, 100, 1, 20), call(1, 100, 1, 30)]).name).toBe('custom');
    expect(recogniseStrategy([long, call(-1, 105, 1, 10), call(-1, 105, 1, 20)]).name).toBe('custom');
    expect(recogniseStrategy([call(1, 100, 1), call(-1, 100, 1)]).name).toBe('custom');
  });

  it('cannot be told from legs that make no sense together', () => {
    const adjusted: Leg = {
      kind: 'option',
      right: 'call',
      strike: 100,
      expiry: 30,
      contracts: 1,
      multiplier: 28,
      price: 1,
    };
    expect(() => recogniseStrategy([adjusted, call(-1, 105, 1)])).toThrow(/different multipliers/);
    expect(() => recogniseStrategy([])).toThrow(expect.objectContaining({ parameter: 'legs' }));
  });
});
