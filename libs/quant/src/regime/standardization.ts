import { at, type Numbers } from '../numbers.js';
import { mean } from '../statistics/statistics.js';
import { isFlat, populationDeviation } from '../statistics/variance.js';
import { columnsOf } from './float-column.js';

/** The moments each column is standardised with: those of the window a model is trained on, never of what comes later. */
export interface Standardization {
  readonly means: readonly number[];
  /** Population deviations; 1 for a column that does not vary. */
  readonly deviations: readonly number[];
}

/** The moments of row-major rows of `width` numbers. */
export function standardizationOf(values: Numbers, width: number): Standardization {
  const columns = columnsOf(values, width);
  return {
    means: columns.map((column) => mean(column) ?? 0),
    deviations: columns.map((column) => (isFlat(column) ? 1 : populationDeviation(column) || 1)),
  };
}

/** (value − mean) / deviation, column by column, in rows of their own. */
export function standardized(values: Numbers, { means, deviations }: Standardization): Float64Array {
  const width = means.length;
  return Float64Array.from(values, (value, index) => {
    const column = index % width;
    return (value - at(means, column)) / at(deviations, column);
  });
}
