import { DAY_MS, makeFacts, millis, newYorkDate, type Timestamp, timestamp, wireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { Fact } from '@cream/proto/knowledge';
import { CalendarEventKind, type MarketDataService, PublicationSource_Kind } from '@cream/proto/market';
import { calendarFacts } from './calendar-facts.js';
import { macroFacts } from './macro-facts.js';
import { newsFacts } from './news-facts.js';
import { type SourceState, sourceStates } from './sources.js';
import { statementFacts } from './statement-facts.js';

const NEWS_DAYS = 7;
const NEWS_ARTICLES = 200;
/** Two years of quarters: the newest one and the one a year before are among them. */
const STATEMENTS = 8;
/** Of each series: enough to find two values among days without one. */
const OBSERVATIONS = 10;
/** Days around the asked time: a company reports every quarter. */
const REPORTS = { kind: CalendarEventKind.EARNINGS, before: 7, after: 100 };
const RELEASES = { kind: CalendarEventKind.ECONOMIC, before: 7, after: 14 };

export type Publications = Pick<
  Client<typeof MarketDataService>,
  'listPublicationSources' | 'listNews' | 'listStatements' | 'listMacroObservations' | 'listCalendarEvents'
>;

export interface Gathered {
  readonly facts: Fact[];
  readonly sources: readonly SourceState[];
}

/** What was published about symbols and the economy by a time, as facts. Only what is held of anything is asked for. */
export async function gather(
  publications: Publications,
  symbols: readonly string[],
  asOf: Timestamp,
): Promise<Gathered> {
  const { sources: held } = await publications.listPublicationSources({ asOf });
  const has = (kind: PublicationSource_Kind): boolean => held.some((source) => source.kind === kind);
  const asOfMs = millis(asOf, 'as_of');
  const asked = [...symbols];
  const scheduled = ({ kind, before, after }: typeof REPORTS | typeof RELEASES) =>
    publications.listCalendarEvents({
      kinds: [kind],
      symbols: asked,
      from: wireDate(newYorkDate(asOfMs - before * DAY_MS)),
      to: wireDate(newYorkDate(asOfMs + after * DAY_MS)),
      asOf,
    });
  const [news, statements, macro, calendars] = await Promise.all([
    has(PublicationSource_Kind.NEWS)
      ? publications.listNews({
          symbols: asked,
          after: timestamp(asOfMs - NEWS_DAYS * DAY_MS),
          asOf,
          limit: NEWS_ARTICLES,
          withBody: true,
        })
      : undefined,
    has(PublicationSource_Kind.STATEMENTS)
      ? publications.listStatements({ symbols: asked, asOf, limit: STATEMENTS })
      : undefined,
    has(PublicationSource_Kind.MACRO) ? publications.listMacroObservations({ asOf, limit: OBSERVATIONS }) : undefined,
    has(PublicationSource_Kind.CALENDAR) ? Promise.all([REPORTS, RELEASES].map(scheduled)) : undefined,
  ]);
  const facts = makeFacts([
    ...newsFacts(symbols, news?.articles ?? []),
    ...statementFacts(symbols, statements?.statements ?? []),
    ...macroFacts(macro?.observations ?? []),
    ...calendarFacts(symbols, calendars?.flatMap(({ events }) => events) ?? [], asOfMs),
  ]);
  return { facts, sources: sourceStates(held) };
}
