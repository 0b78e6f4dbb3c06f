import { DAY_MS, dec, isoDate, millis, type Timestamp, type WireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { MarketDataService } from '@cream/proto/market';
import { continuousRate } from '@cream/quant';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { MarketView } from './model-of-option.js';

/** Yields in percent a year on a bond basis, compounded twice a year, the shortest first: H.15, constant maturities. */
const TREASURY_SERIES = ['DGS1MO', 'DGS3MO', 'DGS6MO', 'DGS1'];
const COMPOUNDED = 2;
/** A yield is published the day after; holidays and weekends lie between. */
const OLDEST_DAYS = 10;
const RATIO = /^-?(0|[1-9]\d{0,2})(\.\d{1,8})?$/;

export interface ViewFlags {
  readonly rate?: string | undefined;
  readonly dividendYield?: string | undefined;
}

/** What options are measured against, and where the rate is from, for people. */
export interface SourcedView extends MarketView {
  readonly rateFrom: string;
}

/**
 * Price of the underlying and rate as they were known at a time. The rate is the one that was typed, else the newest stored
 * yield of a short Treasury, the shortest of that date.
 * @throws UsageError when there is no rate
 */
export async function marketView(
  market: Client<typeof MarketDataService>,
  underlying: string,
  asOf: Timestamp,
  flags: ViewFlags,
): Promise<SourcedView> {
  const { rate, from: rateFrom } = await rateOf(market, asOf, ratioFlag('--rate', flags.rate));
  const dividendYield = ratioFlag('--dividend-yield', flags.dividendYield) ?? 0;
  return { asOfMs: millis(asOf), spot: await spotOf(market, underlying, asOf), rate, dividendYield, rateFrom };
}

async function spotOf(market: Client<typeof MarketDataService>, symbol: string, asOf: Timestamp) {
  const none = `no price of ${symbol}`;
  const { series } = await market.listSeries({});
  if (!series.some((one) => one.symbol === symbol)) return none;
  const { snapshots } = await market.getSnapshot({ symbols: [symbol], asOf });
  const quote = snapshots[0]?.quote;
  if (quote?.last === undefined) return none;
  return quote.stale ? `the price of ${symbol} is stale` : dec(quote.last).toNumber();
}

async function rateOf(market: Client<typeof MarketDataService>, asOf: Timestamp, given: number | undefined) {
  if (given !== undefined) return { rate: given, from: '--rate' };
  const { observations } = await market.listMacroObservations({ series: TREASURY_SERIES, asOf, limit: 10 });
  const known = observations.filter(({ value, date }) => value !== undefined && date !== undefined);
  const newest = known
    .map(({ date }) => isoDate(date as WireDate))
    .toSorted()
    .at(-1);
  const one = TREASURY_SERIES.flatMap(
    (name) => known.find(({ series, date }) => series === name && isoDate(date as WireDate) === newest) ?? [],
  )[0];
  if (one !== undefined && newest !== undefined) {
    const days = (millis(asOf) - Date.parse(newest)) / DAY_MS;
    if (days > OLDEST_DAYS)
      throw new UsageError(
        `--rate is missing, and the newest Treasury yield known is of ${newest}: give --rate 0.02, or import newer ones`,
      );
    return { rate: continuousRate(dec(one.value).toNumber() / 100, COMPOUNDED), from: `${one.series} of ${newest}` };
  }
  throw new UsageError(
    '--rate is missing, and no short Treasury yield was known: give --rate 0.02, or cream data import --vendor fred --kind macro --series DGS3MO',
  );
}

function ratioFlag(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!RATIO.test(text)) throw new UsageError(`${flag} ${shown(text)} is no ratio a year: 0.02 is two percent`);
  return Number(text);
}
