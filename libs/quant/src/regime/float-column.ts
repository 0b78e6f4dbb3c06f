import { at, type Numbers } from '../numbers.js';

/**
 * Reads a position the caller's loop bounds prove to exist. `at` does the same for any kind of series, and has to ask
 * which kind it was given; the loops of a mixture spend most of their time in these reads.
 */
export function read(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** The columns of row-major rows of `width` numbers. */
export function columnsOf(values: Numbers, width: number): Float64Array[] {
  const rows = Math.floor(values.length / width);
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => at(values, row * width + column)),
  );
}
