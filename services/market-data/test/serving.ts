import { timestamp } from '@cream/domain';
import type { ConnectError } from '@cream/grpc';
import { expect } from 'vitest';
import type { SeriesCatalog } from '../src/app/series-catalog.js';
import type { UniverseRecords } from '../src/app/universe/universe-records.js';
import { UniverseResolver } from '../src/app/universe/universe-resolver.js';
import { MarketDataController } from '../src/rpc/market-data.controller.js';
import { calendar, catalogOf, csv, row } from './csv-folder.js';

/** A time of a request. */
export const at = (time: string) => timestamp(Date.parse(time));
/** Times of an answer, to the minute in UTC. */
export const texts = (times: readonly ({ seconds: bigint } | undefined)[]) =>
  times.map((time) => new Date(Number(time?.seconds) * 1000).toISOString().slice(0, 16));
/** The service over these files. */
export const serving = (files: Record<string, string>) => new MarketDataController(catalogOf(files), calendar);

const NO_RECORDS: UniverseRecords = {
  versions: async () => [],
  spellsBegun: async () => [],
  newestHoldings: async () => undefined,
  factsOf: async () => [],
};
/** Resolves universes over files alone: nothing is defined. */
export const resolving = (catalog: SeriesCatalog) => new UniverseResolver(catalog, calendar, NO_RECORDS);

/** Tuesday to Friday, then Monday. */
export const WEEK = ['2016-03-01', '2016-03-02', '2016-03-03', '2016-03-04', '2016-03-07'];
/** One bar a day; the opening price rises by a dollar a day. */
export const daily = (dates = WEEK, price = 100) => csv(...dates.map((date, i) => row(date, price + i)));

/** Code and text a call fails with. */
export async function failing(call: () => unknown): Promise<Pick<ConnectError, 'code' | 'rawMessage'>> {
  try {
    await call();
  } catch (error) {
    return { code: (error as ConnectError).code, rawMessage: (error as ConnectError).rawMessage };
  }
  return expect.fail('the call succeeded');
}
