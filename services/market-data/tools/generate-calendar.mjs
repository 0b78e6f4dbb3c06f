// Writes src/calendar/nyse-days.ts: the days on which the NYSE has no session, the sessions that end early, and New York's
// clock changes. Holidays come from the exchange's rules (NYSE Rule 7.2 and its published holiday schedules), everything
// that no rule explains stands in a table with its reason, the clock comes from the IANA zone America/New_York.
//
//   node tools/generate-calendar.mjs           write the file
//   node tools/generate-calendar.mjs --check   exit 1 when the committed file differs
import { readFileSync, writeFileSync } from 'node:fs';

// On this day the opening moved from 10:00 to 9:30; before it the hours differ.
const FIRST = '1985-09-30';
// The last year of the schedules that are certain enough to plan with.
const LAST = '2028-12-31';
const TARGET = new URL('../src/calendar/nyse-days.ts', import.meta.url);

const DAY_MS = 86_400_000;
const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [0, 1, 2, 3, 4, 5, 6];

// Closings no rule explains. Source: NYSE, "Special Closings since 1885", and the exchange's notices since.
const SPECIAL_CLOSINGS = [
  '1994-04-27', // funeral of President Nixon
  '2001-09-11', // attacks of September 11
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11', // mourning for President Reagan
  '2007-01-02', // mourning for President Ford
  '2012-10-29', // Hurricane Sandy
  '2012-10-30',
  '2018-12-05', // mourning for President George H. W. Bush
  '2025-01-09', // mourning for President Carter
];

// Announced early closings no rule explains (same source). Halts in mid-session (1994-02-11, 1996-01-08, 1997-10-27,
// 2005-06-01) are left out on purpose: a bar of such a day becomes visible later than it was made, never earlier.
const SPECIAL_EARLY_CLOSES = {
  // Shortened hours to clear the paperwork of the October 1987 crash.
  '1987-10-23': '14:00',
  '1987-10-26': '14:00',
  '1987-10-27': '14:00',
  '1987-10-28': '14:00',
  '1987-10-29': '14:00',
  '1987-10-30': '14:00',
  '1987-11-02': '14:30',
  '1987-11-03': '14:30',
  '1987-11-04': '14:30',
  '1987-11-05': '15:00',
  '1987-11-06': '15:00',
  '1987-11-09': '15:30',
  '1987-11-10': '15:30',
  '1987-11-11': '15:30',
  '1997-12-26': '13:00', // Friday after Christmas
  '1999-12-31': '13:00', // eve of the year 2000
  '2003-12-26': '13:00', // Friday after Christmas
};

const day = (year, month, date) => Date.UTC(year, month - 1, date) / DAY_MS;
const text = (d) => new Date(d * DAY_MS).toISOString().slice(0, 10);
const weekday = (d) => new Date(d * DAY_MS).getUTCDay();
const nth = (year, month, wanted, n) => {
  const first = day(year, month, 1);
  return first + ((wanted - weekday(first) + 7) % 7) + 7 * (n - 1);
};
const last = (year, month, wanted) => {
  const end = day(year, month + 1, 1) - 1;
  return end - ((weekday(end) - wanted + 7) % 7);
};
// A holiday on Saturday is kept on Friday, one on Sunday on Monday.
const observed = (d) => (weekday(d) === SATURDAY ? d - 1 : weekday(d) === SUNDAY ? d + 1 : d);

// Easter Sunday of the Gregorian calendar: J.-M. Oudin (1940), in "Explanatory Supplement to the Astronomical Almanac".
function easter(year) {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const k = Math.floor((century - 17) / 25);
  let i = (century - Math.floor(century / 4) - Math.floor((century - k) / 3) + 19 * golden + 15) % 30;
  i -= Math.floor(i / 28) * (1 - Math.floor(i / 28) * Math.floor(29 / (i + 1)) * Math.floor((21 - golden) / 11));
  const j = (year + Math.floor(year / 4) + i + 2 - century + Math.floor(century / 4)) % 7;
  const l = i - j;
  const month = 3 + Math.floor((l + 40) / 44);
  return day(year, month, l + 28 - 31 * Math.floor(month / 4));
}

function holidays(year) {
  const newYear = day(year, 1, 1);
  return [
    // A New Year's Day on Saturday is not kept: the Friday closes the old year's books.
    weekday(newYear) === SUNDAY ? newYear + 1 : newYear,
    ...(year >= 1998 ? [nth(year, 1, MONDAY, 3)] : []), // Martin Luther King Jr.
    nth(year, 2, MONDAY, 3), // Washington's Birthday
    easter(year) - 2, // Good Friday
    last(year, 5, MONDAY), // Memorial Day
    ...(year >= 2022 ? [observed(day(year, 6, 19))] : []), // Juneteenth
    observed(day(year, 7, 4)), // Independence Day
    nth(year, 9, MONDAY, 1), // Labor Day
    nth(year, 11, THURSDAY, 4), // Thanksgiving
    observed(day(year, 12, 25)), // Christmas
  ];
}

