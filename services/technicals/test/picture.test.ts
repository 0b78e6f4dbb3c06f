import { CANDLE_PATTERNS } from '@cream/quant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INDICATORS } from '../src/app/indicators/indicator-table.js';
import { priceText, shortText, valueText } from '../src/picture/numbers.js';
import { pictureLayout } from '../src/picture/picture-layout.js';
import { newYorkText, timeMarks } from '../src/picture/time-marks.js';
import { roundValues } from '../src/picture/value-scale.js';

const DAY_MS = 86_400_000;
/** Closes of the sessions from a date on, weekends left out, at 21:00 UTC. */
function sessions(from: string, count: number): number[] {
  const times: number[] = [];
  for (let ms = Date.parse(`${from}T21:00:00Z`); times.length < count; ms += DAY_MS) {
    if (new Date(ms).getUTCDay() % 6 !== 0) times.push(ms);
  }
  return times;
}

describe('the values of an axis', () => {
  it('are round, within the bounds and evenly apart', () => {
    expect(roundValues(92.4, 123.8, 6).values).toEqual([95, 100, 105, 110, 115, 120]);
    expect(roundValues(-2.9, 1, 3)).toEqual({ values: [-2, -1, 0, 1], decimals: 0 });
    expect(roundValues(0.11, 0.19, 4)).toMatchObject({ decimals: 2 });
    expect(roundValues(5, 5, 4).values).toEqual([]);
  });

  it('are few enough to be told apart and enough to read off', () => {
    const bounds = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(bounds, fc.integer({ min: 2, max: 12 }), ([low, span], count) => {
        const { values } = roundValues(low, low + span, count);
        expect(values.length).toBeGreaterThanOrEqual(1);
        expect(values.length).toBeLessThanOrEqual(2 * count + 1);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-6 * span);
          expect(value).toBeLessThanOrEqual(low + span + 1e-6 * span);
        }
      }),
    );
  });
});

describe('the dates of an axis', () => {
  it('name years before months and months before days', () => {
    const marks = timeMarks(sessions('2015-12-21', 30), 5, false);
    expect(marks.map(({ text }) => text)).toEqual(['22', '2016', '8', '15', '22', '29']);
  });

  it('are New York’s on both sides of the change of its clocks', () => {
    expect(newYorkText(Date.parse('2016-03-11T21:00:00Z'), true)).toBe('2016-03-11 16:00 EST');
    expect(newYorkText(Date.parse('2016-03-14T20:00:00Z'), true)).toBe('2016-03-14 16:00 EDT');
    expect(newYorkText(Date.parse('2016-03-15T01:00:00Z'), false)).toBe('2016-03-14');
  });

  it('tell the clock within a day, and the date where a day begins', () => {
    const half = 30 * 60_000;
    const morning = Date.parse('2016-03-01T14:30:00Z');
    const times = [0, 1, 2, 3].flatMap((k) => [morning + k * half]).concat(morning + DAY_MS, morning + DAY_MS + half);
    expect(timeMarks(times, 1, true).map(({ text }) => text)).toEqual(['10:00', '10:30', '11:00', '2', '10:00']);
  });

  it('never stand closer than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 40 }), (count, spacing) => {
        const bars = timeMarks(sessions('2014-02-03', count), spacing, false).map(({ bar }) => bar);
        for (const [k, bar] of bars.entries())
          if (k > 0) expect(bar - (bars[k - 1] ?? 0)).toBeGreaterThanOrEqual(spacing);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the panes of a picture', () => {
  it('lie one under another, the candles with the most room', () => {
    const sizes = fc.tuple(fc.integer({ min: 400, max: 4000 }), fc.integer({ min: 300, max: 4000 }));
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 4 }), fc.boolean(), ([width, height], own, volume) => {
        const layout = pictureLayout(width, height, { bars: 120, volume, own, panel: true, legendLines: 1 });
        const panes = [
          layout.price,
          ...(layout.volume === undefined ? [] : [layout.volume]),
          ...layout.own,
          layout.axis,
        ];
        for (const [k, pane] of panes.entries()) {
          expect(pane.bottom).toBeGreaterThan(pane.top);
          expect(pane.top).toBeGreaterThanOrEqual(panes[k - 1]?.bottom ?? layout.header.bottom);
          expect(layout.price.bottom - layout.price.top).toBeGreaterThanOrEqual(pane.bottom - pane.top - 1);
        }
        expect(layout.axis.bottom).toBeLessThanOrEqual(height);
        expect(layout.x(0)).toBeGreaterThan(layout.price.left);
        expect(layout.x(119)).toBeLessThan(layout.price.right);
      }),
    );
  });

  it('leave room for words only where there is some', () => {
    const content = { bars: 120, volume: true, own: 2, panel: true, legendLines: 1 };
    expect(pictureLayout(1600, 900, content).panel).toBeDefined();
    expect(pictureLayout(800, 600, content).panel).toBeUndefined();
  });
});

describe('the words of a picture', () => {
  it('can all be written in the font that comes with the package', () => {
    const titles = [...INDICATORS, ...CANDLE_PATTERNS].map(({ title }) => title);
    for (const title of titles) expect(title).toMatch(/^[\x20-\x7e–]+$/);
  });
});

describe('numbers in a picture', () => {
  it('have thousands, a true minus sign and as many digits as can be read', () => {
    expect([79_237_200, 1_500, 12, 1_230_000_000].map(shortText)).toEqual(['79.2M', '1.50K', '12', '1.23B']);
    expect([priceText(1234.5), priceText(0.1234)]).toEqual(['1,234.50', '0.1234']);
    expect([valueText(-1.104, 'USD'), valueText(-0.00001, 'ratio')]).toEqual(['−1.10', '0.000']);
  });
});
