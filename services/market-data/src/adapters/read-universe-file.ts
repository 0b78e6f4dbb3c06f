import { create } from '@bufbuild/protobuf';
import { timestamp, wire } from '@cream/domain';
import type { Date as WireDate } from '@cream/proto/common';
import {
  type ConstituentSpell,
  ConstituentSpellSchema,
  type FundHoldings,
  FundHoldingsSchema,
  type InstrumentFact,
  InstrumentFactSchema,
} from '@cream/proto/market';
import { fromWireDate, toWireDate } from '../calendar/civil-date.js';
import { newYorkMidnight } from '../calendar/new-york-clock.js';
import { constituentFileSpells } from './csv/constituent-file.js';
import { factFileFacts } from './csv/fact-file.js';
import { holdingsFileDates } from './csv/holdings-file.js';

/** The spells in a file, as the contract carries them. @throws MarketDataError naming file and line */
export function readConstituentFile(path: string): ConstituentSpell[] {
  return constituentFileSpells(path).map(({ symbol, from, to }) =>
    create(ConstituentSpellSchema, {
      symbol,
      from: toWireDate(from),
      ...(to === undefined ? {} : { to: toWireDate(to) }),
    }),
  );
}

/**
 * The holdings in a file, as the contract carries them, and how many rows had no symbol.
 * @param date of a file that does not say it
 * @param publishedOn the date in New York from whose end on a file was known that does not say it
 * @throws MarketDataError naming file and line
 */
export function readHoldingsFile(
  path: string,
  date: WireDate | undefined,
  publishedOn: WireDate | undefined,
): { dates: FundHoldings[]; skipped: number } {
  const given = { day: date && fromWireDate(date), publishedMs: endOfDate(publishedOn) };
  const { dates, skipped } = holdingsFileDates(path, given);
  const read = dates.map(({ day, publishedMs: published, holdings }) =>
    create(FundHoldingsSchema, {
      date: toWireDate(day),
      ...(published === undefined ? {} : { publishedAt: timestamp(published) }),
      holdings: holdings.map(({ symbol, weight }) => ({ symbol, weight: wire(weight) })),
    }),
  );
  return { dates: read, skipped };
}

/**
 * The facts of instruments in a file, as the contract carries them.
 * @param knownOn the date in New York from whose end on a file was known that does not say it
 * @throws MarketDataError naming file and line
 */
export function readFactFile(path: string, knownOn: WireDate | undefined): InstrumentFact[] {
  return factFileFacts(path, endOfDate(knownOn)).map((fact) =>
    create(InstrumentFactSchema, {
      symbol: fact.symbol,
      knownAt: timestamp(fact.knownMs),
      sector: fact.sector ?? '',
      ...(fact.sharesOutstanding === undefined ? {} : { sharesOutstanding: wire(fact.sharesOutstanding) }),
      ...(fact.marketCap === undefined ? {} : { marketCap: wire(fact.marketCap) }),
    }),
  );
}

function endOfDate(date: WireDate | undefined): number | undefined {
  const day = date && fromWireDate(date);
  return day === undefined ? undefined : newYorkMidnight(day + 1);
}
