/** A calendar as it stood at a time: which days it speaks of, both inclusive. */
export interface StoredCalendar {
  readonly id: number;
  readonly fromDay: number;
  readonly toDay: number;
  /** UTC milliseconds. */
  readonly knownMs: number;
}

/** Days for which one calendar has the say. */
export interface Coverage<T extends StoredCalendar> {
  readonly calendar: T;
  readonly fromDay: number;
  readonly toDay: number;
}

/**
 * Which calendar says what is scheduled on each day of a range: the newest that covers the day; of two that were asked for at
 * once, the one stored later.
 * @returns in the order of the days, without those that none covers
 */
export function coverageOf<T extends StoredCalendar>(
  calendars: readonly T[],
  fromDay: number,
  toDay: number,
): Coverage<T>[] {
  const newestFirst = calendars.toSorted((a, b) => b.knownMs - a.knownMs || b.id - a.id);
  let open = [{ fromDay, toDay }];
  const found: Coverage<T>[] = [];
  for (const calendar of newestFirst) {
    const left: typeof open = [];
    for (const span of open) {
      const from = Math.max(span.fromDay, calendar.fromDay);
      const to = Math.min(span.toDay, calendar.toDay);
      if (from > to) {
        left.push(span);
        continue;
      }
      found.push({ calendar, fromDay: from, toDay: to });
      if (span.fromDay < from) left.push({ fromDay: span.fromDay, toDay: from - 1 });
      if (to < span.toDay) left.push({ fromDay: to + 1, toDay: span.toDay });
    }
    open = left;
    if (open.length === 0) break;
  }
  return found.toSorted((a, b) => a.fromDay - b.fromDay);
}