function earlyCloses(year) {
  const closes = [];
  const independence = day(year, 7, 4);
  // Around Independence Day, since 1995. For a Thursday it was the Friday after until 2012, the Wednesday before since.
  if (year >= 1995) {
    if ([TUESDAY, WEDNESDAY, FRIDAY].includes(weekday(independence))) closes.push([independence - 1, '13:00']);
    if (weekday(independence) === THURSDAY) closes.push([independence + (year < 2013 ? 1 : -1), '13:00']);
  }
  // The Friday after Thanksgiving, since 1992.
  if (year >= 1992) closes.push([nth(year, 11, THURSDAY, 4) + 1, year < 1993 ? '14:00' : '13:00']);
  // Christmas Eve from Monday to Thursday, since 1990; on a Friday it is the holiday itself.
  const eve = day(year, 12, 24);
  if (year >= 1990 && weekday(eve) >= MONDAY && weekday(eve) <= THURSDAY) {
    closes.push([eve, year < 1993 ? '14:00' : '13:00']);
  }
  return closes;
}

// [first millisecond, minutes east of Greenwich] of each stretch of New York's clock.
function clockChanges(fromMs, toMs) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' });
  const offsetAt = (ms) => {
    const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
  const changes = [[fromMs, offsetAt(fromMs)]];
  for (let ms = fromMs; ms < toMs; ms += 7 * DAY_MS) {
    const next = offsetAt(ms + 7 * DAY_MS);
    if (next === changes.at(-1)[1]) continue;
    let [before, after] = [ms, ms + 7 * DAY_MS];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000;
      if (offsetAt(middle) === next) after = middle;
      else before = middle;
    }
    changes.push([after, next]);
  }
  return changes;
}

function generate() {
  const years = [];
  for (let year = Number(FIRST.slice(0, 4)); year <= Number(LAST.slice(0, 4)); year++) years.push(year);
  const inRange = (date) => date >= FIRST && date <= LAST;
  const isWeekday = (date) => ![SUNDAY, SATURDAY].includes(weekday(Date.parse(date) / DAY_MS));
  const closed = new Set([...years.flatMap(holidays).map(text), ...SPECIAL_CLOSINGS].filter(isWeekday).filter(inRange));
  const early = new Map(years.flatMap(earlyCloses).map(([d, close]) => [text(d), close]));
  for (const [date, close] of Object.entries(SPECIAL_EARLY_CLOSES)) early.set(date, close);
  for (const date of early.keys()) if (closed.has(date) || !inRange(date)) early.delete(date);

  const monthDay = (date) => date.slice(5).replace('-', '');
  const byYear = (dates, show) =>
    years
      .map((year) => [year, dates.filter((date) => date.startsWith(`${year}-`)).sort()])
      .filter(([, own]) => own.length > 0)
      .map(([year, own]) => `  ${year}: '${own.map(show).join(' ')}',`)
      .join('\n');
  const changes = clockChanges(Date.parse(`${FIRST}T00:00Z`) - DAY_MS, Date.parse(`${LAST}T00:00Z`) + 2 * DAY_MS);
  return `// Generated by tools/generate-calendar.mjs from the rules and sources named there. Do not edit.

/** First and last date the calendar knows. */
export const NYSE_FIRST_DATE = '${FIRST}';
export const NYSE_LAST_DATE = '${LAST}';

/** Weekdays without a session: \`MMDD\`, by year. */
export const NYSE_CLOSED_WEEKDAYS: Readonly<Record<number, string>> = {
${byYear([...closed], monthDay)}
};

/** Sessions that end before 16:00 New York time: \`MMDD@HHMM\`, by year. */
export const NYSE_EARLY_CLOSES: Readonly<Record<number, string>> = {
${byYear([...early.keys()], (date) => `${monthDay(date)}@${early.get(date).replace(':', '')}`)}
};

/** New York's clock (IANA America/New_York): minutes east of Greenwich from each UTC time on. */
export const NEW_YORK_CLOCK: readonly (readonly [utcMs: number, offsetMinutes: number])[] = [
${changes.map(([ms, minutes]) => `  [${ms}, ${minutes}],`).join('\n')}
];
`;
}

const content = generate();
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== content) {
    process.stderr.write('src/calendar/nyse-days.ts is out of date: run tools/generate-calendar.mjs\n');
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, content);
}
