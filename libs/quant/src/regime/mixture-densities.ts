import { read } from './float-column.js';
import type { GaussianMixture } from './gaussian-mixture.js';

/** Rows evaluated at once: few enough to stay in the processor's nearest memory. */
export const BLOCK = 256;

/** A mixture laid out for evaluation: everything of a component's logarithmic density that does not depend on the row. */
export class MixtureDensities {
  readonly components: number;
  readonly width: number;
  readonly means: Float64Array;
  readonly #precisions: Float64Array;
  readonly #constants: Float64Array;
  readonly #largest = new Float64Array(BLOCK);
  readonly #sums = new Float64Array(BLOCK);

  constructor({ weights, means, variances }: GaussianMixture) {
    this.components = weights.length;
    this.width = means[0]?.length ?? 0;
    this.means = Float64Array.from(means.flat());
    this.#precisions = Float64Array.from(variances.flat(), (variance) => 0.5 / variance);
    this.#constants = Float64Array.from(weights, (weight, c) =>
      (variances[c] ?? []).reduce((sum, variance) => sum - 0.5 * Math.log(2 * Math.PI * variance), Math.log(weight)),
    );
  }

  /**
   * Posterior probabilities of the components for `count` rows from `first` on, that of component c for the i-th of them
   * written to `out[c · BLOCK + i]`. Returns the log-likelihood of these rows. The largest term is taken out before
   * exponentials are (log-sum-exp): a row far from every component still belongs to the nearest. A component of weight 0
   * takes no part.
   */
  posteriors(columns: readonly Float64Array[], first: number, count: number, out: Float64Array): number {
    const largest = this.#largest.fill(Number.NEGATIVE_INFINITY);
    const sums = this.#sums.fill(0);
    const end = this.components * BLOCK;
    for (let base = 0, c = 0; base < end; base += BLOCK, c++) {
      this.#logDensities(columns, first, count, out.subarray(base, base + count), c);
      for (let i = 0; i < count; i++) {
        const density = read(out, base + i);
        if (density > read(largest, i)) largest[i] = density;
      }
    }
    for (let base = 0; base < end; base += BLOCK) {
      for (let i = 0; i < count; i++) {
        const share = Math.exp(read(out, base + i) - read(largest, i));
        out[base + i] = share;
        sums[i] = read(sums, i) + share;
      }
    }
    let logLikelihood = 0;
    for (let i = 0; i < count; i++) {
      logLikelihood += read(largest, i) + Math.log(read(sums, i));
      sums[i] = 1 / read(sums, i);
    }
    for (let base = 0; base < end; base += BLOCK) {
      for (let i = 0; i < count; i++) out[base + i] = read(out, base + i) * read(sums, i);
    }
    return logLikelihood;
  }

  /** Weighted, of one component. */
  #logDensities(columns: readonly Float64Array[], first: number, count: number, out: Float64Array, c: number): void {
    out.fill(read(this.#constants, c));
    columns.forEach((column, d) => {
      const mean = read(this.means, c * this.width + d);
      const precision = read(this.#precisions, c * this.width + d);
      for (let i = 0; i < count; i++) {
        const distance = read(column, first + i) - mean;
        out[i] = read(out, i) - distance * distance * precision;
      }
    });
  }
}

/** Calls `visit` with the first row and the number of rows of each block. */
export function eachBlock(rows: number, visit: (first: number, count: number) => void): void {
  for (let first = 0; first < rows; first += BLOCK) visit(first, Math.min(BLOCK, rows - first));
}
