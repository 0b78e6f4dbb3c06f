import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAt, QuantError } from '../src/index.js';
import { BAR_INDICATORS } from './indicators/bar-indicators.js';
import { anyColumns, argumentsOf, barColumns, readings } from './indicators/drawn-columns.js';
import type { Columns, Indicator } from './indicators/indicator.js';
import { SERIES_INDICATORS } from './indicators/series-indicators.js';
import { VOLUME_INDICATORS } from './indicators/volume-indicators.js';

const INDICATORS: readonly Indicator[] = [...SERIES_INDICATORS, ...BAR_INDICATORS, ...VOLUME_INDICATORS];

/** What a reading says of one of the indicator's lines. */
function saidOf(reading: object | undefined, line: string): unknown {
  return reading === undefined ? undefined : Reflect.get(reading, line);
}

/** Calls back for every value of every line of the indicator. */
function eachValue(
  indicator: Indicator,
  columns: Columns,
  visit: (value: number, line: string, k: number) => void,
): void {
  for (const [name, line] of Object.entries(indicator.lines(...argumentsOf(indicator, columns)))) {
    for (const [k, value] of line.values.entries()) visit(value, name, k);
  }
}

const times = (columns: Columns, price: number, volume: number): Columns => ({
  open: columns.open.map((value) => value * price),
  high: columns.high.map((value) => value * price),
  low: columns.low.map((value) => value * price),
  close: columns.close.map((value) => value * price),
  volume: columns.volume.map((value) => value * volume),
  session: columns.session,
});

describe.each(INDICATORS.map((indicator) => ({ ...indicator, indicator })))(
  '$name',
  ({ indicator, unit, shift, bounds }) => {
    it('says the same bar by bar as along the series, to the last bit', () => {
      fc.assert(
        fc.property(barColumns(), (columns) => {
          const given = argumentsOf(indicator, columns);
          const streamed = readings(indicator, given);
          for (const [name, line] of Object.entries(indicator.lines(...given))) {
            for (const [bar, reading] of streamed.entries()) {
              expect(saidOf(reading, name), `${name} at bar ${bar}`).toBe(lineAt(line, bar));
            }
          }
        }),
      );
    });

    it('depends on no later bar', () => {
      fc.assert(
        fc.property(barColumns(), fc.nat(), (columns, cut) => {
          const length = (cut % columns.close.length) + 1;
          const whole = indicator.lines(...argumentsOf(indicator, columns));
          for (const [name, known] of Object.entries(indicator.lines(...argumentsOf(indicator, columns, length)))) {
            expect(known.values).toEqual(whole[name]?.values.slice(0, known.values.length));
            expect(known.offset + known.values.length).toBe(known.values.length === 0 ? known.offset : length);
          }
        }),
      );
    });

    it('is finite, no zero below zero, and within its bounds', () => {
      fc.assert(
        fc.property(barColumns(), (columns) => {
          eachValue(indicator, columns, (value, line) => {
            expect(Number.isFinite(value), `${line} ${value}`).toBe(true);
            expect(Object.is(value, -0), line).toBe(false);
            if (bounds === undefined) return;
            expect(value, line).toBeGreaterThanOrEqual(bounds[0]);
            expect(value, line).toBeLessThanOrEqual(bounds[1]);
          });
        }),
      );
    });

    it('is finite or refuses, whatever numbers it is given', () => {
      fc.assert(
        fc.property(anyColumns(), (columns) => {
          try {
            eachValue(indicator, columns, (value, line) => {
              expect(Number.isFinite(value), `${line} ${value}`).toBe(true);
            });
          } catch (error) {
            if (!(error instanceof QuantError)) throw error;
          }
        }),
      );
    });

    it('is measured in the unit it names: doubling prices or volumes changes no other digit', () => {
      fc.assert(
        fc.property(barColumns(), fc.constantFrom(0.25, 2, 1024), fc.constantFrom(0.5, 8), (columns, price, volume) => {
          const factor = price ** unit.price * volume ** unit.volume;
          const base = indicator.lines(...argumentsOf(indicator, columns));
          eachValue(indicator, times(columns, price, volume), (value, line, k) => {
            expect(value / factor, line).toBe(base[line]?.values[k]);
          });
        }),
      );
    });

    it.skipIf(shift === undefined)(`${shift === 'moves' ? 'moves' : 'does not move'} with the level of prices`, () => {
      fc.assert(
        fc.property(barColumns(), fc.integer({ min: 1, max: 512 }), (columns, amount) => {
          const raised = (values: number[]): number[] => values.map((value) => value + amount);
          const { open, high, low, close } = columns;
          const higher = { ...columns, open: raised(open), high: raised(high), low: raised(low), close: raised(close) };
          const base = indicator.lines(...argumentsOf(indicator, columns));
          eachValue(indicator, higher, (value, line, k) => {
            const before = base[line]?.values[k] ?? Number.NaN;
            const expected = before + (shift === 'moves' ? amount : 0);
            expect(Math.abs(value - expected), `${line} ${value}, ${expected}`).toBeLessThan(
              1e-8 * Math.max(1, Math.abs(expected), ...columns.volume),
            );
          });
        }),
      );
    });

    it('leaves its input as it was, and has no value for a series shorter than its warm-up', () => {
      fc.assert(
        fc.property(barColumns(), (columns) => {
          const given = argumentsOf(indicator, columns);
          const copy = structuredClone(given);
          const lines = indicator.lines(...given);
          expect(given).toEqual(copy);
          for (const [name, { offset }] of Object.entries(lines)) {
            const short = indicator.lines(...argumentsOf(indicator, columns, offset))[name];
            expect(short?.values).toHaveLength(0);
            expect(short?.offset).toBe(offset);
          }
        }),
      );
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
      'refuses %s by name and position',
      (bad) => {
        const [columns] = fc.sample(barColumns(40, 40), { numRuns: 1, seed: 7 });
        if (columns === undefined) throw new Error('no sample');
        for (const position of indicator.columns.keys()) {
          const given = argumentsOf(indicator, columns).map((column, k) =>
            k === position ? column.with(17, bad) : column,
          );
          const name = position === 0 ? (indicator.called ?? indicator.columns[0]) : indicator.columns[position];
          expect(() => indicator.lines(...given)).toThrow(QuantError);
          expect(() => indicator.lines(...given)).toThrow(`${name}[17]`);
        }
      },
    );

    it('goes on as if a refused bar had never been', () => {
      const [columns] = fc.sample(barColumns(40, 40), { numRuns: 1, seed: 11 });
      if (columns === undefined) throw new Error('no sample');
      const given = argumentsOf(indicator, columns);
      const expected = readings(indicator, given);
      for (const position of indicator.columns.keys()) {
        const stream = indicator.stream();
        for (const [i, reading] of expected.entries()) {
          const bar = given.map((column) => column[i] ?? Number.NaN);
          if (i % 3 === 0) expect(() => stream.push(...bar.with(position, Number.NaN))).toThrow(QuantError);
          expect(stream.push(...bar)).toEqual(reading);
        }
      }
    });
  },
);
