import { DAY_MS, dec, decimalParts, decOr, type FactParts, millis, newYorkDate } from '@cream/domain';
import { Trust } from '@cream/proto/knowledge';
import { type CalendarEvent, CalendarEventKind } from '@cream/proto/market';
import { sourceOf } from './fact-source.js';
import { MARKET } from './market.js';
import { RATIO_DIGITS } from './ratio-digits.js';

/** Rows of the table of releases. */
const RELEASES = 30;
const COLUMNS = ['time', 'name', 'country', 'impact', 'previous', 'estimate', 'actual'];

/**
 * When each company reports next and by how much it surprised last, and the releases of the economy around the asked time.
 * @param events in time order
 * @param asOfMs UTC milliseconds
 */
export function calendarFacts(
  symbols: readonly string[],
  events: readonly CalendarEvent[],
  asOfMs: number,
): FactParts[] {
  const reports = events.filter(({ kind }) => kind === CalendarEventKind.EARNINGS);
  const releases = events.filter(({ kind }) => kind === CalendarEventKind.ECONOMIC);
  return [
    ...symbols.flatMap((symbol) => {
      const own = reports.filter((event) => event.symbol === symbol);
      return [...nextReport(own, asOfMs), ...lastSurprise(own)];
    }),
    ...releaseTable(releases, asOfMs),
  ];
}

/** Days on New York's calendar to the next report; 0 is today. */
function nextReport(reports: readonly CalendarEvent[], asOfMs: number): FactParts[] {
  const today = newYorkDate(asOfMs);
  const next = reports.find((event) => event.actual === undefined && dateOf(event) >= today);
  if (next === undefined) return [];
  const days = Math.round((Date.parse(dateOf(next)) - Date.parse(today)) / DAY_MS);
  return [decimalParts({ ...frameOf(next), kind: 'event.earnings_days', value: days, unit: 'days' })];
}

/** (actual - estimate) / |estimate| of the newest report that has both. */
function lastSurprise(reports: readonly CalendarEvent[]): FactParts[] {
  const last = reports.findLast(({ actual, estimate }) => actual !== undefined && estimate !== undefined);
  if (last === undefined) return [];
  const estimate = dec(last.estimate, 'estimate');
  if (estimate.isZero()) return [];
  const surprise = dec(last.actual, 'actual').minus(estimate).div(estimate.abs()).toDecimalPlaces(RATIO_DIGITS);
  const frame = { ...frameOf(last), trust: Trust.DERIVED };
  return [decimalParts({ ...frame, kind: 'event.earnings_surprise', value: surprise, unit: 'ratio' })];
}

/** Those of high impact before all others, then the nearest in time; shown in time order. */
function releaseTable(releases: readonly CalendarEvent[], asOfMs: number): FactParts[] {
  if (releases.length === 0) return [];
  const distance = (event: CalendarEvent): number => Math.abs(timeOf(event) - asOfMs);
  const rank = (event: CalendarEvent): number => (event.impact.toLowerCase() === 'high' ? 0 : 1);
  const shown = releases
    .toSorted((a, b) => rank(a) - rank(b) || distance(a) - distance(b))
    .slice(0, RELEASES)
    .toSorted((a, b) => timeOf(a) - timeOf(b));
  const rows = shown.map((event) => ({
    $typeName: 'cream.knowledge.v1.TextTable.Row' as const,
    cells: [
      whenOf(event),
      event.name,
      event.country,
      event.impact,
      ...[event.previous, event.estimate, event.actual].map((value) => decOr(value, undefined)?.toFixed() ?? ''),
    ],
  }));
  const sources = [...new Set(shown.map(({ source }) => source))].sort();
  return [
    {
      subject: MARKET,
      kind: 'event.economic',
      value: { case: 'table', value: { $typeName: 'cream.knowledge.v1.TextTable', columns: COLUMNS, rows } },
      unit: '',
      asOf: Math.max(...shown.map(knownMs)),
      source: sourceOf(...sources, 'calendar'),
      trust: Trust.REPORTED,
    },
  ];
}

function frameOf(event: CalendarEvent) {
  return {
    subject: event.symbol,
    asOf: knownMs(event),
    source: sourceOf(event.source, event.name, dateOf(event)),
    trust: Trust.REPORTED,
  };
}

/** UTC, or a date in New York alone. */
function whenOf(event: CalendarEvent): string {
  return event.hasTime ? new Date(timeOf(event)).toISOString() : dateOf(event);
}

function dateOf(event: CalendarEvent): string {
  return newYorkDate(timeOf(event));
}

function timeOf({ time }: CalendarEvent): number {
  return millis(time, 'time');
}

function knownMs({ knownAt }: CalendarEvent): number {
  return millis(knownAt, 'known_at');
}
