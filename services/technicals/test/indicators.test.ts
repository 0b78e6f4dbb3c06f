import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INDICATORS, indicatorsNamed } from '../src/app/indicators/indicator-table.js';
import { barsClosingAt, barsOf, numbersOf, type Prices, readerOf, rising, wave } from './charts.js';

/** Bars of any shape, consistent in themselves. */
const prices = fc.array(
  fc
    .tuple(fc.integer({ min: 90, max: 110 }), fc.nat(4), fc.nat(4), fc.integer({ min: -6, max: 6 }))
    .map(([open, up, down, body]): Prices => {
      const close = open + body;
      return [open, Math.max(open, close) + up, Math.min(open, close) - down, close];
    }),
  { minLength: 1, maxLength: 150, size: 'max' },
);

describe('the table of indicators', () => {
  it('names every indicator and every output once', () => {
    const outputs = INDICATORS.flatMap((indicator) => indicator.outputs.map(({ name }) => name));
    expect(new Set(INDICATORS.map(({ name }) => name)).size).toBe(INDICATORS.length);
    expect(new Set(outputs).size).toBe(outputs.length);
  });

  it('has a line for every output once the bars are warm', async () => {
    const { lines } = await readerOf(barsClosingAt(wave(600))).drawn(50, INDICATORS);
    expect(lines.map(({ name }) => name)).toEqual(
      INDICATORS.flatMap((indicator) => indicator.outputs.map(({ name }) => name)),
    );
    for (const { name, offset, values } of lines) expect([name, offset, values.length]).toEqual([name, 0, 50]);
  });

  it('never states or draws what is no number', async () => {
    await fc.assert(
      fc.asyncProperty(prices, async (drawn) => {
        const reader = readerOf(barsOf(drawn));
        for (const { values } of (await reader.drawn(150, INDICATORS)).lines) {
          expect(values.every(Number.isFinite)).toBe(true);
        }
        for (const value of Object.values(numbersOf(await reader.describe(INDICATORS)))) expect(value).not.toBe('NaN');
      }),
      { numRuns: 20 },
    );
  });

  it('draws lines that end in the numbers it describes', async () => {
    await fc.assert(
      fc.asyncProperty(prices, async (drawn) => {
        const reader = readerOf(barsOf(drawn));
        const stated = numbersOf(await reader.describe(INDICATORS));
        for (const { name, values } of (await reader.drawn(150, INDICATORS)).lines) {
          expect(Number(stated[`indicator.${name}`]), name).toBeCloseTo(values.at(-1) ?? Number.NaN, 5);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('asking for indicators by name', () => {
  it('states those alone', async () => {
    const facts = await readerOf(barsClosingAt(rising(60))).describe(indicatorsNamed(['adx_14', 'aroon_25', 'adx_14']));
    expect(facts.map(({ kind }) => kind).filter((kind) => kind.startsWith('indicator.'))).toEqual([
      'indicator.adx_14',
      'indicator.aroon_up_25',
      'indicator.aroon_down_25',
      'indicator.aroon_oscillator_25',
    ]);
    expect(numbersOf(facts)).toMatchObject({ 'indicator.aroon_up_25': '100', 'indicator.aroon_oscillator_25': '100' });
  });

  it('refuses one there is none of, and says which there are', () => {
    expect(() => indicatorsNamed(['rsi_14', 'rsi_41'])).toThrow(/^"rsi_41" is no indicator: choose from sma_20, /);
  });
});
