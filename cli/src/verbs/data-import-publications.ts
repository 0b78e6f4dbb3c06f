import {
  type DateSpan,
  lastWholeDate,
  PUBLICATION_VENDORS,
  type PublicationKind,
  VendorError,
  type VendorPublications,
  vendorPublications,
} from '@cream/market-data';
import { environment } from '../cli.config.js';
import { commaList } from '../comma-list.js';
import {
  importCalendars,
  importMacro,
  importNews,
  importStatements,
  type PublicationCounts,
  type PublicationImport,
  publicationLine,
} from '../data/import-publications.js';
import { openMarketData } from '../data/open-market-data.js';
import { vendorFailure } from '../data/vendor-failure.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { dateFlag } from '../dates.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { countView } from '../print/count-view.js';

export interface PublicationImportFlags {
  readonly dataDir: string;
  readonly vendor: string;
  readonly symbols?: string;
  readonly series?: string;
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
}

/** What is counted, for people. */
const NOUNS: Readonly<Record<PublicationKind, string>> = {
  news: 'wordings',
  statements: 'statements',
  macro: 'vintages',
  calendar: 'events',
};

type Work = (into: PublicationImport) => Promise<PublicationCounts[]>;

/**
 * `cream data import --vendor … --kind news|statements|macro|calendar`: what a vendor published into the store.
 * @returns 0 when everything is stored, 1 when something contradicts what is stored or cannot be stored
 */
export async function dataImportPublications(
  kind: PublicationKind,
  flags: PublicationImportFlags,
  out: Output,
): Promise<number> {
  const publications = vendorPublications(flags.vendor.toLowerCase(), environment());
  if (publications === undefined) {
    const known = PUBLICATION_VENDORS.join(', ');
    throw new UsageError(`--vendor ${shown(flags.vendor)} has no ${kind}: choose from ${known}`);
  }
  const source = flags.source ?? publications.source;
  if (source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');
  const work = workOf(kind, publications, flags);

  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  using interruption = untilInterrupted();
  const { signal } = interruption;
  const view = countView(!out.json, NOUNS[kind]);
  try {
    const counts = await work({ store: market.client, source, signal, came: view.update });
    view.done();
    for (const one of counts) out.line(publicationLine(one, NOUNS[kind]));
    out.document({ vendor: flags.vendor.toLowerCase(), source, kind, imported: counts });
    return counts.every(({ conflicts, refused }) => conflicts + refused === 0) ? 0 : 1;
  } catch (error) {
    if (signal.aborted) throw new StoppedError('Interrupted', 'interrupted: the same command goes on');
    throw error instanceof VendorError ? vendorFailure(error, kind) : error;
  } finally {
    view.done();
    await market.close();
  }
}

/** @throws UsageError for what is missing, before anything is opened or asked */
function workOf(kind: PublicationKind, publications: VendorPublications, flags: PublicationImportFlags): Work {
  const { news, statements, macro, calendar, source } = publications;
  switch (kind) {
    case 'news': {
      if (news === undefined) throw nothing(source, kind, 'alpaca');
      const about = { symbols: vendorSymbols(flags.symbols), span: pastSpan(flags) };
      return (into) => importNews(news, about, into);
    }
    case 'statements': {
      if (statements === undefined) throw nothing(source, kind, 'fmp');
      const symbols = vendorSymbols(flags.symbols);
      return (into) => importStatements(statements, symbols, into);
    }
    case 'macro': {
      if (macro === undefined) throw nothing(source, kind, 'fred');
      const about = { series: seriesOf(flags.series), span: pastSpan(flags) };
      return (into) => importMacro(macro, about, into);
    }
    case 'calendar': {
      if (calendar === undefined) throw nothing(source, kind, 'fmp');
      const span = givenSpan(flags);
      return (into) => importCalendars(calendar, span, into);
    }
  }
}

function nothing(source: string, kind: PublicationKind, other: string): UsageError {
  return new UsageError(`--kind ${kind}: ${source} has none; --vendor ${other} has`);
}

function seriesOf(text: string | undefined): string[] {
  const series = commaList(text);
  if (series.length === 0)
    throw new UsageError('--series is missing: name at least one, for example --series CPIAUCSL');
  return series;
}

/** Whole dates only: what is published later on the last one would be missing. */
function pastSpan(flags: PublicationImportFlags): DateSpan {
  const today = lastWholeDate(Date.now());
  const last = flags.to === undefined || flags.to > today ? today : flags.to;
  if (flags.from !== undefined && flags.from > today && dateFlag('--from', flags.from) !== undefined) {
    throw new UsageError(`--from ${flags.from}: the last whole date is ${today}`);
  }
  return givenSpan({ ...flags, to: dateFlag('--to', flags.to) === undefined ? today : last });
}

function givenSpan({ from, to }: Pick<PublicationImportFlags, 'from' | 'to'>): DateSpan {
  if (from === undefined) throw new UsageError('--from is missing: the first date, for example --from 2024-01-02');
  if (to === undefined) throw new UsageError('--to is missing: the last date, for example --to 2024-03-29');
  dateFlag('--from', from);
  dateFlag('--to', to);
  if (from > to) throw new UsageError(`--from ${from}: --to ${to} lies before it`);
  return { from, to };
}
