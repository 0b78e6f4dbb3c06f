const NEW_YORK = 'America/New_York';
const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: NEW_YORK,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const ZONE = new Intl.DateTimeFormat('en-US', { timeZone: NEW_YORK, timeZoneName: 'short' });
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time on New York's clock. */
export interface NewYorkTime {
  readonly year: string;
  /** 01 to 12. */
  readonly month: string;
  readonly day: string;
  /** 24 hours, `09:30`. */
  readonly clock: string;
}

function newYorkParts(ms: number): NewYorkTime {
  const parts = PARTS.formatToParts(ms);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { year: part('year'), month: part('month'), day: part('day'), clock: `${part('hour')}:${part('minute')}` };
}

/** `2016-03-01`, and with the clock `2016-03-01 10:30 EST`. */
export function newYorkText(ms: number, withClock: boolean): string {
  const { year, month, day, clock } = newYorkParts(ms);
  const date = `${year}-${month}-${day}`;
  if (!withClock) return date;
  const zone = ZONE.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${date} ${clock} ${zone}`;
}

/** A label under a bar. */
export interface TimeMark {
  readonly bar: number;
  readonly text: string;
  /** It begins a year, a month or a day, in that order of weight; 0 for a bar that begins nothing. */
  readonly weight: number;
}

/**
 * Labels along the bars at least `spacing` bars apart, those that begin something large first: `2016`, `Mar`, `14`,
 * `10:30`. The first bar begins nothing, for what came before it is not seen.
 *
 * @param times of the bars in epoch milliseconds, ascending
 * @param intraday bars shorter than a day may be labelled by the clock
 */
export function timeMarks(times: readonly number[], spacing: number, intraday: boolean): TimeMark[] {
  const parts = times.map(newYorkParts);
  const candidates = parts.flatMap((now, bar): TimeMark[] => {
    const before = parts[bar - 1];
    if (before === undefined) return [];
    if (now.year !== before.year) return [{ bar, text: now.year, weight: 3 }];
    if (now.month !== before.month) return [{ bar, text: MONTHS[Number(now.month) - 1] ?? now.month, weight: 2 }];
    if (now.day !== before.day) return [{ bar, text: String(Number(now.day)), weight: 1 }];
    return intraday ? [{ bar, text: now.clock, weight: 0 }] : [];
  });
  const chosen: TimeMark[] = [];
  for (const mark of candidates.toSorted((a, b) => b.weight - a.weight || a.bar - b.bar)) {
    if (chosen.every(({ bar }) => Math.abs(bar - mark.bar) >= spacing)) chosen.push(mark);
  }
  return chosen.sort((a, b) => a.bar - b.bar);
}
