import { BarInterval } from '@cream/proto/market';
import { z } from 'zod';
import {
  type MarketFeedEvent,
  VendorError,
  type VendorErrorCode,
  type VendorErrorDetails,
} from '../../app/ports/index.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { AlpacaSettings } from '../../vendors.config.js';
import type { AdapterRuntime } from '../http/index.js';
import { SocketFeed, type SocketFeedOptions, type StreamProtocol, type StreamSignal } from '../stream/index.js';
import { parseWire } from '../wire/parse-wire.js';
import { ALPACA } from './alpaca-market-data.js';
import { decodeFrame, encodeMessage } from './alpaca-msgpack.js';
import { toBar, toQuote, toTrade } from './alpaca-values.js';
import { alpacaBar, alpacaQuote, alpacaTrade } from './alpaca-wire.js';

export type AlpacaMarket = 'stocks' | 'options';

const envelope = z.object({ T: z.string() });
const success = z.object({ msg: z.string() });
const refusal = z.object({ code: z.number(), msg: z.string() });
const ofSymbol = { S: z.string() };

/** The stream's own error codes. Those that are not fatal may be over at the next connection. */
const REFUSALS: ReadonlyMap<number, { code: VendorErrorCode; fatal: boolean }> = new Map([
  [400, { code: 'BAD_REQUEST', fatal: true }],
  [401, { code: 'UNAUTHORIZED', fatal: true }],
  [402, { code: 'UNAUTHORIZED', fatal: true }],
  [404, { code: 'TIMEOUT', fatal: false }],
  [405, { code: 'FORBIDDEN', fatal: true }],
  [406, { code: 'RATE_LIMITED', fatal: false }],
  [407, { code: 'UNAVAILABLE', fatal: false }],
  [408, { code: 'FORBIDDEN', fatal: true }],
  [409, { code: 'FORBIDDEN', fatal: true }],
  [410, { code: 'BAD_REQUEST', fatal: true }],
]);

/**
 * Regular sale (both tapes), automatic execution, intermarket sweep, opening, reopening and closing print, cross: the tapes'
 * conditions whose price certainly is the market's. Odd lots, averages, late and extended-hours reports are not.
 * https://docs.alpaca.markets/docs/real-time-stock-pricing-data
 */
const SETS_LAST: ReadonlySet<string> = new Set(['@', ' ', 'E', 'F', 'O', '5', '6', 'X']);

/**
 * Alpaca's stream of quotes, trades and minute bars in MessagePack; stocks and options are connections of their own. It has no
 * sequence numbers. https://docs.alpaca.markets/docs/streaming-market-data
 */
export function alpacaFeed(
  market: AlpacaMarket,
  settings: AlpacaSettings,
  calendar: TradingCalendar,
  runtime: AdapterRuntime,
  options?: SocketFeedOptions,
): SocketFeed {
  return new SocketFeed(new AlpacaStream(market, settings, calendar), runtime, options);
}

class AlpacaStream implements StreamProtocol {
  readonly details: VendorErrorDetails;
  readonly url: string;
  readonly headers = { 'content-type': 'application/msgpack' };
  readonly secrets: readonly (string | undefined)[];
  readonly missingSetting: string | undefined;

  constructor(
    private readonly market: AlpacaMarket,
    private readonly settings: AlpacaSettings,
    private readonly calendar: TradingCalendar,
  ) {
    const { key, secret, feed, optionFeed, streamUrl } = settings;
    const path = market === 'stocks' ? `/v2/${feed}` : `/v1beta1/${optionFeed}`;
    this.url = `${streamUrl.replace(/\/+$/, '')}${path}`;
    this.details = { vendor: ALPACA, operation: `stream ${path}` };
    this.secrets = [key, secret];
    this.missingSetting = key === undefined ? 'ALPACA_KEY' : secret === undefined ? 'ALPACA_SECRET' : undefined;
  }

  decode(frame: Buffer): readonly unknown[] {
    return decodeFrame(frame, this.details);
  }

  read(message: unknown): StreamSignal {
    switch (parseWire(envelope, message, this.details).T) {
      case 'success':
        return parseWire(success, message, this.details).msg === 'connected'
          ? { kind: 'greeting' }
          : { kind: 'authenticated' };
      case 'subscription':
        return { kind: 'subscribed' };
      case 'error':
        return this.refused(message);
      case 'q': {
        const { S, ...quote } = parseWire(alpacaQuote.extend(ofSymbol), message, this.details);
        return event({ kind: 'quote', quote: toQuote(S, quote) });
      }
      case 't': {
        const { S, ...trade } = parseWire(alpacaTrade.extend(ofSymbol), message, this.details);
        return event({
          kind: 'trade',
          trade: toTrade(S, trade),
          setsLast: setsLast(trade.c) || this.market !== 'stocks',
        });
      }
      case 'b': {
        const { S, ...bar } = parseWire(alpacaBar.extend(ofSymbol), message, this.details);
        return event({ kind: 'bar', bar: toBar(S, BarInterval.ONE_MINUTE, bar, this.calendar) });
      }
      default:
        // Corrections, cancellations, halts and whatever is added later.
        return { kind: 'ignored' };
    }
  }

  authenticate(): Uint8Array {
    return encodeMessage({ action: 'auth', key: this.settings.key ?? '', secret: this.settings.secret ?? '' });
  }

  change(add: readonly string[], remove: readonly string[]): readonly Uint8Array[] {
    // Options have no stream of bars.
    const channels = (symbols: readonly string[]) =>
      this.market === 'stocks'
        ? { trades: symbols, quotes: symbols, bars: symbols }
        : { trades: symbols, quotes: symbols };
    return [
      ...(add.length === 0 ? [] : [encodeMessage({ action: 'subscribe', ...channels(add) })]),
      ...(remove.length === 0 ? [] : [encodeMessage({ action: 'unsubscribe', ...channels(remove) })]),
    ];
  }

  private refused(message: unknown): StreamSignal {
    const { code, msg } = parseWire(refusal, message, this.details);
    // Reached when our answer to the greeting crosses another: the connection is as good as before.
    if (code === 403) return { kind: 'ignored' };
    const known = REFUSALS.get(code) ?? { code: 'UNAVAILABLE', fatal: false };
    return { kind: 'refused', error: new VendorError(known.code, `${code} ${msg}`, this.details), fatal: known.fatal };
  }
}

function setsLast(conditions: readonly string[]): boolean {
  return conditions.every((one) => SETS_LAST.has(one));
}

function event(one: MarketFeedEvent): StreamSignal {
  return { kind: 'event', event: one };
}
