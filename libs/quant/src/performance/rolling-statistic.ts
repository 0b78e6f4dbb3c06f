import { type Numbers, requireInteger, requireSameLength } from '../numbers.js';

/**
 * A statistic of each window of the newest `window` periods: `rollingStatistic(20, sharpeOf, returns)`. Several series are cut
 * alike. The k-th result belongs to period `window − 1 + k`; none when the series is shorter than the window.
 */
export function rollingStatistic<Result>(
  window: number,
  statistic: (...windows: Float64Array[]) => Result,
  first: Numbers,
  ...others: readonly Numbers[]
): Result[] {
  requireInteger('window', window, 1);
  for (const other of others) requireSameLength('series', other, 'the first', first);
  const series = [first, ...others].map((each) => Float64Array.from(each));
  return Array.from({ length: Math.max(first.length - window + 1, 0) }, (_, start) =>
    statistic(...series.map((each) => each.subarray(start, start + window))),
  );
}
