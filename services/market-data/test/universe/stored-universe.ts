import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestamp, wireDate } from '@cream/domain';
import {
  type ConstituentSpellSchema,
  type FundHoldingsSchema,
  ImportConstituentsRequestSchema,
  ImportHoldingsRequestSchema,
  ImportInstrumentFactsRequestSchema,
  PutUniverseRequestSchema,
  UniverseExclusion_Reason as Reason,
  ResolveUniverseRequestSchema,
} from '@cream/proto/market';
import { dateText, dayNumber } from '../../src/calendar/civil-date.js';
import { calendar, csv, row } from '../csv-folder.js';
import type { Stored } from '../stored.js';

/** The sessions of a spring: the first three months of 2016. */
export const DATES = calendar
  .sessionsBetween(dayNumber(2016, 1, 4), dayNumber(2016, 3, 31))
  .map((session) => dateText(session.day));

/** One bar for each date, the price rising by a dollar a session. */
export const rising = (price: number, volume = 1_000, dates: readonly string[] = DATES) =>
  csv(...dates.map((date, i) => row(date, price + i, volume)));

const when = (time: string) => timestamp(Date.parse(time));

export function put(stored: Stored, universeId: string, definition: unknown, effectiveFrom?: string) {
  const from = effectiveFrom === undefined ? {} : { effectiveFrom: when(effectiveFrom) };
  const request = { universeId, definition: JSON.stringify(definition), ...from };
  return stored.universes.putUniverse(create(PutUniverseRequestSchema, request));
}

/** @param rows symbol, first date, and the first date without it */
export function constituents(stored: Stored, indexId: string, ...rows: [symbol: string, from: string, to?: string][]) {
  const spells = rows.map(([symbol, from, to]): MessageInitShape<typeof ConstituentSpellSchema> => {
    return { symbol, from: wireDate(from), ...(to === undefined ? {} : { to: wireDate(to) }) };
  });
  const request = create(ImportConstituentsRequestSchema, { indexId, spells, source: 'test' });
  return stored.inputs.importConstituents(request);
}

export function holdings(
  stored: Stored,
  fundId: string,
  date: string,
  weights: Record<string, string>,
  published?: string,
) {
  const one: MessageInitShape<typeof FundHoldingsSchema> = {
    date: wireDate(date),
    holdings: Object.entries(weights).map(([symbol, value]) => ({ symbol, weight: { value } })),
    ...(published === undefined ? {} : { publishedAt: when(published) }),
  };
  return stored.inputs.importHoldings(create(ImportHoldingsRequestSchema, { fundId, dates: [one], source: 'test' }));
}

export interface ToldFact {
  readonly sector?: string;
  readonly shares?: string;
  readonly cap?: string;
}

export function fact(stored: Stored, symbol: string, knownAt: string, { sector = '', shares, cap }: ToldFact) {
  const one = {
    symbol,
    knownAt: when(knownAt),
    sector,
    ...(shares === undefined ? {} : { sharesOutstanding: { value: shares } }),
    ...(cap === undefined ? {} : { marketCap: { value: cap } }),
  };
  const request = create(ImportInstrumentFactsRequestSchema, { facts: [one], source: 'test' });
  return stored.inputs.importInstrumentFacts(request);
}

export async function resolution(stored: Stored, universeId: string, asOf: string) {
  const request = create(ResolveUniverseRequestSchema, { universeId, asOf: when(asOf) });
  const { symbols = [], resolution: whole } = await stored.universes.resolveUniverse(request);
  const exclusions = (whole?.exclusions ?? []).map(({ symbol, reason, observed = '' }) => {
    return `${symbol} ${Reason[reason ?? Reason.UNSPECIFIED]} ${observed}`;
  });
  return { symbols, exclusions, version: whole?.version, hash: Buffer.from(whole?.hash?.sha256 ?? []).toString('hex') };
}

/** The symbols alone. */
export const symbolsAt = async (stored: Stored, universeId: string, asOf: string) =>
  (await resolution(stored, universeId, asOf)).symbols;
