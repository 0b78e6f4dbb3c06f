import { create } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import { factId, millis } from '@cream/domain';
import { Trust } from '@cream/proto/knowledge';
import { type Bar, BarInterval, GetBarsResponseSchema } from '@cream/proto/market';
import { AS_OF_MS } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChartReader } from '../src/app/chart-reader.js';
import { barsClosingAt, numbersOf, readerOf, rising, wave } from './charts.js';

describe('describing a chart', () => {
  it('states the numbers of a steady rise', async () => {
    const facts = numbersOf(await readerOf(barsClosingAt(rising(250))).describe());
    expect(facts).toMatchObject({
      'indicator.sma_20': '339.5',
      'indicator.sma_50': '324.5',
      'indicator.sma_200': '249.5',
      'indicator.rsi_14': '100',
      'indicator.atr_14': '2',
      'indicator.volume_sma_20': '1000000',
      'indicator.volume_ratio_20': '1',
      'indicator.return_1': '0.002874',
    });
    expect(Object.keys(facts).filter((kind) => kind.startsWith('indicator.'))).toHaveLength(21);
  });

  it('says of every fact what it is about, since when it is known and how it was made', async () => {
    const facts = await readerOf(barsClosingAt(wave(320))).describe();
    for (const fact of facts) {
      expect(fact).toMatchObject({ id: factId(fact), subject: 'AAPL', trust: Trust.DERIVED });
      expect(fact.source?.service).toBe('technicals');
      expect(millis(fact.asOf)).toBe(AS_OF_MS);
    }
    expect(facts.find(({ kind }) => kind === 'indicator.sma_20')?.source?.ref).toBe('sma(close, 20)');
  });

  it('finds the levels a wave turned at, on either side of the price', async () => {
    const facts = numbersOf(await readerOf(barsClosingAt(wave(320))).describe());
    expect(facts).toMatchObject({ 'level.support': '89', 'level.resistance': '111' });
  });

  it('rates the nearest level of either role, and says in the source what the price did there', async () => {
    const facts = await readerOf(barsClosingAt(wave(320))).describe();
    const [support, strength] = ['level.support', 'level.support_strength'].map((kind) =>
      facts.find((fact) => fact.kind === kind),
    );
    expect(support?.source?.ref).toMatch(
      /^pivots\(side 5, tolerance 0.005, half-life 60\): 8 touches, \d{8}T\d{6}Z to \d{8}T\d{6}Z; strength 0\.\d+, breaks 0, role reversals 0$/,
    );
    expect(strength?.unit).toBe('ratio');
    expect(support?.source?.ref).toContain(`strength ${numbersOf(facts)['level.support_strength']},`);
  });

  it('leaves out what is not warm yet', async () => {
    const kinds = Object.keys(numbersOf(await readerOf(barsClosingAt(rising(20))).describe()));
    expect(kinds).toContain('indicator.sma_20');
    expect(kinds).not.toContain('indicator.return_20');
    expect(kinds).not.toContain('indicator.sma_50');
    expect(kinds).not.toContain('indicator.macd_12_26');
  });

  it('says nothing about a symbol without bars', async () => {
    expect(await readerOf([]).describe()).toEqual([]);
  });

  it('says nothing about volume when a bar has none', async () => {
    const bars = barsClosingAt(rising(30));
    delete bars[12]?.volume;
    const kinds = Object.keys(numbersOf(await readerOf(bars).describe()));
    expect(kinds.filter((kind) => kind.includes('volume'))).toEqual([]);
  });

  it('asks once, and depends on the newest 320 bars alone', async () => {
    const closes = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(closes, async (older) => {
        const { describe, calls } = readerOf(barsClosingAt([...older, ...wave(320)]));
        expect(await describe()).toEqual(await readerOf(barsClosingAt(wave(320))).describe());
        expect(calls).toEqual([320]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('what comes later', () => {
  /** Market data that answers as of a time, as the real one does. */
  function marketOf(bars: readonly Bar[]) {
    return new ChartReader({
      getBars: async ({ asOf, limit = 0 }) => {
        const until = millis(asOf && create(TimestampSchema, asOf));
        const known = bars.filter(({ end }) => millis(end) <= until).slice(-limit);
        return create(GetBarsResponseSchema, {
          series: [{ symbol: 'AAPL', interval: BarInterval.ONE_DAY, bars: known }],
        });
      },
    });
  }

  it('changes no fact about an earlier time', async () => {
    const closes = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 1, maxLength: 260 });
    await fc.assert(
      fc.asyncProperty(closes, fc.nat(), async (values, cut) => {
        const bars = barsClosingAt(values);
        const known = bars.slice(0, (cut % bars.length) + 1);
        const then = known.at(-1)?.end;
        const facts = await marketOf(bars).describe(['AAPL'], then);
        expect(facts).toEqual(await marketOf(known).describe(['AAPL'], then));
        for (const { asOf } of facts) expect(millis(asOf)).toBe(millis(then));
      }),
      { numRuns: 25 },
    );
  });
});

describe('drawing a chart', () => {
  it('draws over the bars asked for, warmed up by those before', async () => {
    const { drawn } = readerOf(barsClosingAt(wave(600)));
    const chart = await drawn(100);
    expect(chart.bars).toHaveLength(100);
    for (const line of chart.lines) expect([line.name, line.offset, line.values.length]).toEqual([line.name, 0, 100]);
    expect(chart.levels.map(({ support }) => support)).toEqual([true, false]);
  });

  it('ends in the numbers that are described', async () => {
    const { drawn, describe } = readerOf(barsClosingAt(wave(600)));
    const facts = numbersOf(await describe());
    for (const { name, values } of (await drawn(400)).lines) {
      expect(values.at(-1), name).toBeCloseTo(Number(facts[`indicator.${name}`]), 5);
    }
  });

  it('begins a line where its warm-up ends', async () => {
    const { drawn } = readerOf(barsClosingAt(rising(30)));
    const { lines, bars } = await drawn(250);
    expect(bars).toHaveLength(30);
    const average = lines.find(({ name }) => name === 'sma_20');
    expect([average?.offset, average?.values.length]).toEqual([19, 11]);
  });
});
