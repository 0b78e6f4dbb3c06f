/** The KDJ oscillator at each bar from `offset` on. */
export interface Kdj {
  readonly offset: number;
  readonly k: Float64Array;
  readonly d: Float64Array;
  readonly j: Float64Array;
}

/**
 * KDJ: RSV = 100 × (close − lowest low) / (highest high − lowest low) over `period` bars, K = (K₋₁ × (smooth − 1) + RSV) /
 * smooth, D = (D₋₁ × (smooth − 1) + K) / smooth, both begun at 50, and J = 3K − 2D, as Chinese charting programs draw it
 * (9, 3, 3). Where the range is 0 there is no RSV: it counts as 50.
 */
export function kdj(
  high: ArrayLike<number>,
  low: ArrayLike<number>,
  close: ArrayLike<number>,
  period: number,
  smooth = 3,
): Kdj {
  const offset = period - 1;
  const count = Math.max(close.length - offset, 0);
  const [k, d, j] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let [fast, slow] = [50, 50];
  for (let n = 0; n < count; n++) {
    let [top, bottom] = [-Infinity, Infinity];
    for (let i = n; i <= n + offset; i++) {
      top = Math.max(top, high[i] as number);
      bottom = Math.min(bottom, low[i] as number);
    }
    const rsv = top === bottom ? 50 : (100 * ((close[n + offset] as number) - bottom)) / (top - bottom);
    fast = (fast * (smooth - 1) + rsv) / smooth;
    slow = (slow * (smooth - 1) + fast) / smooth;
    k[n] = fast;
    d[n] = slow;
    j[n] = 3 * fast - 2 * slow;
  }
  return { offset, k, d, j };
}
