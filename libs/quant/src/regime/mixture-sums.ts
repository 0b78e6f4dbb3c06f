import { read } from './float-column.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { BLOCK, type MixtureDensities } from './mixture-densities.js';

/**
 * Sums of rows by component, about the component's present mean: variances come out of small numbers even where the
 * rows lie far from 0.
 */
export class MixtureSums {
  readonly #width: number;
  readonly #means: Float64Array;
  readonly #shares: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor({ components, width, means }: MixtureDensities) {
    this.#width = width;
    this.#means = means;
    this.#shares = new Float64Array(components);
    this.#sums = new Float64Array(components * width);
    this.#squares = new Float64Array(components * width);
  }

  /** Adds `count` rows from `first` on to each component c by their shares `shares[c · BLOCK + i]`. */
  add(columns: readonly Float64Array[], first: number, count: number, shares: Float64Array): void {
    for (let c = 0; c < this.#shares.length; c++) {
      const base = c * BLOCK;
      let total = 0;
      for (let i = 0; i < count; i++) total += read(shares, base + i);
      this.#shares[c] = read(this.#shares, c) + total;
      columns.forEach((column, d) => {
        const p = c * this.#width + d;
        const mean = read(this.#means, p);
        let sum = 0;
        let squares = 0;
        for (let i = 0; i < count; i++) {
          const distance = read(column, first + i) - mean;
          const part = read(shares, base + i) * distance;
          sum += part;
          squares += part * distance;
        }
        this.#sums[p] = read(this.#sums, p) + sum;
        this.#squares[p] = read(this.#squares, p) + squares;
      });
    }
  }

  /**
   * The likeliest mixture for these shares among those whose variances reach the floor. A component that nothing was
   * added to keeps its place and loses its weight.
   */
  mixture(present: GaussianMixture, floor: number): GaussianMixture {
    const total = this.#shares.reduce((sum, share) => sum + share, 0);
    const share = (c: number): number => read(this.#shares, c);
    const shift = (c: number, d: number): number => read(this.#sums, c * this.#width + d) / share(c);
    const spread = (c: number, d: number): number => read(this.#squares, c * this.#width + d) / share(c);
    return {
      weights: present.weights.map((_, c) => share(c) / total),
      means: present.means.map((means, c) => (share(c) === 0 ? means : means.map((mean, d) => mean + shift(c, d)))),
      variances: present.variances.map((variances, c) =>
        share(c) === 0 ? variances : variances.map((_, d) => Math.max(spread(c, d) - shift(c, d) ** 2, floor)),
      ),
    };
  }
}
