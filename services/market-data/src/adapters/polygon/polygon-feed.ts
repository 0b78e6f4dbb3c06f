import { isOccSymbol } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import { z } from 'zod';
import { type MarketFeedEvent, VendorError, type VendorErrorDetails, type VendorTrade } from '../../app/ports/index.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { StreamingVendorSettings } from '../../vendors.config.js';
import { type AdapterRuntime, parseExactJson } from '../http/index.js';
import { SocketFeed, type SocketFeedOptions, type StreamProtocol, type StreamSignal } from '../stream/index.js';
import { decimalField, epochMillisField, tickTime } from '../wire/fields.js';
import { parseWire } from '../wire/parse-wire.js';
import { POLYGON } from './polygon-market-data.js';
import { toSymbol, toTicker } from './polygon-symbol.js';
import { toBar, toQuote, toTrade } from './polygon-values.js';

export type PolygonMarket = 'stocks' | 'options' | 'indices';

const envelope = z.object({ ev: z.string() });
const status = z.object({ status: z.string(), message: z.string().optional() });
const exchange = z.number().transform(String).optional();
const sequence = z.number().int().optional();
const condition = z.number().transform(String);

const quoteMessage = z.object({
  sym: z.string(),
  bp: decimalField.optional(),
  bs: decimalField.optional(),
  bx: exchange,
  ap: decimalField.optional(),
  as: decimalField.optional(),
  ax: exchange,
  c: condition.transform((one) => [one]).optional(),
  t: epochMillisField,
  q: sequence,
});
const tradeMessage = z.object({
  sym: z.string(),
  p: decimalField,
  s: decimalField,
  x: exchange,
  i: z.string().optional(),
  c: z.array(condition).nullish(),
  t: epochMillisField,
  q: sequence,
});
const barMessage = z.object({
  sym: z.string(),
  o: decimalField,
  h: decimalField,
  l: decimalField,
  c: decimalField,
  v: decimalField.optional(),
  vw: decimalField.optional(),
  s: epochMillisField,
});

/**
 * Regular sale, automatic execution, closing print, cross, intermarket sweep, opening print, exempt from trade-through: of the
 * vendor's conditions those whose price certainly is the market's. Odd lots, averages, late and extended-hours reports are not.
 * https://massive.com/docs/rest/stocks/market-operations/condition-codes
 */
const SETS_LAST: ReadonlySet<string> = new Set(['0', '3', '8', '9', '14', '25', '41']);

const CHANNELS: Readonly<Record<PolygonMarket, readonly string[]>> = {
  stocks: ['T', 'Q', 'AM'],
  options: ['T', 'Q', 'AM'],
  indices: ['AM'],
};

/**
 * Polygon's (now Massive's) stream of quotes, trades and minute bars in JSON, a connection for each market. Its sequence numbers
 * rise for each symbol but leave numbers out, so they order events and show no gap. https://massive.com/docs/websocket
 */
export function polygonFeed(
  market: PolygonMarket,
  settings: StreamingVendorSettings,
  calendar: TradingCalendar,
  runtime: AdapterRuntime,
  options?: SocketFeedOptions,
): SocketFeed {
  return new SocketFeed(new PolygonStream(market, settings, calendar), runtime, options);
}

class PolygonStream implements StreamProtocol {
  readonly details: VendorErrorDetails;
  readonly url: string;
  readonly secrets: readonly (string | undefined)[];
  readonly missingSetting: string | undefined;
  readonly numbering = 'RISING';

  constructor(
    private readonly market: PolygonMarket,
    private readonly settings: StreamingVendorSettings,
    private readonly calendar: TradingCalendar,
  ) {
    this.url = `${settings.streamUrl.replace(/\/+$/, '')}/${market}`;
    this.details = { vendor: POLYGON, operation: `stream /${market}` };
    this.secrets = [settings.key];
    this.missingSetting = settings.key === undefined ? 'POLYGON_KEY' : undefined;
  }

