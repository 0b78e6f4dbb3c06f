import { Decimal } from '@cream/domain';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { BarSeries } from '../bar-series.js';

/** Closes (dollars) and volumes (units) of sessions, oldest first. */
export interface SessionHistory {
  readonly closes: readonly Decimal[];
  readonly volumes: readonly Decimal[];
}

/**
 * The newest sessions of a series that were over by a time and have a bar: close of the last bar, sum of the volumes.
 * @param count at most so many
 */
export function sessionHistory(
  series: BarSeries,
  asOfMs: number,
  count: number,
  calendar: TradingCalendar,
): SessionHistory {
  const sessions: { day: number; close: Decimal; volume: Decimal }[] = [];
  for (let i = series.visibleAt(asOfMs) - 1; i >= 0; i--) {
    // A bar that ends at midnight belongs to the date before.
    const day = newYorkDay(series.endOf(i) - 1);
    if ((calendar.sessionOf(day)?.closeMs ?? Number.POSITIVE_INFINITY) > asOfMs) continue;
    const { close, volume } = series.bar(i);
    const newest = sessions.at(-1);
    if (newest?.day === day) newest.volume = newest.volume.plus(volume?.value ?? 0);
    else if (sessions.length === count) break;
    else sessions.push({ day, close: new Decimal(close?.value ?? 0), volume: new Decimal(volume?.value ?? 0) });
  }
  sessions.reverse();
  return { closes: sessions.map(({ close }) => close), volumes: sessions.map(({ volume }) => volume) };
}
