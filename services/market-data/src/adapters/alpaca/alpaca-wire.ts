import { z } from 'zod';
import { dateField, decimalField, instantField } from '../wire/fields.js';

/** Stocks send a list of conditions, options one. */
const conditions = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);
const exchange = z.string().optional();
const nextPage = z.string().nullish();

export const alpacaBar = z.object({
  t: instantField,
  o: decimalField,
  h: decimalField,
  l: decimalField,
  c: decimalField,
  v: decimalField,
  n: z.number().int().optional(),
  vw: decimalField.optional(),
});

export const alpacaQuote = z.object({
  t: instantField,
  bp: decimalField,
  bs: decimalField,
  ap: decimalField,
  as: decimalField,
  bx: exchange,
  ax: exchange,
  c: conditions,
});

export const alpacaTrade = z.object({
  t: instantField,
  p: decimalField,
  s: decimalField,
  x: exchange,
  i: z.union([z.number(), z.string(), z.bigint()]).optional(),
  c: conditions,
});

const bySymbol = <S extends z.ZodType>(value: S) =>
  z
    .record(z.string(), value)
    .nullable()
    .transform((found) => found ?? {});

export const barsPage = z.object({ bars: bySymbol(z.array(alpacaBar)), next_page_token: nextPage });
export const quotesPage = z.object({ quotes: bySymbol(z.array(alpacaQuote)), next_page_token: nextPage });
export const tradesPage = z.object({ trades: bySymbol(z.array(alpacaTrade)), next_page_token: nextPage });

export const stockSnapshots = z.record(
  z.string(),
  z
    .object({
      latestTrade: alpacaTrade.nullish(),
      latestQuote: alpacaQuote.nullish(),
      minuteBar: alpacaBar.nullish(),
      dailyBar: alpacaBar.nullish(),
      prevDailyBar: alpacaBar.nullish(),
    })
    .nullable(),
);

export const optionSnapshot = z.object({
  latestTrade: alpacaTrade.nullish(),
  latestQuote: alpacaQuote.nullish(),
  minuteBar: alpacaBar.nullish(),
  dailyBar: alpacaBar.nullish(),
  prevDailyBar: alpacaBar.nullish(),
  impliedVolatility: z.number().nullish(),
  greeks: z
    .object({ delta: z.number(), gamma: z.number(), theta: z.number(), vega: z.number(), rho: z.number() })
    .nullish(),
});

export const optionSnapshotsPage = z.object({ snapshots: bySymbol(optionSnapshot), next_page_token: nextPage });

export const newsPage = z.object({
  news: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).transform(String),
      headline: z.string(),
      summary: z.string().optional(),
      content: z.string().optional(),
      author: z.string().optional(),
      source: z.string(),
      url: z.string().nullish(),
      symbols: z.array(z.string()),
      created_at: instantField,
      updated_at: instantField,
    }),
  ),
  next_page_token: nextPage,
});

const common = {
  id: z.string(),
  process_date: dateField,
  record_date: dateField.nullish(),
  payable_date: dateField.nullish(),
};
const named = { ...common, symbol: z.string() };
const split = z.object({ ...named, ex_date: dateField, new_rate: decimalField, old_rate: decimalField });
const merged = { ...common, acquiree_symbol: z.string(), effective_date: dateField };
const list = <S extends z.ZodType>(value: S) => z.array(value).nullish();

/** The lists of an answer by the vendor's names. A list this adapter does not know is a kind of action it cannot read. */
export const corporateActionsPage = z.object({
  corporate_actions: z.object({
    forward_splits: list(split),
    reverse_splits: list(split),
    unit_splits: list(
      z.object({
        ...common,
        old_symbol: z.string(),
        old_rate: decimalField,
        new_symbol: z.string(),
        new_rate: decimalField,
        alternate_symbol: z.string(),
        alternate_rate: decimalField,
        effective_date: dateField,
      }),
    ),
    cash_dividends: list(
      z.object({
        ...named,
        ex_date: dateField,
        rate: decimalField,
        special: z.boolean().optional(),
        currency: z.string().optional(),
      }),
    ),
    stock_dividends: list(z.object({ ...named, ex_date: dateField, rate: decimalField })),
    spin_offs: list(
      z.object({
        ...common,
        ex_date: dateField,
        source_symbol: z.string(),
        source_rate: decimalField,
        new_symbol: z.string(),
        new_rate: decimalField,
      }),
    ),
    cash_mergers: list(z.object({ ...merged, acquirer_symbol: z.string().nullish(), rate: decimalField })),
    stock_mergers: list(
      z.object({
        ...merged,
        acquirer_symbol: z.string(),
        acquirer_rate: decimalField,
        acquiree_rate: decimalField,
      }),
    ),
    stock_and_cash_mergers: list(
      z.object({
        ...merged,
        acquirer_symbol: z.string(),
        acquirer_rate: decimalField,
        acquiree_rate: decimalField,
        cash_rate: decimalField,
      }),
    ),
    redemptions: list(z.object({ ...named, rate: decimalField })),
    name_changes: list(z.object({ ...common, old_symbol: z.string(), new_symbol: z.string() })),
    worthless_removals: list(z.object(named)),
    rights_distributions: list(
      z.object({
        ...common,
        source_symbol: z.string(),
        new_symbol: z.string(),
        rate: decimalField,
        ex_date: dateField,
      }),
    ),
    partial_calls: list(z.object({ ...named, price: decimalField.nullish() })),
    reorganizations: list(
      z.object({
        ...named,
        effective_date: dateField,
        cash_rate: decimalField.nullish(),
        stock_movements: list(z.object({ symbol: z.string(), new_rate: decimalField, source_rate: decimalField })),
      }),
    ),
  }),
  next_page_token: nextPage,
});

export type AlpacaBar = z.output<typeof alpacaBar>;
export type AlpacaQuote = z.output<typeof alpacaQuote>;
export type AlpacaTrade = z.output<typeof alpacaTrade>;
export type AlpacaOptionSnapshot = z.output<typeof optionSnapshot>;
export type AlpacaArticle = z.output<typeof newsPage>['news'][number];
export type AlpacaCorporateActions = z.output<typeof corporateActionsPage>['corporate_actions'];
