import { at, type Numbers, requireFinite, requireSameLength } from '../numbers.js';
import { mean } from './statistics.js';

/** y ≈ Σ coefficients · columns, by ordinary least squares. */
export interface LeastSquares {
  /** One a column, in their order; include a column of ones for an intercept. */
  readonly coefficients: Float64Array;
  /** Standard errors (homoscedastic, n − columns degrees of freedom); undefined when there is no freedom left. */
  readonly errors: Float64Array | undefined;
  readonly residuals: Float64Array;
  /** 1 − squared residuals / squared distances of y from its mean; undefined when y does not vary. */
  readonly rSquared: number | undefined;
}

/** A column this much shorter than it was, once what the others explain is taken off, is made of them. */
const DEPENDENT = 1e-12;

/**
 * Ordinary least squares of y on several columns, by Householder reflections: the normal equations would square the
 * condition of the columns. Undefined when there are fewer values than columns, no columns, or columns that depend on
 * each other, and where squares are more than a number can hold.
 */
export function leastSquares(columns: readonly Numbers[], y: Numbers): LeastSquares | undefined {
  requireFinite('y', y);
  for (const column of columns) {
    requireSameLength('columns', column, 'y', y);
    requireFinite('columns', column);
  }
  const n = y.length;
  const p = columns.length;
  if (p === 0 || n < p) return undefined;
  const work = columns.map((column) => Float64Array.from(column));
  const rotated = Float64Array.from(y);
  for (let k = 0; k < p; k++) {
    const before = lengthFrom(columns[k] ?? [], 0);
    if (lengthFrom(work[k] ?? [], k) <= DEPENDENT * before) return undefined;
    reflect(work, rotated, k);
  }
  const coefficients = solveUpper(work, rotated, p);
  const residuals = Float64Array.from(y, (value, i) =>
    columns.reduce((rest, column, k) => rest - at(coefficients, k) * at(column, i), value),
  );
  const unexplained = residuals.reduce((sum, value) => sum + value * value, 0);
  const centre = mean(y) ?? 0;
  const total = Float64Array.from(y).reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const errors = n > p ? errorsOf(work, p, unexplained / (n - p)) : undefined;
  if (![unexplained, total, ...coefficients, ...(errors ?? [])].every(Number.isFinite)) return undefined;
  return {
    coefficients,
    errors,
    residuals,
    rSquared: total > 0 ? 1 - unexplained / total : undefined,
  };
}

/** Turns column k, from row k on, onto its first row, and everything to the right with it. */
function reflect(columns: readonly Float64Array[], y: Float64Array, k: number): void {
  const pivot = columns[k] as Float64Array;
  const norm = lengthFrom(pivot, k);
  const normal = pivot.slice(k);
  normal[0] = at(normal, 0) + (at(normal, 0) >= 0 ? norm : -norm);
  const squared = normal.reduce((sum, value) => sum + value * value, 0);
  for (const target of [...columns.slice(k), y]) {
    let product = 0;
    for (let i = 0; i < normal.length; i++) product += at(normal, i) * at(target, k + i);
    const factor = (2 * product) / squared;
    for (let i = 0; i < normal.length; i++) target[k + i] = at(target, k + i) - factor * at(normal, i);
  }
}

/** The solution of the triangle that the reflections leave. */
function solveUpper(columns: readonly Float64Array[], y: Numbers, p: number): Float64Array {
  const solution = new Float64Array(p);
  for (let row = p - 1; row >= 0; row--) {
    let rest = at(y, row);
    for (let k = row + 1; k < p; k++) rest -= at(columns[k] ?? [], row) * at(solution, k);
    solution[row] = rest / at(columns[row] ?? [], row);
  }
  return solution;
}

/** Roots of the diagonal of variance · (RᵀR)⁻¹, from the rows of R⁻¹. */
function errorsOf(columns: readonly Float64Array[], p: number, variance: number): Float64Array {
  const squares = new Float64Array(p);
  for (let unit = 0; unit < p; unit++) {
    const one = Float64Array.from({ length: p }, (_, row) => (row === unit ? 1 : 0));
    for (const [row, value] of solveUpper(columns, one, p).entries()) squares[row] = at(squares, row) + value * value;
  }
  return squares.map((sum) => Math.sqrt(variance * sum));
}

function lengthFrom(values: Numbers, first: number): number {
  let sum = 0;
  for (let i = first; i < values.length; i++) sum += at(values, i) ** 2;
  return Math.sqrt(sum);
}
