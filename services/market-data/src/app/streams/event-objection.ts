import { Finding_Code } from '@cream/proto/market';
import type { DecimalText, VendorBar, VendorQuote, VendorTrade } from '../ports/index.js';
import { valueObjection } from '../validation/cell-value.js';
import { crossedQuote } from '../validation/crossed-quote.js';
import type { Objection } from '../validation/finding.js';
import { ohlcInconsistency } from '../validation/ohlc.js';
import type { PriceEvent } from './price-event.js';

/** A vendor's clock may be this far ahead of ours; beyond it a price would pass for fresh too long. */
const CLOCK_TOLERANCE_MS = 60_000;

/** What is wrong with a live event, by the rules that stored rows are held to; undefined when nothing is. */
export function eventObjection(event: PriceEvent, nowMs: number): Objection | undefined {
  switch (event.kind) {
    case 'quote':
      return quoteObjection(event.quote) ?? timeObjection(event.quote.timeMs, nowMs);
    case 'trade':
      return tradeObjection(event.trade) ?? timeObjection(event.trade.timeMs, nowMs);
    case 'bar':
      return barObjection(event.bar) ?? timeObjection(event.bar.endMs, nowMs);
  }
}

function quoteObjection({ bid, ask }: VendorQuote): Objection | undefined {
  const side = (name: 'bid' | 'ask', text: DecimalText | undefined) =>
    text === undefined ? undefined : valueObjection(name, Number(text), text);
  return side('bid', bid) ?? side('ask', ask) ?? crossedQuote(numberOf(bid), numberOf(ask));
}

function tradeObjection({ price }: VendorTrade): Objection | undefined {
  return valueObjection('price', Number(price), price);
}

function barObjection(bar: VendorBar): Objection | undefined {
  const [open, high, low, close] = [Number(bar.open), Number(bar.high), Number(bar.low), Number(bar.close)];
  return (
    valueObjection('open', open, bar.open) ??
    valueObjection('high', high, bar.high) ??
    valueObjection('low', low, bar.low) ??
    valueObjection('close', close, bar.close) ??
    (bar.volume === undefined ? undefined : valueObjection('volume', Number(bar.volume), bar.volume)) ??
    ohlcInconsistency(open, high, low, close)
  );
}

function timeObjection(timeMs: number, nowMs: number): Objection | undefined {
  if (timeMs <= nowMs + CLOCK_TOLERANCE_MS) return undefined;
  const [observed, now] = [timeMs, nowMs].map((ms) => new Date(ms).toISOString());
  return { code: Finding_Code.BAD_TIME, observed: `time ${observed}`, expected: `not after ${now}` };
}

function numberOf(text: DecimalText | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
