import { DomainError } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import { PERIODS_PER_YEAR } from '@cream/quant';

const BY_INTERVAL: ReadonlyMap<BarInterval, number> = new Map([
  [BarInterval.ONE_MINUTE, PERIODS_PER_YEAR.ONE_MINUTE],
  [BarInterval.FIVE_MINUTES, PERIODS_PER_YEAR.FIVE_MINUTES],
  [BarInterval.FIFTEEN_MINUTES, PERIODS_PER_YEAR.FIFTEEN_MINUTES],
  [BarInterval.THIRTY_MINUTES, PERIODS_PER_YEAR.THIRTY_MINUTES],
  [BarInterval.ONE_HOUR, PERIODS_PER_YEAR.ONE_HOUR],
  [BarInterval.ONE_DAY, PERIODS_PER_YEAR.ONE_DAY],
]);

/**
 * Bars of an interval in a year of US equity trading.
 * @throws DomainError `INTERVAL_UNKNOWN` for an interval the contract does not name
 */
export function periodsPerYear(interval: BarInterval): number {
  const periods = BY_INTERVAL.get(interval);
  if (periods === undefined) throw new DomainError('INTERVAL_UNKNOWN', `interval ${interval} is unknown`, 'interval');
  return periods;
}
