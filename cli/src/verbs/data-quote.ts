import { SNAPSHOT_VENDORS, VendorError, type VendorSnapshot, vendorSnapshots } from '@cream/market-data';
import { environment } from '../cli.config.js';
import { vendorFailure } from '../data/vendor-failure.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';

/** `cream data quote`: what a vendor says of symbols now, with how old it is. @returns 1 when it knows nothing of one */
export async function dataQuote(text: string, flags: { readonly vendor: string }, out: Output): Promise<number> {
  const vendor = SNAPSHOT_VENDORS.find((one) => one === flags.vendor.toLowerCase());
  if (vendor === undefined) {
    throw new UsageError(`--vendor ${shown(flags.vendor)} has no quotes: choose from ${SNAPSHOT_VENDORS.join(', ')}`);
  }
  const symbols = vendorSymbols(text, 'the symbol');
  const { signal } = new AbortController();
  const found = await vendorSnapshots(vendor, symbols, environment(), signal).catch((error: unknown) => {
    throw error instanceof VendorError ? vendorFailure(error, symbols.join(',')) : error;
  });
  const snapshots = symbols.map((symbol) => found.find((one) => one.symbol === symbol));
  out.document({ vendor, quotes: snapshots.map((one, i) => documentOf(symbols[i] ?? '', one)) });
  for (const [i, one] of snapshots.entries()) out.line(lineOf(symbols[i] ?? '', one));
  return snapshots.includes(undefined) ? 1 : 0;
}

function documentOf(symbol: string, snapshot: VendorSnapshot | undefined) {
  const { quote, trade, previousDailyBar, knownAt } = snapshot ?? {};
  const age = (ms: number | undefined) => (ms === undefined || knownAt === undefined ? null : (knownAt - ms) / 1000);
  return {
    symbol,
    known: snapshot !== undefined,
    bid: quote?.bid ?? null,
    ask: quote?.ask ?? null,
    bidSize: quote?.bidSize ?? null,
    askSize: quote?.askSize ?? null,
    sizeUnit: quote?.sizeUnit ?? null,
    quoteAgeSeconds: age(quote?.timeMs),
    last: trade?.price ?? null,
    lastSize: trade?.size ?? null,
    tradeAgeSeconds: age(trade?.timeMs),
    previousClose: previousDailyBar?.close ?? null,
  };
}

function lineOf(symbol: string, snapshot: VendorSnapshot | undefined): string {
  const { known, bid, ask, quoteAgeSeconds, last, tradeAgeSeconds, previousClose } = documentOf(symbol, snapshot);
  if (!known) return `${symbol.padEnd(8)} unknown`;
  const aged = (text: string, seconds: number | null) =>
    seconds === null ? text : `${text} (${Math.floor(seconds)} s ago)`;
  const quote = aged(`${bid ?? '–'} / ${ask ?? '–'}`, quoteAgeSeconds);
  return `${symbol.padEnd(8)} bid / ask ${quote}, last ${aged(last ?? '–', tradeAgeSeconds)}, close before ${previousClose ?? '–'}`;
}
