import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CircuitBreaker,
  DEFAULT_CIRCUIT,
  parseExactJson,
  retryAfterMs,
  TokenBucket,
} from '../src/adapters/http/index.js';
import { decimalText } from '../src/adapters/wire/fields.js';
import { parseInstant } from '../src/adapters/wire/instant.js';
import { ms, never, scriptedRuntime } from './vendors/vendor-setting.js';

describe('the pace of a vendor', () => {
  it('lets a burst through and the rest one by one, never below zero', async () => {
    const runtime = scriptedRuntime();
    const bucket = new TokenBucket({ burst: 3, perSecond: 2, waiting: 100 }, runtime);
    const started = runtime.clock.now();
    const left: number[] = [];
    const taken = Array.from({ length: 9 }, async () => {
      expect(await bucket.take(never)).toBe(true);
      left.push(bucket.available);
    });
    await Promise.all(taken);
    expect(runtime.clock.now() - started).toBe(3000);
    expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
  });

  it('holds for any burst, rate and crowd: no more than burst + rate · time get through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 40 }),
        async (burst, perSecond, crowd) => {
          const runtime = scriptedRuntime(0);
          const bucket = new TokenBucket({ burst, perSecond, waiting: 100 }, runtime);
          const times: number[] = [];
          await Promise.all(
            Array.from({ length: crowd }, async () => {
              await bucket.take(never);
              times.push(runtime.clock.now());
              expect(bucket.available).toBeGreaterThanOrEqual(0);
            }),
          );
          for (const [taken, at] of times.entries())
            expect(taken + 1).toBeLessThanOrEqual(burst + (perSecond * at) / 1000 + 1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('turns a crowd away instead of letting it wait for ever', async () => {
    const bucket = new TokenBucket({ burst: 1, perSecond: 1, waiting: 2 }, scriptedRuntime());
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => bucket.take(never)));
    expect(outcomes).toEqual([true, true, true, false, false, false]);
  });

  it('goes on for the others when one of them gives up waiting', async () => {
    const bucket = new TokenBucket({ burst: 1, perSecond: 1, waiting: 9 }, scriptedRuntime());
    const giveUp = new AbortController();
    const outcomes = [bucket.take(never), bucket.take(giveUp.signal), bucket.take(never)];
    giveUp.abort(new Error('enough'));
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('refuses a rate that lets nothing through', () => {
    expect(() => new TokenBucket({ burst: 0, perSecond: 1, waiting: 1 }, scriptedRuntime())).toThrow(RangeError);
    expect(() => new TokenBucket({ burst: 1, perSecond: Number.NaN, waiting: 1 }, scriptedRuntime())).toThrow(
      RangeError,
    );
  });
});

describe('the circuit of a vendor', () => {
  const fail = (circuit: CircuitBreaker, times: number) => {
    for (let i = 0; i < times; i++) circuit.report(false);
  };

  it('stays closed below the minimum and below the share', () => {
    const circuit = new CircuitBreaker(DEFAULT_CIRCUIT, scriptedRuntime().clock);
    fail(circuit, 4);
    expect(circuit.state).toBe('CLOSED');
    for (let i = 0; i < 16; i++) circuit.report(true);
    fail(circuit, 9);
    expect(circuit.state).toBe('CLOSED');
  });

  it('opens, lets three trials through after ten seconds, and opens again when one of them fails', () => {
    const runtime = scriptedRuntime();
    const circuit = new CircuitBreaker(DEFAULT_CIRCUIT, runtime.clock);
    fail(circuit, 5);
    expect(circuit.admit()).toBe(10_000);
    runtime.pass(10_000);
    expect([circuit.admit(), circuit.admit(), circuit.admit()]).toEqual([0, 0, 0]);
    expect(circuit.admit()).toBeGreaterThan(0);
    circuit.report(true);
    circuit.report(false);
    expect(circuit.state).toBe('OPEN');
  });

  it('gives a trial back when its caller gave up', () => {
    const runtime = scriptedRuntime();
    const circuit = new CircuitBreaker({ ...DEFAULT_CIRCUIT, trials: 1 }, runtime.clock);
    fail(circuit, 5);
    runtime.pass(10_000);
    circuit.admit();
    circuit.release();
    expect(circuit.admit()).toBe(0);
  });
});

describe('what vendors write', () => {
  // RFC 9110, 10.2.3: both examples of the section.
  it('Retry-After as seconds or a date', () => {
    expect(retryAfterMs('120', 0)).toBe(120_000);
    expect(retryAfterMs('Fri, 31 Dec 1999 23:59:59 GMT', ms('1999-12-31T23:59:00Z'))).toBe(59_000);
    expect(retryAfterMs('Fri, 31 Dec 1999 23:59:59 GMT', ms('2000-01-01T00:00:00Z'))).toBe(0);
    for (const nothing of [null, '', 'soon', '-5'])
      expect(retryAfterMs(nothing, ms('2026-01-01T00:00:00Z')) ?? 0).toBe(0);
  });

  it('JSON numbers keep every digit', () => {
    const text =
      '{"t":1651251948407646487,"z":1652191872800638700,"p":161.2998,"x":0.1234567890123456789,"s":"16512519484"}';
    expect(parseExactJson(text)).toEqual({
      t: '1651251948407646487',
      z: '1652191872800638700',
      p: 161.2998,
      x: '0.1234567890123456789',
      s: '16512519484',
    });
  });

  it('decimals in any notation become the same text', () => {
    expect([1e-7, '1e-7', '.5', '+1.50', '007', -0, 100, '2.'].map(decimalText)).toEqual([
      '0.0000001',
      '0.0000001',
      '0.5',
      '1.5',
      '7',
      '0',
      '100',
      '2',
    ]);
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY, '', ' ', '1,000', 'None', '0x10', '1e99', 'Infinity'])
      expect(decimalText(none)).toBeUndefined();
  });

  it('any float becomes a decimal of the same value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (x) => {
        expect(Math.abs(Number(decimalText(x)) - x)).toBeLessThanOrEqual(1e-18);
      }),
    );
  });

  it('times to the nanosecond, in any zone', () => {
    expect(parseInstant('2022-03-18T14:02:43.651613184Z')).toEqual({
      timeMs: ms('2022-03-18T14:02:43.651Z'),
      timeNs: 1647612163651613184n,
    });
    expect(parseInstant('2022-03-18T10:02:43-04:00')?.timeMs).toBe(ms('2022-03-18T14:02:43Z'));
    expect(parseInstant('2022-03-18T14:02:43.5Z')?.timeMs).toBe(ms('2022-03-18T14:02:43.500Z'));
    for (const none of ['2022-03-18', '2022-13-18T00:00:00Z', 'now', '2022-03-18T14:02:43'])
      expect(parseInstant(none)).toBeUndefined();
  });
});
