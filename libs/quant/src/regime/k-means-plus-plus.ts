import { QuantError } from '../quant-error.js';
import { read } from './float-column.js';

/**
 * Rows to start clusters from, as Arthur and Vassilvitskii choose them ("k-means++: The Advantages of Careful Seeding",
 * 2007): the first at random, each next one with a probability proportional to its squared distance from the nearest
 * chosen so far. Undefined when fewer distinct rows exist than are asked for.
 */
export function kMeansPlusPlus(
  columns: readonly Float64Array[],
  count: number,
  random: () => number,
): number[] | undefined {
  const length = columns[0]?.length ?? 0;
  const distances = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const chosen = [Math.floor(draw(random) * length)];
  for (;;) {
    const total = shorten(distances, columns, chosen[chosen.length - 1] ?? 0);
    if (chosen.length === count) return chosen;
    if (total === 0) return undefined;
    chosen.push(rowAt(distances, draw(random) * total));
  }
}

/** Takes a new centre into account; the sum of the squared distances from the nearest one. */
function shorten(distances: Float64Array, columns: readonly Float64Array[], centre: number): number {
  let total = 0;
  for (let row = 0; row < distances.length; row++) {
    const distance = Math.min(read(distances, row), squaredDistance(columns, row, centre));
    distances[row] = distance;
    total += distance;
  }
  return total;
}

function squaredDistance(columns: readonly Float64Array[], row: number, other: number): number {
  let squares = 0;
  for (const column of columns) squares += (read(column, row) - read(column, other)) ** 2;
  return squares;
}

/** The row in whose share of the distances a number falls; never one without a share. */
function rowAt(distances: Float64Array, threshold: number): number {
  let passed = 0;
  let last = 0;
  for (let row = 0; row < distances.length; row++) {
    const distance = read(distances, row);
    if (distance === 0) continue;
    passed += distance;
    last = row;
    if (passed > threshold) return row;
  }
  return last;
}

function draw(random: () => number): number {
  const number = random();
  if (!(number >= 0 && number < 1)) throw new QuantError('random', `must give numbers in [0, 1), got ${number}`);
  return number;
}
