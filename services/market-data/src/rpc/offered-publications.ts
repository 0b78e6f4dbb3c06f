import { millis } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import type { FinancialStatement, ImportCalendarRequest, MacroObservation, NewsArticle } from '@cream/proto/market';
import type { OfferedCalendar } from '../adapters/store/event-calendars.js';
import type { OfferedStatement } from '../adapters/store/financial-statements.js';
import type { Vintage } from '../adapters/store/macro-observations.js';
import { newYorkDay } from '../calendar/new-york-clock.js';
import { checkRange, dayOfField } from './answers.js';

/** @throws ConnectError INVALID_ARGUMENT naming the field */
export function offeredArticles(articles: readonly NewsArticle[]): readonly NewsArticle[] {
  for (const [i, { publishedAt, knownAt }] of articles.entries()) {
    if (millis(knownAt) < millis(publishedAt)) {
      throw invalidArgument(`articles[${i}].known_at`, 'lies before published_at');
    }
  }
  return articles;
}

/** @throws ConnectError INVALID_ARGUMENT naming the field */
export function offeredStatements(statements: readonly FinancialStatement[]): OfferedStatement[] {
  return statements.map((statement, i) => {
    const field = (name: string) => `statements[${i}].${name}`;
    const fiscalDay = dayOfField(field('fiscal_date'), statement.fiscalDate) ?? 0;
    if (newYorkDay(millis(statement.knownAt)) < fiscalDay) {
      throw invalidArgument(field('known_at'), 'lies before the end of the fiscal period');
    }
    const names = new Set<string>();
    for (const [k, { name }] of statement.items.entries()) {
      if (names.has(name)) throw invalidArgument(field(`items[${k}].name`), `${JSON.stringify(name)} is there twice`);
      names.add(name);
    }
    return { statement, fiscalDay };
  });
}

/** @throws ConnectError INVALID_ARGUMENT naming the field */
export function offeredVintages(observations: readonly MacroObservation[]): Vintage[] {
  return observations.map(({ series, date, value, knownAt }, i) => ({
    series,
    day: dayOfField(`observations[${i}].date`, date) ?? 0,
    knownMs: millis(knownAt),
    value: value?.value,
  }));
}

/** @throws ConnectError INVALID_ARGUMENT naming the field, also for an event outside the dates or of another kind */
export function offeredCalendar(request: ImportCalendarRequest): OfferedCalendar {
  const { kind, from, to, knownAt, events } = request;
  const [fromDay = 0, toDay = 0] = [dayOfField('from', from), dayOfField('to', to)];
  checkRange(fromDay, toDay);
  const offered = events.map((event, i) => {
    const field = (name: string) => `events[${i}].${name}`;
    if (event.kind !== kind) throw invalidArgument(field('kind'), 'is not that of the calendar');
    const day = newYorkDay(millis(event.time));
    if (day < fromDay || day > toDay) throw invalidArgument(field('time'), 'lies outside the dates of the calendar');
    return { day, event };
  });
  return { kind, fromDay, toDay, knownMs: millis(knownAt), events: offered };
}
