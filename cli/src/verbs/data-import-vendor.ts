import { HISTORY_VENDORS, lastWholeDate, PUBLICATION_KINDS, vendorHistory } from '@cream/market-data';
import { BarInterval } from '@cream/proto/market';
import { environment } from '../cli.config.js';
import { hasRefused, totalsLine } from '../data/bar-totals.js';
import { type ActionCounts, actionsLine, importVendorActions } from '../data/import-vendor-actions.js';
import { importVendorBars } from '../data/import-vendor-bars.js';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { importView } from '../print/import-progress.js';
import { dataImportChain } from './data-import-chain.js';
import { dataImportPublications } from './data-import-publications.js';

export interface VendorImportFlags {
  readonly dataDir: string;
  readonly vendor: string;
  readonly symbols?: string;
  readonly symbol?: string;
  readonly series?: string;
  readonly expirationFrom?: string;
  readonly expirationTo?: string;
  readonly strikeFrom?: string;
  readonly strikeTo?: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
  readonly kind?: string;
  readonly heldOn?: string;
}

/**
 * `cream data import --vendor`: a vendor's bars into the store, and its corporate actions since the first date.
 * @returns 0 when every row is stored, 1 when rows were refused, contradict what is stored, or are not there
 */
export async function dataImportVendor(flags: VendorImportFlags, out: Output): Promise<number> {
  if (flags.kind === 'option-chain') return dataImportChain(flags, out);
  const published = PUBLICATION_KINDS.find((kind) => kind === flags.kind);
  if (published !== undefined) return dataImportPublications(published, flags, out);
  const vendor = HISTORY_VENDORS.find((one) => one === flags.vendor.toLowerCase());
  if (vendor === undefined) {
    throw new UsageError(
      `--vendor ${shown(flags.vendor)} is not known: choose from ${HISTORY_VENDORS.join(', ')}; fred with --kind macro`,
    );
  }
  const wanted = wantedKinds(flags.kind);
  const symbols = vendorSymbols(flags.symbols ?? flags.symbol);
  const interval = intervalOf(flags.interval);
  if (wanted.bars && interval === BarInterval.UNSPECIFIED) {
    throw new UsageError('--interval is missing: a vendor has to be asked for one, for example --interval 1d');
  }
  const { span, today } = spanOf(flags, Date.now());
  const heldOn = dateFlag('--held-on', flags.heldOn);
  const history = vendorHistory(vendor, environment());
  const source = flags.source ?? history.source;
  if (source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');
  if (!wanted.bars && history.actions === undefined) {
    throw new UsageError(`--kind actions: ${history.source} has no corporate actions; alpaca and polygon have`);
  }

  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  using interruption = untilInterrupted();
  const { signal } = interruption;
  try {
    const view = importView(wanted.bars && !out.json, history.source);
    const request = { symbols, interval, span, source, heldOn };
    const totals = wanted.bars
      ? await importVendorBars(market.client, history, request, signal, view.update).finally(view.done)
      : new Map();
    for (const [symbol, one] of totals) {
      const nothing = `${symbol} ${intervalText(interval)}: ${history.source} has no bars of these dates`;
      out.line(one.rows === 0 ? nothing : totalsLine(symbol, interval, one));
    }
    // Later actions too: prices of these dates are adjusted by them.
    const about = { symbols: held(symbols, totals), span: { from: span.from, to: today }, source };
    const actions: ActionCounts[] =
      wanted.actions && history.actions !== undefined
        ? await importVendorActions(market.client, history.actions, about, signal)
        : [];
    for (const one of actions) out.line(actionsLine(one));
    const bars = [...totals].map(([symbol, one]) => ({ symbol, interval: intervalText(interval), ...one }));
    out.document({ vendor, source, ...span, bars, actions });
    const well = bars.every((one) => one.rows > 0 && !hasRefused(one)) && actions.every((one) => one.conflicts === 0);
    return well ? 0 : 1;
  } finally {
    await market.close();
  }
}

function wantedKinds(kind: string | undefined): { readonly bars: boolean; readonly actions: boolean } {
  if (kind === undefined) return { bars: true, actions: true };
  if (kind === 'bars' || kind === 'actions') return { bars: kind === 'bars', actions: kind === 'actions' };
  throw new UsageError(
    `--kind ${shown(kind)} is not a vendor's: choose from bars, actions (left out: both), ${PUBLICATION_KINDS.join(', ')}, option-chain`,
  );
}

/** Whole dates only: the rest of a date would be missing for ever, because what is stored is not asked for again. */
function spanOf({ from, to }: VendorImportFlags, nowMs: number) {
  if (from === undefined) throw new UsageError('--from is missing: the first date, for example --from 2024-01-02');
  dateFlag('--from', from);
  dateFlag('--to', to);
  const today = lastWholeDate(nowMs);
  const last = to === undefined || to > today ? today : to;
  if (from > last) {
    const why = to !== undefined && to <= today ? `--to ${to} lies before it` : `the last whole date is ${today}`;
    throw new UsageError(`--from ${from}: ${why}`);
  }
  return { span: { from, to: last }, today };
}

/** Symbols of which bars are there, or all when none were asked for: actions of others would be about nothing. */
function held(symbols: readonly string[], totals: ReadonlyMap<string, { readonly rows: number }>): readonly string[] {
  return symbols.filter((symbol) => totals.get(symbol)?.rows !== 0);
}
