import { DAY_MS, millis, newYorkDate } from '@cream/domain';
import type { SymbolBars } from '@cream/proto/market';
import type { BarColumns } from '../bar-columns.js';
import { periodsPerYear } from '../periods-per-year.js';
import type { IndicatorInput } from './indicator.js';

/**
 * Bars as indicators take them.
 *
 * @param columns of the same bars
 * @throws DomainError `INTERVAL_UNKNOWN`
 */
export function indicatorInput(
  { interval, bars }: Pick<SymbolBars, 'interval' | 'bars'>,
  columns: BarColumns,
): IndicatorInput {
  // A bar belongs to the date it starts on: one that ends at midnight is no bar of the next day.
  const sessions = (): Float64Array =>
    Float64Array.from(bars, ({ start }) => Date.parse(newYorkDate(millis(start, 'bar.start'))) / DAY_MS);
  return { ...columns, periodsPerYear: periodsPerYear(interval), sessions };
}
