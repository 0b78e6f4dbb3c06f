import { z } from 'zod';
import { dateField, decimalField, epochMillisField, epochNanosField, instantField } from '../wire/fields.js';

const nextUrl = z.string().nullish();
const conditions = z.array(z.number().transform(String)).nullish();
const exchange = z.union([z.number(), z.string()]).transform(String).optional();

const polygonBar = z.object({
  t: epochMillisField,
  o: decimalField,
  h: decimalField,
  l: decimalField,
  c: decimalField,
  // Indices have none.
  v: decimalField.optional(),
  vw: decimalField.optional(),
  n: z.number().int().optional(),
});

export const aggregatesPage = z.object({ results: z.array(polygonBar).nullish(), next_url: nextUrl });

const polygonQuote = z.object({
  sip_timestamp: epochNanosField,
  bid_price: decimalField.optional(),
  bid_size: decimalField.optional(),
  bid_exchange: exchange,
  ask_price: decimalField.optional(),
  ask_size: decimalField.optional(),
  ask_exchange: exchange,
  conditions,
  sequence_number: z.number().int().optional(),
});
export const quotesPage = z.object({ results: z.array(polygonQuote).nullish(), next_url: nextUrl });

const polygonTrade = z.object({
  sip_timestamp: epochNanosField,
  price: decimalField,
  size: decimalField,
  exchange,
  // Options have none.
  id: z.string().optional(),
  conditions,
  sequence_number: z.number().int().optional(),
});
export const tradesPage = z.object({ results: z.array(polygonTrade).nullish(), next_url: nextUrl });

const snapshotBar = polygonBar.omit({ t: true });
export const stockSnapshots = z.object({
  tickers: z
    .array(
      z.object({
        ticker: z.string(),
        updated: epochNanosField.optional(),
        day: snapshotBar.nullish(),
        prevDay: snapshotBar.nullish(),
        // Before the first minute of a day its time is 0 or absent.
        min: snapshotBar.extend({ t: epochMillisField.optional() }).nullish(),
        lastQuote: z
          .object({ p: decimalField, s: decimalField, P: decimalField, S: decimalField, t: epochNanosField })
          .nullish(),
        lastTrade: z
          .object({
            p: decimalField,
            s: decimalField,
            t: epochNanosField,
            i: z.string().optional(),
            x: exchange,
            c: conditions,
          })
          .nullish(),
      }),
    )
    .nullish(),
});

const polygonOption = z.object({
  details: z.object({
    ticker: z.string(),
    contract_type: z.enum(['call', 'put', 'other']),
    exercise_style: z.enum(['american', 'european', 'bermudan']).optional(),
    expiration_date: dateField,
    shares_per_contract: decimalField.optional(),
    strike_price: decimalField,
  }),
  // The greeks of contracts deep in or out of the money are an empty object.
  greeks: z
    .object({
      delta: z.number().optional(),
      gamma: z.number().optional(),
      theta: z.number().optional(),
      vega: z.number().optional(),
    })
    .nullish(),
  implied_volatility: z.number().nullish(),
  open_interest: decimalField.nullish(),
  last_quote: z
    .object({
      bid: decimalField,
      bid_size: decimalField,
      ask: decimalField,
      ask_size: decimalField,
      last_updated: epochNanosField.optional(),
    })
    .nullish(),
  last_trade: z
    .object({ price: decimalField, size: decimalField, sip_timestamp: epochNanosField, exchange, conditions })
    .nullish(),
});
export const optionChainPage = z.object({ results: z.array(polygonOption).nullish(), next_url: nextUrl });
export const optionContract = z.object({ results: polygonOption });

export const dividendsPage = z.object({
  results: z
    .array(
      z.object({
        id: z.string().optional(),
        ticker: z.string(),
        cash_amount: decimalField,
        currency: z.string().optional(),
        dividend_type: z.string(),
        declaration_date: dateField.nullish(),
        ex_dividend_date: dateField,
        record_date: dateField.nullish(),
        pay_date: dateField.nullish(),
      }),
    )
    .nullish(),
  next_url: nextUrl,
});

export const splitsPage = z.object({
  results: z
    .array(
      z.object({
        id: z.string().optional(),
        ticker: z.string(),
        execution_date: dateField,
        split_from: decimalField,
        split_to: decimalField,
      }),
    )
    .nullish(),
  next_url: nextUrl,
});

export const newsPage = z.object({
  results: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string().nullish(),
        author: z.string().nullish(),
        article_url: z.string().nullish(),
        publisher: z.object({ name: z.string() }),
        published_utc: instantField,
        tickers: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  next_url: nextUrl,
});

export type PolygonBar = z.output<typeof polygonBar>;
export type PolygonQuote = z.output<typeof polygonQuote>;
export type PolygonTrade = z.output<typeof polygonTrade>;
export type PolygonOption = z.output<typeof polygonOption>;
export type PolygonStock = NonNullable<z.output<typeof stockSnapshots>['tickers']>[number];
export type PolygonDividend = NonNullable<z.output<typeof dividendsPage>['results']>[number];
export type PolygonSplit = NonNullable<z.output<typeof splitsPage>['results']>[number];
export type PolygonArticle = NonNullable<z.output<typeof newsPage>['results']>[number];
