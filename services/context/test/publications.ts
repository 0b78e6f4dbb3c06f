import { create } from '@bufbuild/protobuf';
import { timestamp, wire, wireDate } from '@cream/domain';
import {
  type CalendarEvent,
  CalendarEventKind,
  CalendarEventSchema,
  type FinancialStatement,
  FinancialStatementSchema,
  FiscalPeriod,
  type MacroObservation,
  MacroObservationSchema,
  type NewsArticle,
  NewsArticleSchema,
  StatementKind,
} from '@cream/proto/market';
import type { Changes } from '@cream/testing';

export const at = (time: string) => timestamp(Date.parse(time));

/** An article about AAPL of the morning of 1 March 2016. */
export function anArticle(changes: Changes<typeof NewsArticleSchema> = {}): NewsArticle {
  return create(NewsArticleSchema, {
    id: '24843171',
    headline: 'Apple orders more glass',
    source: 'benzinga',
    symbols: ['AAPL'],
    publishedAt: at('2016-03-01T13:00:00Z'),
    knownAt: at('2016-03-01T13:00:00Z'),
    ...changes,
  });
}

/** The income of a quarter, accepted a month after its end. */
export function aStatement(
  fiscalDate: string,
  items: Readonly<Record<string, string>>,
  changes: Changes<typeof FinancialStatementSchema> = {},
): FinancialStatement {
  return create(FinancialStatementSchema, {
    symbol: 'AAPL',
    kind: StatementKind.INCOME,
    period: FiscalPeriod.QUARTER,
    fiscalDate: wireDate(fiscalDate),
    currency: 'USD',
    items: Object.entries(items).map(([name, value]) => ({ name, value: wire(value) })),
    knownAt: timestamp(Date.parse(fiscalDate) + 31 * 86_400_000),
    source: 'FMP',
    ...changes,
  });
}

/** A value of the consumer price index. */
export function anObservation(
  date: string,
  value: string | undefined,
  knownAt: string,
  series = 'CPIAUCSL',
): MacroObservation {
  return create(MacroObservationSchema, {
    series,
    date: wireDate(date),
    ...(value === undefined ? {} : { value: wire(value) }),
    knownAt: at(knownAt),
    source: 'FRED',
  });
}

/** A report of AAPL after the close of 25 April 2016, as a calendar of 1 March had it. */
export function aReport(changes: Changes<typeof CalendarEventSchema> = {}): CalendarEvent {
  return create(CalendarEventSchema, {
    kind: CalendarEventKind.EARNINGS,
    name: 'earnings',
    symbol: 'AAPL',
    time: at('2016-04-25T04:00:00Z'),
    knownAt: at('2016-03-01T12:00:00Z'),
    source: 'FMP',
    ...changes,
  });
}

/** A release of the economy of the United States on 4 March 2016. */
export function aRelease(changes: Changes<typeof CalendarEventSchema> = {}): CalendarEvent {
  return create(CalendarEventSchema, {
    kind: CalendarEventKind.ECONOMIC,
    name: 'Nonfarm Payrolls',
    country: 'US',
    time: at('2016-03-04T13:30:00Z'),
    hasTime: true,
    impact: 'High',
    previous: wire('151'),
    estimate: wire('190'),
    knownAt: at('2016-03-01T12:00:00Z'),
    source: 'FMP',
    ...changes,
  });
}
