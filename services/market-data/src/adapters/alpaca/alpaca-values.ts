import { canonicalText, isOccSymbol, readOccSymbol } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { BarInterval } from '@cream/proto/market';
import type { VendorBar } from '../../app/ports/historical-bars.js';
import type { SizeUnit, VendorQuote, VendorTrade } from '../../app/ports/historical-ticks.js';
import type { VendorArticle } from '../../app/ports/news-source.js';
import type { VendorOption } from '../../app/ports/option-chains.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { barTimes } from '../wire/bar-times.js';
import type { AlpacaArticle, AlpacaBar, AlpacaOptionSnapshot, AlpacaQuote, AlpacaTrade } from './alpaca-wire.js';

export function toBar(symbol: string, interval: BarInterval, bar: AlpacaBar, calendar: TradingCalendar): VendorBar {
  const times = barTimes(bar.t.timeMs, interval, calendar);
  return {
    symbol,
    interval,
    ...times,
    open: bar.o,
    high: bar.h,
    low: bar.l,
    close: bar.c,
    volume: bar.v,
    vwap: bar.vw,
    trades: bar.n,
    knownAt: times.endMs,
  };
}

/** A price of 0 is the vendor's way of saying that nobody quotes that side. Sizes of stocks are in round lots. */
export function toQuote(symbol: string, quote: AlpacaQuote): VendorQuote {
  const [bid, ask] = [quote.bp !== '0', quote.ap !== '0'];
  const sizeUnit: SizeUnit = isOccSymbol(symbol) ? 'CONTRACTS' : 'ROUND_LOTS';
  return {
    symbol,
    ...quote.t,
    bid: bid ? quote.bp : undefined,
    ask: ask ? quote.ap : undefined,
    bidSize: bid ? quote.bs : undefined,
    askSize: ask ? quote.as : undefined,
    sizeUnit,
    bidExchange: bid ? quote.bx : undefined,
    askExchange: ask ? quote.ax : undefined,
    conditions: quote.c,
    knownAt: quote.t.timeMs,
  };
}

export function toTrade(symbol: string, trade: AlpacaTrade): VendorTrade {
  return {
    symbol,
    ...trade.t,
    price: trade.p,
    size: trade.s,
    exchange: trade.x,
    id: trade.i === undefined ? undefined : String(trade.i),
    conditions: trade.c,
    knownAt: trade.t.timeMs,
  };
}

/** Undefined when the symbol is no OCC symbol, as of contracts that were adjusted in a way of their own. */
export function toOption(
  symbol: string,
  underlying: string,
  snapshot: AlpacaOptionSnapshot,
  nowMs: number,
): VendorOption | undefined {
  const parts = readOccSymbol(symbol);
  if (parts === undefined) return undefined;
  return {
    symbol,
    underlying,
    type: parts.right === OptionRight.CALL ? 'CALL' : 'PUT',
    expiration: parts.expiration,
    strike: canonicalText(parts.strike),
    quote: snapshot.latestQuote ? toQuote(symbol, snapshot.latestQuote) : undefined,
    trade: snapshot.latestTrade ? toTrade(symbol, snapshot.latestTrade) : undefined,
    impliedVolatility: snapshot.impliedVolatility ?? undefined,
    greeks: snapshot.greeks ?? undefined,
    knownAt: nowMs,
  };
}

export function toArticle(article: AlpacaArticle): VendorArticle {
  return {
    id: article.id,
    headline: article.headline,
    summary: article.summary || undefined,
    body: article.content || undefined,
    author: article.author || undefined,
    source: article.source,
    url: article.url ?? undefined,
    symbols: article.symbols,
    publishedMs: article.created_at.timeMs,
    updatedMs: article.updated_at.timeMs,
    knownAt: Math.max(article.created_at.timeMs, article.updated_at.timeMs),
  };
}
