import { requireInteger } from '../numbers.js';
import { spearmanCorrelation } from '../statistics/correlation.js';
import { type CrossSection, completePairs, type Panel, requirePanel } from './panel.js';
import { quantileOfSymbols } from './quantile-spread.js';

/**
 * How much of the order of the universe a factor gives up in `lag` bars: 1 − rank correlation of each date with the date
 * `lag` bars before, 0 for the same order and 2 for the reverse. One value a date from date `lag` on; undefined with
 * fewer than two symbols in both, and where the factor does not vary.
 */
export function rankTurnover(factor: Panel, lag = 1): (number | undefined)[] {
  requirePanel('factor', factor);
  requireInteger('lag', lag, 1);
  return factor.slice(lag).map((row, k) => {
    const { first, second } = completePairs(factor[k] ?? [], row);
    const correlation = spearmanCorrelation(first, second);
    return correlation === undefined ? undefined : 1 - correlation;
  });
}

/**
 * Share of the symbols of a quantile (0 is the lowest) that were not in it `lag` bars before, as Alphalens has it. One
 * value a date from date `lag` on; undefined where the quantile is empty.
 */
export function quantileTurnover(factor: Panel, quantiles: number, quantile: number, lag = 1): (number | undefined)[] {
  requirePanel('factor', factor);
  requireInteger('lag', lag, 1);
  const members = factor.map((row) => membersOf(row, quantiles, quantile));
  return members.slice(lag).map((now, k) => {
    const before = members[k] ?? new Set();
    return now.size === 0 ? undefined : [...now].filter((symbol) => !before.has(symbol)).length / now.size;
  });
}

function membersOf(row: CrossSection, quantiles: number, quantile: number): Set<number> {
  const members = new Set<number>();
  for (const [symbol, place] of quantileOfSymbols(row, quantiles).entries())
    if (place === quantile) members.add(symbol);
  return members;
}
