import { ABSENT } from './decimal.js';

/** The part of a protobuf timestamp that formatting needs; seconds since the epoch in UTC. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

const NEW_YORK = 'America/New_York';
const DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: NEW_YORK,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: NEW_YORK,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const ZONE = new Intl.DateTimeFormat('en-US', { timeZone: NEW_YORK, timeZoneName: 'short' });

/** How a mark on a time axis is written: the larger the step from the mark before, the coarser. */
const TICKS = {
  year: new Intl.DateTimeFormat('en-US', { timeZone: NEW_YORK, year: 'numeric' }),
  month: new Intl.DateTimeFormat('en-US', { timeZone: NEW_YORK, month: 'short' }),
  day: new Intl.DateTimeFormat('en-US', { timeZone: NEW_YORK, month: 'short', day: 'numeric' }),
  time: new Intl.DateTimeFormat('en-GB', { timeZone: NEW_YORK, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
};

/** Milliseconds since the epoch. */
export function millis(instant: Instant): number {
  return Number(instant.seconds) * 1000 + Math.floor(instant.nanos / 1_000_000);
}

/** The date in New York: `2016-03-01`. */
export function newYorkDate(instant: Instant | undefined): string {
  return instant ? DATE.format(millis(instant)) : ABSENT;
}

/** Date and time in New York with the zone's name: `2016-03-01 16:00 EST`. */
export function newYorkTime(instant: Instant | undefined): string {
  if (!instant) return ABSENT;
  const at = millis(instant);
  const clock = CLOCK.formatToParts(at);
  const part = (type: string) => clock.find((p) => p.type === type)?.value ?? '';
  const zone = ZONE.formatToParts(at).find((p) => p.type === 'timeZoneName')?.value ?? '';
  return `${DATE.format(at)} ${part('hour')}:${part('minute')} ${zone}`;
}

/** The same instant in UTC, to the second: `2016-03-01T21:00:00Z`. */
export function utc(instant: Instant | undefined): string {
  return instant ? `${new Date(millis(instant)).toISOString().slice(0, 19)}Z` : '';
}

/** A mark on a time axis in New York: `2016`, `Mar`, `Mar 1` or `16:00`. */
export function newYorkTick(instant: Instant, step: keyof typeof TICKS): string {
  return TICKS[step].format(millis(instant));
}
