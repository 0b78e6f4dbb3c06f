import { requireInteger } from '../numbers.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { mean } from '../statistics/statistics.js';
import { type CrossSection, type Panel, requireSamePanels } from './panel.js';

/**
 * The quantile each symbol's factor lies in on one date, 0 (lowest) to quantiles − 1: edges by linear interpolation, a
 * value on an edge belongs below (pandas qcut). Missing where the factor is.
 */
export function quantileOfSymbols(factor: CrossSection, quantiles: number): (number | undefined)[] {
  requireInteger('quantiles', quantiles, 2);
  const values = Array.from({ length: factor.length }, (_, symbol) => factor[symbol]);
  const sorted = Float64Array.from(values.filter((value) => value !== undefined)).sort();
  const edges = Array.from({ length: quantiles - 1 }, (_, k) => quantileOfSorted(sorted, (k + 1) / quantiles) ?? 0);
  return values.map((value) => (value === undefined ? undefined : edges.filter((edge) => edge < value).length));
}

/**
 * Mean forward return of each quantile on each date, equally weighted; undefined where a quantile has no symbol with a
 * return. Symbols are put into quantiles by their factor alone, whether their return is known or not.
 */
export function quantileReturns(factor: Panel, forward: Panel, quantiles: number): (number | undefined)[][] {
  requireSamePanels('factor', factor, 'forward', forward);
  return factor.map((row, date) => {
    const earned = Array.from({ length: quantiles }, (): number[] => []);
    for (const [symbol, place] of quantileOfSymbols(row, quantiles).entries()) {
      const value = forward[date]?.[symbol];
      if (place !== undefined && value !== undefined) earned[place]?.push(value);
    }
    return earned.map((returns) => mean(returns));
  });
}

/** Return of the highest quantile − that of the lowest on each date; undefined where one of them is. */
export function quantileSpread(factor: Panel, forward: Panel, quantiles = 5): (number | undefined)[] {
  return quantileReturns(factor, forward, quantiles).map((row) => {
    const high = row[quantiles - 1];
    const low = row[0];
    return high === undefined || low === undefined ? undefined : high - low;
  });
}
