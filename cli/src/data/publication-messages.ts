import { timestamp, wire, wireDate } from '@cream/domain';
import type { FiledStatements, OfferedObservation, StoodCalendar, VendorArticle } from '@cream/market-data';
import { CalendarEventKind, FiscalPeriod, StatementKind } from '@cream/proto/market';

/** An article of a vendor in the contract's form. */
export function articleMessage(article: VendorArticle) {
  const { id, headline, summary = '', body = '', author = '', source, url = '', symbols } = article;
  return {
    ...{ id, headline, summary, body, author, source, url, symbols: [...symbols] },
    publishedAt: timestamp(article.publishedMs),
    knownAt: timestamp(article.knownAt),
  };
}

/** A statement of a vendor in the contract's form. */
export function statementMessage(statement: FiledStatements['statements'][number]) {
  const { symbol, kind, period, fiscalDate, currency = '', items, knownAt } = statement;
  return {
    symbol,
    kind: StatementKind[kind],
    period: period === 'ANNUAL' ? FiscalPeriod.YEAR : FiscalPeriod.QUARTER,
    fiscalDate: wireDate(fiscalDate),
    currency,
    items: Object.entries(items).map(([name, value]) => ({ name, value: wire(value) })),
    knownAt: timestamp(knownAt),
  };
}

/** An observation of a vendor in the contract's form. */
export function observationMessage({ series, date, value, knownAt }: OfferedObservation) {
  return {
    series,
    date: wireDate(date),
    ...(value === undefined ? {} : { value: wire(value) }),
    knownAt: timestamp(knownAt),
  };
}

/** A calendar of a vendor in the contract's form. */
export function calendarMessage({ kind, from, to, knownAt, events }: StoodCalendar) {
  const wireKind = CalendarEventKind[kind];
  return {
    ...{ kind: wireKind, from: wireDate(from), to: wireDate(to), knownAt: timestamp(knownAt) },
    events: events.map(({ name, symbol = '', country = '', timeMs, hasTime, impact = '', ...numbers }) => ({
      ...{ kind: wireKind, name, symbol, country, time: timestamp(timeMs), hasTime, impact },
      ...(numbers.previous === undefined ? {} : { previous: wire(numbers.previous) }),
      ...(numbers.estimate === undefined ? {} : { estimate: wire(numbers.estimate) }),
      ...(numbers.actual === undefined ? {} : { actual: wire(numbers.actual) }),
    })),
  };
}
