import { BarInterval } from '@cream/proto/market';
import { UsageError } from '../failure.js';

const NAMES: ReadonlyMap<string, BarInterval> = new Map([
  ['1m', BarInterval.ONE_MINUTE],
  ['5m', BarInterval.FIVE_MINUTES],
  ['15m', BarInterval.FIFTEEN_MINUTES],
  ['30m', BarInterval.THIRTY_MINUTES],
  ['1h', BarInterval.ONE_HOUR],
  ['1d', BarInterval.ONE_DAY],
]);

/** @throws UsageError naming the known intervals */
export function intervalOf(text: string | undefined): BarInterval {
  if (text === undefined) return BarInterval.UNSPECIFIED;
  const interval = NAMES.get(text.toLowerCase());
  if (interval !== undefined) return interval;
  throw new UsageError(`--interval ${text} is not known: choose from ${[...NAMES.keys()].join(', ')}`);
}

/** `1m`; `–` when a finding is about no bars. */
export function intervalText(interval: BarInterval): string {
  for (const [name, candidate] of NAMES) if (candidate === interval) return name;
  return '–';
}
