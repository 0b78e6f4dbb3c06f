import type { Client } from '@connectrpc/connect';
import { isoDate, timestamp } from '@cream/domain';
import type { DateSpan, OfferedObservation, VendorPublications } from '@cream/market-data';
import { isSymbol } from '@cream/market-data';
import type { MarketDataService } from '@cream/proto/market';
import { articleMessage, calendarMessage, observationMessage, statementMessage } from './publication-messages.js';

/** What became of what a vendor has published about something. */
export interface PublicationCounts {
  /** Symbol, series or kind of calendar. */
  readonly about: string;
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** Why some were not stored, and how many. */
  readonly left: Readonly<Record<string, number>>;
  /** Of these how many should have been. */
  readonly refused: number;
}

type Store = Pick<
  Client<typeof MarketDataService>,
  'importNews' | 'importStatements' | 'importMacroObservations' | 'importCalendar' | 'listMacroObservations'
>;
type Totals = Pick<PublicationCounts, 'inserted' | 'unchanged' | 'conflicts'>;

/** Where publications go, under which name, and who watches: the view is told how many came so far. */
export interface PublicationImport {
  readonly store: Store;
  readonly source: string;
  readonly signal: AbortSignal;
  readonly came: (about: string, count: number) => void;
}

/** Things sent at once. */
const PIECE = { articles: 200, observations: 10_000, statements: 500 };
const NONE: Totals = { inserted: 0, unchanged: 0, conflicts: 0 };

export async function importNews(
  news: NonNullable<VendorPublications['news']>,
  { symbols, span }: { readonly symbols: readonly string[]; readonly span: DateSpan },
  { store, source, signal, came }: PublicationImport,
): Promise<PublicationCounts[]> {
  let [totals, count, speechless] = [NONE, 0, 0];
  const about = symbols.join(',');
  for await (const articles of pieces(news(symbols, span, signal), PIECE.articles)) {
    const said = articles.filter(({ headline }) => headline.trim() !== '');
    speechless += articles.length - said.length;
    if (said.length > 0) totals = plus(totals, await store.importNews({ articles: said.map(articleMessage), source }));
    count += articles.length;
    came(about, count);
  }
  return [{ about, ...totals, left: reasons({ 'without a headline': speechless }), refused: speechless }];
}

export async function importStatements(
  statementsOf: NonNullable<VendorPublications['statements']>,
  symbols: readonly string[],
  { store, source, signal, came }: PublicationImport,
): Promise<PublicationCounts[]> {
  const counts: PublicationCounts[] = [];
  for (const symbol of symbols) {
    const { statements, withoutTime, withoutNumbers } = await statementsOf(symbol, signal);
    let totals = NONE;
    for await (const piece of pieces(statements, PIECE.statements)) {
      totals = plus(totals, await store.importStatements({ statements: piece.map(statementMessage), source }));
    }
    came(symbol, statements.length);
    const left = reasons({ 'without a time of acceptance': withoutTime, 'without numbers': withoutNumbers });
    counts.push({ about: symbol, ...totals, left, refused: withoutTime + withoutNumbers });
  }
  return counts;
}

export async function importMacro(
  { keepsVintages, observations }: NonNullable<VendorPublications['macro']>,
  { series, span }: { readonly series: readonly string[]; readonly span: DateSpan },
  { store, source, signal, came }: PublicationImport,
): Promise<PublicationCounts[]> {
  const counts: PublicationCounts[] = [];
  for (const one of series) {
    const known = keepsVintages ? undefined : await newestOf(store, one);
    let [totals, count] = [NONE, 0];
    for await (const piece of pieces(observations(one, span, signal), PIECE.observations)) {
      const fresh = piece.filter(({ date, value }) => known === undefined || !says(known, date, value));
      totals = plus(totals, { ...NONE, unchanged: piece.length - fresh.length });
      const offer = { observations: fresh.map(observationMessage), source };
      if (fresh.length > 0) totals = plus(totals, await store.importMacroObservations(offer));
      count += piece.length;
      came(one, count);
    }
    counts.push({ about: one, ...totals, left: {}, refused: 0 });
  }
  return counts;
}

export async function importCalendars(
  calendar: NonNullable<VendorPublications['calendar']>,
  span: DateSpan,
  { store, source, signal, came }: PublicationImport,
): Promise<PublicationCounts[]> {
  const totals = new Map<string, Totals>();
  const foreign = new Map<string, number>();
  for await (const stood of calendar(span, signal)) {
    const about = stood.kind.toLowerCase();
    // Calendars name listings all over the world; symbols of other forms trade elsewhere.
    const events = stood.events.filter(({ symbol }) => symbol === undefined || isSymbol(symbol));
    foreign.set(about, (foreign.get(about) ?? 0) + stood.events.length - events.length);
    const sum = plus(
      totals.get(about) ?? NONE,
      await store.importCalendar({ ...calendarMessage({ ...stood, events }), source }),
    );
    totals.set(about, sum);
    came(about, sum.inserted + sum.unchanged);
  }
  return [...totals].map(([about, sum]) => {
    return { about, ...sum, left: reasons({ 'of symbols of another form': foreign.get(about) ?? 0 }), refused: 0 };
  });
}

/** `CPIAUCSL: 240 new, 0 known, 0 contradicting …`, for people. */
export function publicationLine(
  { about, inserted, unchanged, conflicts, left }: PublicationCounts,
  what: string,
): string {
  const others = Object.entries(left).map(([why, count]) => `${count} ${why}`);
  const rest = others.length === 0 ? '' : `; not stored: ${others.join(', ')}`;
  const see = conflicts > 0 ? ': see cream data check --code conflict' : '';
  return `${about}: ${inserted} new ${what}, ${unchanged} known, ${conflicts} contradicting${see}${rest}`;
}

/** The newest value stored of each date, as a text that compares; a vendor without vintages is asked again and again. */
async function newestOf(store: Store, series: string): Promise<Map<string, string>> {
  const asOf = timestamp(Date.now());
  const { observations } = await store.listMacroObservations({ series: [series], asOf });
  return new Map(observations.map(({ date, value }) => [date === undefined ? '' : isoDate(date), value?.value ?? '']));
}

function says(known: ReadonlyMap<string, string>, date: string, value: OfferedObservation['value']): boolean {
  return known.get(date) === (value ?? '');
}

/** Those that something was left out for. */
function reasons(counts: Readonly<Record<string, number>>): PublicationCounts['left'] {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function plus(a: Totals, b: Totals): Totals {
  return {
    inserted: a.inserted + b.inserted,
    unchanged: a.unchanged + b.unchanged,
    conflicts: a.conflicts + b.conflicts,
  };
}

async function* pieces<T>(things: AsyncIterable<T> | Iterable<T>, size: number): AsyncGenerator<T[]> {
  let piece: T[] = [];
  for await (const one of things) {
    piece.push(one);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
