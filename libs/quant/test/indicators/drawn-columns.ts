import fc from 'fast-check';
import type { Columns, Indicator, Reading } from './indicator.js';

/** Ticks of 1/64: sums, differences and shifts of such prices are exact, so that ties stay ties. */
const ticks = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((count) => count / 64);

/** Bars whose open and close lie between low and high, of sessions of seven bars; flat and untraded bars among them. */
export function barColumns(minLength = 1, maxLength = 60): fc.Arbitrary<Columns> {
  const bar = fc.record({
    open: ticks(640, 3200),
    close: ticks(640, 3200),
    above: fc.oneof(fc.constant(0), ticks(0, 256)),
    below: fc.oneof(fc.constant(0), ticks(0, 256)),
    flat: fc.integer({ min: 0, max: 5 }),
    volume: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 6, arbitrary: fc.nat(1_000_000) }),
  });
  return fc.array(bar, { minLength, maxLength }).map((drawn) => {
    const columns: Columns = { open: [], high: [], low: [], close: [], volume: [], session: [] };
    for (const [i, { open, close: last, above, below, flat, volume }] of drawn.entries()) {
      // One bar in six repeats the close before it without any range.
      const still = flat === 0 ? columns.close.at(-1) : undefined;
      columns.open.push(still ?? open);
      columns.close.push(still ?? last);
      columns.high.push(still ?? Math.max(open, last) + above);
      columns.low.push(still ?? Math.min(open, last) - below);
      columns.volume.push(volume);
      columns.session.push(Math.floor(i / 7));
    }
    return columns;
  });
}

/**
 * Columns of any finite numbers, from the smallest to the largest and of either sign; two in three keep to the range that
 * is not refused, and half of those are above 0.
 */
export function anyColumns(): fc.Arbitrary<Columns> {
  const double = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
  const values = fc.constantFrom(
    double(-Number.MAX_VALUE, Number.MAX_VALUE),
    double(-1e100, 1e100),
    double(1e-100, 1e100),
  );
  return values.chain((value) => {
    const series = fc.array(value, { minLength: 40, maxLength: 40 });
    return fc.record({
      open: series,
      high: series,
      low: series,
      close: series,
      volume: series.map((volumes) => volumes.map(Math.abs)),
      session: fc.constant(Array.from({ length: 40 }, (_, i) => Math.floor(i / 7))),
    });
  });
}

/** The columns an indicator takes, in the order of its arguments. */
export function argumentsOf({ columns }: Indicator, from: Columns, end?: number): number[][] {
  return columns.map((name) => from[name].slice(0, end));
}

/** Every reading of a stream, bar by bar. */
export function readings(indicator: Indicator, columns: readonly (readonly number[])[]): Reading[] {
  const stream = indicator.stream();
  return (columns[0] ?? []).map((_, i) => stream.push(...columns.map((column) => column[i] ?? Number.NaN)));
}
