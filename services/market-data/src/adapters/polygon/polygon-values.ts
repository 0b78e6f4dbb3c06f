import { isOccSymbol } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import type { VendorCorporateAction } from '../../app/ports/corporate-actions.js';
import type { VendorBar } from '../../app/ports/historical-bars.js';
import type { VendorQuote, VendorTrade } from '../../app/ports/historical-ticks.js';
import type { VendorArticle } from '../../app/ports/news-source.js';
import type { VendorGreeks, VendorOption } from '../../app/ports/option-chains.js';
import type { VendorSnapshot } from '../../app/ports/snapshots.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { barTimes } from '../wire/bar-times.js';
import { endOfDate, startOfDate } from '../wire/dates.js';
import { toSymbol } from './polygon-symbol.js';
import type {
  PolygonArticle,
  PolygonBar,
  PolygonDividend,
  PolygonOption,
  PolygonQuote,
  PolygonSplit,
  PolygonStock,
  PolygonTrade,
} from './polygon-wire.js';

/** Longest run of dates without a session, with room to spare. */
const LONGEST_CLOSURE = 14;

export function toBar(symbol: string, interval: BarInterval, bar: PolygonBar, calendar: TradingCalendar): VendorBar {
  const times = barTimes(bar.t, interval, calendar);
  const { o: open, h: high, l: low, c: close, v: volume, vw: vwap, n: trades } = bar;
  return { symbol, interval, ...times, open, high, low, close, volume, vwap, trades, knownAt: times.endMs };
}

/** A price of 0 stands for a side that nobody quotes. */
export function toQuote(symbol: string, quote: PolygonQuote): VendorQuote {
  const bid = quote.bid_price !== undefined && quote.bid_price !== '0';
  const ask = quote.ask_price !== undefined && quote.ask_price !== '0';
  return {
    symbol,
    ...quote.sip_timestamp,
    bid: bid ? quote.bid_price : undefined,
    ask: ask ? quote.ask_price : undefined,
    bidSize: bid ? quote.bid_size : undefined,
    askSize: ask ? quote.ask_size : undefined,
    sizeUnit: isOccSymbol(symbol) ? 'CONTRACTS' : 'ROUND_LOTS',
    bidExchange: bid ? quote.bid_exchange : undefined,
    askExchange: ask ? quote.ask_exchange : undefined,
    conditions: quote.conditions ?? [],
    sequence: quote.sequence_number,
    knownAt: quote.sip_timestamp.timeMs,
  };
}

export function toTrade(symbol: string, trade: PolygonTrade): VendorTrade {
  return {
    symbol,
    ...trade.sip_timestamp,
    price: trade.price,
    size: trade.size,
    exchange: trade.exchange,
    id: trade.id,
    conditions: trade.conditions ?? [],
    sequence: trade.sequence_number,
    knownAt: trade.sip_timestamp.timeMs,
  };
}

/**
 * The vendor dates neither the day nor the day before it: the day is that of its newest part, and without one there are no
 * daily bars.
 */
export function toSnapshot(stock: PolygonStock, calendar: TradingCalendar, nowMs: number): VendorSnapshot {
  const symbol = toSymbol(stock.ticker);
  const { lastQuote, lastTrade, min } = stock;
  const newest = Math.max(stock.updated?.timeMs ?? 0, lastTrade?.t.timeMs ?? 0, min?.t ?? 0);
  const day = newest === 0 ? undefined : newYorkDay(newest);
  const before = day === undefined ? undefined : calendar.sessionsBetween(day - LONGEST_CLOSURE, day - 1).at(-1);
  const bar = (interval: BarInterval, one: Omit<PolygonBar, 't'> | null | undefined, t: number | undefined) => {
    if (!one || !t || one.o === '0') return undefined;
    const whole = toBar(symbol, interval, { ...one, t }, calendar);
    return { ...whole, knownAt: Math.min(whole.endMs, nowMs) };
  };
  return {
    symbol,
    quote: lastQuote ? toQuote(symbol, snapshotQuote(lastQuote)) : undefined,
    trade: lastTrade ? toTrade(symbol, snapshotTrade(lastTrade)) : undefined,
    minuteBar: bar(BarInterval.ONE_MINUTE, min, min?.t),
    dailyBar: bar(BarInterval.ONE_DAY, stock.day, day === undefined ? undefined : newest),
    previousDailyBar: bar(BarInterval.ONE_DAY, stock.prevDay, before?.openMs),
    knownAt: nowMs,
  };
}

