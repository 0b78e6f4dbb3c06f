import type { TickTime, VendorQuote, VendorTrade } from '../app/ports/index.js';

/** Times are UTC, `nanoseconds` those since 1970 where the vendor has them; a side nobody quotes is empty. */
export const QUOTE_HEADER =
  'timestamp,nanoseconds,symbol,bid,ask,bid_size,ask_size,size_unit,bid_exchange,ask_exchange,conditions\n';
export const TRADE_HEADER = 'timestamp,nanoseconds,symbol,price,size,exchange,id,conditions\n';

export function quoteRow(quote: VendorQuote): string {
  const { symbol, bid, ask, bidSize, askSize, sizeUnit, bidExchange, askExchange, conditions } = quote;
  return row(
    timesOf(quote),
    symbol,
    bid,
    ask,
    bidSize,
    askSize,
    sizeUnit,
    bidExchange,
    askExchange,
    conditions.join(' '),
  );
}

export function tradeRow(trade: VendorTrade): string {
  const { symbol, price, size, exchange, id, conditions } = trade;
  return row(timesOf(trade), symbol, price, size, exchange, id, conditions.join(' '));
}

function timesOf({ timeMs, timeNs }: TickTime): string {
  return `${new Date(timeMs).toISOString()},${timeNs ?? ''}`;
}

/** Vendors' texts have no place for a comma or a quote in them; one that has is quoted. */
function row(times: string, ...cells: readonly (string | undefined)[]): string {
  const texts = cells.map((cell = '') => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${times},${texts.join(',')}\n`;
}
