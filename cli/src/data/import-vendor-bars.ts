import type { WireDate } from '@cream/domain';
import { BAR_FILE_HEADER, type DateSpan, historyPieces, VendorError, type VendorHistory } from '@cream/market-data';
import type { BarInterval } from '@cream/proto/market';
import { StoppedError } from '../failure.js';
import { type BarTotals, NO_BARS, plus } from './bar-totals.js';
import { askImport, type BarStore, type ImportWatcher, importBars } from './import-bars.js';
import { intervalText } from './intervals.js';
import { TextBars } from './text-bars.js';
import { vendorFailure } from './vendor-failure.js';

export interface VendorBarsRequest {
  readonly symbols: readonly string[];
  readonly interval: BarInterval;
  readonly span: DateSpan;
  /** For people. */
  readonly source: string;
  readonly heldOn?: WireDate | undefined;
}

/**
 * A vendor's bars into the store, a month or a year of a symbol at a time. A piece is named by what is asked for, so one that
 * is stored is not asked for again, and an interrupted import goes on with the first that is not.
 * @returns the totals of each symbol; a symbol the vendor has nothing of has no rows
 * @throws StoppedError
 */
export async function importVendorBars(
  store: BarStore,
  history: VendorHistory,
  request: VendorBarsRequest,
  signal: AbortSignal,
  watch: ImportWatcher,
): Promise<Map<string, BarTotals>> {
  const { symbols, interval, span } = request;
  const pieces = historyPieces(interval, span);
  const totals = new Map<string, BarTotals>(symbols.map((symbol) => [symbol, NO_BARS]));
  const rows = () => [...totals.values()].reduce((sum, one) => sum + one.rows, 0);
  const size = symbols.length * pieces.length;
  watch(0, size, 0);
  for (const [s, symbol] of symbols.entries()) {
    for (const [p, { from, to }] of pieces.entries()) {
      const what = `${symbol} ${intervalText(interval)} from ${from} to ${to}`;
      const state = await importPiece(store, history, { ...request, symbol, from, to, what }, signal);
      if (signal.aborted) {
        throw new StoppedError('Interrupted', `interrupted after ${rows()} rows: the same command goes on`);
      }
      if (state !== undefined) totals.set(symbol, plus(totals.get(symbol) ?? NO_BARS, state));
      watch(s * pieces.length + p + 1, size, rows());
    }
  }
  return totals;
}

interface PieceRequest extends VendorBarsRequest, DateSpan {
  readonly symbol: string;
  readonly what: string;
}

/** @returns undefined when the vendor has nothing, or the signal aborted */
async function importPiece(store: BarStore, history: VendorHistory, request: PieceRequest, signal: AbortSignal) {
  const { symbol, interval, source, heldOn, from, to, what } = request;
  const about = { symbol, interval, source, heldOn };
  const question = { symbol, interval, from, to };
  const name = `${history.source} ${what}`;
  const stored = await askImport(store, new TextBars(name, BAR_FILE_HEADER, history.nameOf(question)), about);
  if (stored.complete) return stored;
  try {
    const { bars, text } = await history.rows(question, signal);
    if (bars === 0) return undefined;
    return await importBars(store, new TextBars(name, text, history.nameOf(question)), about, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error instanceof VendorError ? vendorFailure(error, what) : error;
  }
}