function snapshotQuote({ p, s, P, S, t }: NonNullable<PolygonStock['lastQuote']>): PolygonQuote {
  return { sip_timestamp: t, bid_price: p, bid_size: s, ask_price: P, ask_size: S };
}

function snapshotTrade({ p, s, t, i, x, c }: NonNullable<PolygonStock['lastTrade']>): PolygonTrade {
  return { sip_timestamp: t, price: p, size: s, id: i, exchange: x, conditions: c };
}

/** Undefined for what is neither call nor put. */
export function toOption(underlying: string, option: PolygonOption, nowMs: number): VendorOption | undefined {
  const { details, last_quote: quote, last_trade: trade } = option;
  const symbol = toSymbol(details.ticker);
  if (details.contract_type === 'other') return undefined;
  const style = details.exercise_style?.toUpperCase();
  return {
    symbol,
    underlying,
    type: details.contract_type === 'call' ? 'CALL' : 'PUT',
    expiration: details.expiration_date,
    strike: details.strike_price,
    style: style === 'AMERICAN' || style === 'EUROPEAN' ? style : undefined,
    multiplier: details.shares_per_contract,
    openInterest: option.open_interest ?? undefined,
    // A quote without its time has no age, so it is none.
    quote: quote?.last_updated === undefined ? undefined : toQuote(symbol, chainQuote(quote, quote.last_updated)),
    trade: trade ? toTrade(symbol, trade) : undefined,
    impliedVolatility: option.implied_volatility ?? undefined,
    greeks: greeksOf(option.greeks),
    knownAt: nowMs,
  };
}

function chainQuote(
  quote: NonNullable<PolygonOption['last_quote']>,
  time: PolygonQuote['sip_timestamp'],
): PolygonQuote {
  const { bid, bid_size, ask, ask_size } = quote;
  return { sip_timestamp: time, bid_price: bid, bid_size, ask_price: ask, ask_size };
}

function greeksOf(greeks: PolygonOption['greeks']): VendorGreeks | undefined {
  const { delta, gamma, theta, vega } = greeks ?? {};
  if (delta === undefined || gamma === undefined || theta === undefined || vega === undefined) return undefined;
  return { delta, gamma, theta, vega };
}

export function toDividend(one: PolygonDividend): VendorCorporateAction {
  const effectiveDate = one.ex_dividend_date;
  const announced = one.declaration_date ?? undefined;
  return {
    id: one.id ?? `${one.ticker}-${one.dividend_type}-${effectiveDate}-${one.cash_amount}`,
    symbol: one.ticker,
    // SC and LT are special cash dividends and long-term capital gains.
    terms: {
      kind: 'CASH_DIVIDEND',
      amount: one.cash_amount,
      currency: one.currency,
      special: one.dividend_type !== 'CD' && one.dividend_type !== 'ST',
    },
    effectiveDate,
    recordDate: one.record_date ?? undefined,
    payableDate: one.pay_date ?? undefined,
    announcedDate: announced,
    knownAt: announced === undefined ? startOfDate(effectiveDate) : endOfDate(announced),
  };
}

export function toSplit(one: PolygonSplit): VendorCorporateAction {
  return {
    id: one.id ?? `${one.ticker}-split-${one.execution_date}`,
    symbol: one.ticker,
    terms: { kind: 'SPLIT', newShares: one.split_to, oldShares: one.split_from },
    effectiveDate: one.execution_date,
    knownAt: startOfDate(one.execution_date),
  };
}

export function toArticle(one: PolygonArticle): VendorArticle {
  return {
    id: one.id,
    headline: one.title,
    summary: one.description ?? undefined,
    author: one.author ?? undefined,
    source: one.publisher.name,
    url: one.article_url ?? undefined,
    symbols: (one.tickers ?? []).map(toSymbol),
    publishedMs: one.published_utc.timeMs,
    knownAt: one.published_utc.timeMs,
  };
}