  decode(frame: Buffer): readonly unknown[] {
    let content: unknown;
    try {
      content = parseExactJson(frame.toString('utf8'));
    } catch {
      throw new VendorError('MALFORMED', `a frame of ${frame.byteLength} bytes is not JSON`, {
        ...this.details,
        field: '$',
      });
    }
    return Array.isArray(content) ? content : [content];
  }

  read(message: unknown): StreamSignal {
    switch (parseWire(envelope, message, this.details).ev) {
      case 'status':
        return this.statusOf(parseWire(status, message, this.details));
      case 'Q':
        return event(this.quoteOf(parseWire(quoteMessage, message, this.details)));
      case 'T':
        return event(this.tradeOf(parseWire(tradeMessage, message, this.details)));
      case 'AM': {
        const { sym, s, ...bar } = parseWire(barMessage, message, this.details);
        return event({
          kind: 'bar',
          bar: toBar(toSymbol(sym), BarInterval.ONE_MINUTE, { ...bar, t: s }, this.calendar),
        });
      }
      default:
        return { kind: 'ignored' };
    }
  }

  authenticate(): string {
    return JSON.stringify({ action: 'auth', params: this.settings.key ?? '' });
  }

  change(add: readonly string[], remove: readonly string[]): readonly string[] {
    const params = (symbols: readonly string[]) =>
      symbols.flatMap((symbol) => CHANNELS[this.market].map((channel) => `${channel}.${toTicker(symbol)}`)).join(',');
    return [
      ...(add.length === 0 ? [] : [JSON.stringify({ action: 'subscribe', params: params(add) })]),
      ...(remove.length === 0 ? [] : [JSON.stringify({ action: 'unsubscribe', params: params(remove) })]),
    ];
  }

  private quoteOf({ sym, t, q, ...one }: z.output<typeof quoteMessage>): MarketFeedEvent {
    const quote = toQuote(toSymbol(sym), {
      sip_timestamp: millis(t),
      bid_price: one.bp,
      bid_size: one.bs,
      bid_exchange: one.bx,
      ask_price: one.ap,
      ask_size: one.as,
      ask_exchange: one.ax,
      conditions: one.c,
      sequence_number: q,
    });
    return { kind: 'quote', quote: { ...quote, timeNs: undefined }, sequence: q };
  }

  private tradeOf({ sym, t, q, ...one }: z.output<typeof tradeMessage>): MarketFeedEvent {
    const trade = toTrade(toSymbol(sym), {
      sip_timestamp: millis(t),
      price: one.p,
      size: one.s,
      exchange: one.x,
      id: one.i,
      conditions: one.c,
      sequence_number: q,
    });
    return { kind: 'trade', trade: { ...trade, timeNs: undefined }, setsLast: setsLast(trade), sequence: q };
  }

  private statusOf({ status: name, message = '' }: z.output<typeof status>): StreamSignal {
    const refused = (code: 'UNAUTHORIZED' | 'FORBIDDEN' | 'RATE_LIMITED', fatal: boolean): StreamSignal => {
      return { kind: 'refused', error: new VendorError(code, name, this.details), fatal };
    };
    switch (name) {
      case 'connected':
        return { kind: 'greeting' };
      case 'auth_success':
        return { kind: 'authenticated' };
      case 'success':
        return message.startsWith('subscribed') ? { kind: 'subscribed' } : { kind: 'ignored' };
      case 'auth_failed':
      case 'auth_timeout':
        return refused('UNAUTHORIZED', name === 'auth_failed');
      case 'not_authorized':
      case 'error':
        return refused('FORBIDDEN', true);
      case 'max_connections':
        return refused('RATE_LIMITED', false);
      default:
        return { kind: 'ignored' };
    }
  }
}

/** A trade whose conditions are all among those that set the last price; options have conditions of their own. */
function setsLast({ symbol, conditions }: VendorTrade): boolean {
  return isOccSymbol(symbol) || conditions.every((one) => SETS_LAST.has(one));
}

/** The stream is as fine as milliseconds. */
function millis(t: number): { timeMs: number; timeNs: bigint } {
  return tickTime(BigInt(t) * 1_000_000n);
}

function event(one: MarketFeedEvent): StreamSignal {
  return { kind: 'event', event: one };
}
