import type { MacroSeriesSource, VendorObservation } from '../app/ports/index.js';
import { type DateSpan, daySpans } from './history-piece.js';

/** FRED answers at most 2000 vintages at once; a daily series has about 1300 in five years. */
const VINTAGE_DAYS = 5 * 365;

export type OfferedObservation = Pick<VendorObservation, 'series' | 'date' | 'value' | 'knownAt'>;

export interface MacroQuestion {
  readonly series: string;
  readonly span: DateSpan;
}

/**
 * What a vendor has of a series. Of one that keeps vintages every value that was published in the span, with what stood at
 * its beginning known from there on: later than it was, never earlier. Of another the newest values of dates in the span.
 * @throws VendorError
 */
export async function* macroVintages(
  source: MacroSeriesSource,
  keepsVintages: boolean,
  { series, span }: MacroQuestion,
  signal: AbortSignal,
): AsyncGenerator<OfferedObservation> {
  if (!keepsVintages) {
    yield* source.observations({ series, fromDate: span.from, toDate: span.to }, signal);
    return;
  }
  let standing = new Map<string, string | undefined>();
  for (const { from, to } of daySpans(span, VINTAGE_DAYS)) {
    const next = new Map<string, string | undefined>();
    for await (const one of source.observations({ series, vintageFrom: from, vintageTo: to }, signal)) {
      next.set(one.date, one.value);
      // What stood before is answered again from the beginning of the piece on.
      const repeated = one.vintageFrom === from && standing.has(one.date) && standing.get(one.date) === one.value;
      if (!repeated) yield one;
    }
    standing = next;
  }
}
