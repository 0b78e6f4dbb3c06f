import { BarInterval } from '@cream/proto/market';

/** Every interval as addresses name it and as people read it, shortest first. */
const INTERVALS: readonly (readonly [BarInterval, name: string, label: string])[] = [
  [BarInterval.ONE_MINUTE, '1m', '1 minute'],
  [BarInterval.FIVE_MINUTES, '5m', '5 minutes'],
  [BarInterval.FIFTEEN_MINUTES, '15m', '15 minutes'],
  [BarInterval.THIRTY_MINUTES, '30m', '30 minutes'],
  [BarInterval.ONE_HOUR, '1h', '1 hour'],
  [BarInterval.ONE_DAY, '1d', 'Daily'],
];

/** `1d` → ONE_DAY; an unknown name is UNSPECIFIED: then the service chooses. */
export function intervalOf(name: string | undefined): BarInterval {
  return INTERVALS.find(([, known]) => known === name)?.[0] ?? BarInterval.UNSPECIFIED;
}

export function intervalName(interval: BarInterval): string {
  return INTERVALS.find(([known]) => known === interval)?.[1] ?? '';
}

export function intervalLabel(interval: BarInterval): string {
  return INTERVALS.find(([known]) => known === interval)?.[2] ?? 'Unknown interval';
}
