import type { Client } from '@connectrpc/connect';
import type { WireDate } from '@cream/domain';
import type { BarInterval, ImportBarsResponse, MarketDataService } from '@cream/proto/market';
import type { BarSource } from './bar-source.js';

/** The part of the service that stores bars. */
export type BarStore = Pick<Client<typeof MarketDataService>, 'importBars'>;

/** Whose bars they are. */
export interface BarsAbout {
  readonly symbol: string;
  readonly interval: BarInterval;
  /** Vendor or origin, for people. */
  readonly source: string;
  readonly heldOn?: WireDate | undefined;
}

/** @param atByte how far the bars are read @param size of them all @param rows dealt with so far */
export type ImportWatcher = (atByte: number, size: number, rows: number) => void;

/** How far an import is; changes nothing. */
export async function askImport(store: BarStore, bars: BarSource, about: BarsAbout): Promise<ImportBarsResponse> {
  return store.importBars(await requestOf(bars, about));
}

/**
 * Sends bars piece by piece, and closes their source. Every answer says where the next piece begins, so an interrupted import
 * goes on where the store is, whoever interrupted whom.
 * @returns the totals; `complete` is false when the signal ended it early
 */
export async function importBars(
  store: BarStore,
  bars: BarSource,
  about: BarsAbout,
  signal: AbortSignal,
  watch: ImportWatcher = () => undefined,
): Promise<ImportBarsResponse> {
  try {
    const request = await requestOf(bars, about);
    let state = await store.importBars(request);
    while (!state.complete && !signal.aborted) {
      const offset = Number(state.nextOffset);
      watch(offset, bars.size, Number(state.rows));
      const { bytes, last } = await bars.lines(offset);
      state = await store.importBars({ ...request, offset: BigInt(offset), lines: bytes, last });
    }
    if (state.complete) watch(bars.size, bars.size, Number(state.rows));
    return state;
  } finally {
    await bars.close();
  }
}

async function requestOf(bars: BarSource, { symbol, interval, source, heldOn }: BarsAbout) {
  const about = { symbol, interval, source, ...(heldOn && { heldOn }) };
  return { ...about, file: bars.name, content: await bars.content(), header: await bars.header() };
}
