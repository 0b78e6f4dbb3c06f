const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;
const NANOS_PER_SECOND = 1_000_000_000n;

/** A time in both of our units. */
export interface Instant {
  readonly timeMs: number;
  readonly timeNs: bigint;
}

/** Reads an RFC 3339 time to the nanosecond; undefined when it is none. */
export function parseInstant(text: string): Instant | undefined {
  const [, date, time, fraction = '', zone = 'Z'] = RFC3339.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const seconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const timeNs = BigInt(seconds) * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
  return { timeMs: seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)), timeNs };
}
