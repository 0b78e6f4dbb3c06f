import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingColumns } from '../src/index.js';

interface Item {
  readonly value: number;
}

const items = (...values: number[]): Item[] => values.map((value) => ({ value }));

/** A reader of values and of their squares that counts how often it looked at an item. */
function counting(capacity?: number) {
  const reads = { count: 0 };
  const value = (item: Item): number => {
    reads.count += 1;
    return item.value;
  };
  return { reads, columns: new SlidingColumns<Item>([value, ({ value }) => value * value], capacity) };
}

describe('columns of a sliding window', () => {
  it('reads every item the first time and only the new one after the window has slid', () => {
    const { columns, reads } = counting();
    const series = items(1, 2, 3, 4);
    expect(columns.read('AAPL', series.slice(0, 3))).toEqual([Float64Array.of(1, 2, 3), Float64Array.of(1, 4, 9)]);
    expect(reads.count).toBe(3);
    expect(columns.read('AAPL', series.slice(1))).toEqual([Float64Array.of(2, 3, 4), Float64Array.of(4, 9, 16)]);
    expect(reads.count).toBe(4);
  });

  it('reads again what is not the same object', () => {
    const { columns, reads } = counting();
    columns.read('AAPL', items(1, 2));
    expect(columns.read('AAPL', items(1, 5))[0]).toEqual(Float64Array.of(1, 5));
    expect(reads.count).toBe(4);
  });

  it('tells series apart and forgets the one asked for longest ago', () => {
    const { columns, reads } = counting(2);
    const [a, b, c] = [items(1), items(2), items(3)];
    for (const [name, window] of [
      ['A', a],
      ['B', b],
      ['A', a],
      ['C', c],
    ] as const)
      columns.read(name, window);
    expect(reads.count).toBe(3);
    columns.read('A', a);
    expect(reads.count).toBe(3);
    columns.read('B', b);
    expect(reads.count).toBe(4);
  });

  it('answers what a fresh reader answers, whatever was asked before', () => {
    const series = Array.from({ length: 30 }, (_, value) => ({ value }));
    const window = fc.tuple(fc.nat(29), fc.nat(30)).map(([from, length]) => series.slice(from, from + length));
    fc.assert(
      fc.property(fc.array(window, { maxLength: 20 }), (windows) => {
        const { columns } = counting();
        for (const asked of windows) {
          expect(columns.read('AAPL', asked)[0]).toEqual(Float64Array.from(asked, ({ value }) => value));
        }
      }),
    );
  });
});
