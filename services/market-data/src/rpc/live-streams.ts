import { setImmediate } from 'node:timers/promises';
import { invalidArgument } from '@cream/grpc';
import { BarInterval, type StreamBarsResponse, type StreamQuotesResponse } from '@cream/proto/market';
import type { Clock } from '@cream/runtime';
import type { BarSeries } from '../app/bar-series.js';
import type { PriceSnapshots } from '../app/price-snapshots.js';
import type { Reads } from '../app/reads.js';
import { IntervalNotHeldError, UnknownSymbolError } from '../app/series-catalog.js';
import type { FeedHub, Subscription } from '../app/streams/feed-hub.js';
import { liveQuote } from '../app/streams/live-quote.js';
import { isSymbol } from '../app/symbol.js';
import { toWireBar, toWireNotice } from './live-wire.js';
import { streamBars } from './streams.js';

/** Messages sent before other work of the process, such as the feed itself, gets its turn. */
const BURST = 64;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What is read besides the feed. */
export interface LiveStreamsParts {
  readonly reads: Reads;
  readonly snapshots: PriceSnapshots;
  readonly clock: Clock;
}

/** The configured feed as streams of the contract. */
export class LiveStreams {
  constructor(
    readonly hub: FeedHub,
    private readonly parts: LiveStreamsParts,
  ) {}

  /**
   * The quote of each symbol at `asOfMs`, then each as it comes, aged when it is sent, until `untilMs` or the signal.
   * @throws FeedFailedError, FeedFullError; ConnectError INVALID_ARGUMENT for what is no symbol
   */
  async *quotes(
    symbols: readonly string[],
    asOfMs: number,
    untilMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<StreamQuotesResponse> {
    const { clock, snapshots } = this.parts;
    const over = AbortSignal.any([signal, this.until(untilMs)]);
    // Subscribed before the first quotes are looked up: nothing can pass between them.
    const subscription = this.hub.quotes(checked(symbols));
    try {
      for (const { quote } of await snapshots.at(symbols, asOfMs)) {
        if (quote !== undefined) yield { $typeName: 'cream.market.v1.StreamQuotesResponse', quote };
      }
      for await (const delivery of read(subscription, over)) {
        if (delivery.kind === 'notice') {
          yield { $typeName: 'cream.market.v1.StreamQuotesResponse', notice: toWireNotice(delivery.notice) };
          continue;
        }
        const quote = liveQuote(delivery.message, clock.now(), this.hub.maxAgeMs);
        if (quote !== undefined) yield { $typeName: 'cream.market.v1.StreamQuotesResponse', quote };
      }
    } finally {
      subscription.close();
    }
  }

  /**
   * The one-minute bars held that end in (afterMs, asOfMs], then those of the feed as they come, until the signal.
   * @throws FeedFailedError, FeedFullError; ConnectError INVALID_ARGUMENT for what is no symbol
   */
  async *bars(
    symbols: readonly string[],
    afterMs: number,
    asOfMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<StreamBarsResponse> {
    const subscription = this.hub.bars(checked(symbols));
    try {
      for await (const { bar } of streamBars(await this.held(symbols, asOfMs), afterMs, asOfMs, signal)) {
        yield { $typeName: 'cream.market.v1.StreamBarsResponse', bar };
      }
      for await (const delivery of read(subscription, signal)) {
        yield delivery.kind === 'notice'
          ? { $typeName: 'cream.market.v1.StreamBarsResponse', notice: toWireNotice(delivery.notice) }
          : { $typeName: 'cream.market.v1.StreamBarsResponse', bar: toWireBar(delivery.message) };
      }
    } finally {
      subscription.close();
    }
  }

  /** Symbols of which no one-minute bars are held begin with the feed. */
  private async held(symbols: readonly string[], asOfMs: number): Promise<BarSeries[]> {
    const series: BarSeries[] = [];
    for (const symbol of symbols) {
      try {
        series.push(...(await this.parts.reads.series([symbol], asOfMs, BarInterval.ONE_MINUTE)));
      } catch (error) {
        if (!(error instanceof UnknownSymbolError || error instanceof IntervalNotHeldError)) throw error;
      }
    }
    return series;
  }

  private until(untilMs: number): AbortSignal {
    if (!Number.isFinite(untilMs)) return new AbortController().signal;
    const leftMs = untilMs - this.parts.clock.now();
    if (leftMs > LONGEST_TIMER_MS) throw invalidArgument('until', 'lies more than 24 days ahead');
    return AbortSignal.timeout(Math.max(0, leftMs));
  }
}

function checked(symbols: readonly string[]): readonly string[] {
  const wrong = symbols.findIndex((symbol) => !isSymbol(symbol));
  if (wrong >= 0) throw invalidArgument(`symbols[${wrong}]`, `${JSON.stringify(symbols[wrong])} is no symbol`);
  return symbols;
}

/** What a subscription delivers until the signal. */
async function* read<T>({ deliveries, close }: Subscription<T>, signal: AbortSignal) {
  if (signal.aborted) return;
  signal.addEventListener('abort', close, { once: true });
  try {
    let sent = 0;
    for await (const delivery of deliveries) {
      if (++sent % BURST === 0) await setImmediate();
      if (signal.aborted) return;
      yield delivery;
    }
  } finally {
    signal.removeEventListener('abort', close);
  }
}
