import type { BarInterval } from '@cream/proto/market';
import { type BarTotals, hasRefused, NO_BARS, plus, totalsLine } from '../data/bar-totals.js';
import { fileBars } from '../data/file-bars.js';
import { importActionFiles } from '../data/import-action-files.js';
import { importBars } from '../data/import-bars.js';
import { importFiles } from '../data/import-files.js';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { dateFlag } from '../dates.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import type { Output } from '../output.js';
import { importView } from '../print/import-progress.js';

export interface DataImportFlags {
  readonly dataDir: string;
  readonly kind?: string;
  readonly symbol?: string;
  readonly interval?: string;
  readonly source?: string;
  readonly heldOn?: string;
}

/**
 * `cream data import`: files into the store.
 * @returns 0 when every row is stored, 1 when rows were refused or contradict what is stored
 */
export async function dataImport(path: string, flags: DataImportFlags, out: Output): Promise<number> {
  const wantedInterval = intervalOf(flags.interval);
  const files = importFiles(path, flags.symbol);
  const { kind = 'bars', source = 'file' } = flags;
  if (source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');
  const heldOn = dateFlag('--held-on', flags.heldOn);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  try {
    if (kind !== 'bars') return await importActionFiles(market.client, files, kind, source, out);
    using interruption = untilInterrupted();
    const { signal } = interruption;
    const imported: { path: string; symbol: string; interval: BarInterval; totals: BarTotals }[] = [];
    for (const file of files) {
      const { path } = file;
      for (const { symbol, interval, bars } of await fileBars(file, wantedInterval, signal)) {
        const view = importView(!out.json, path);
        const about = { symbol, interval, source, heldOn };
        const state = await importBars(market.client, bars, about, signal, view.update).finally(view.done);
        if (!state.complete) {
          const text = `interrupted after ${state.rows} rows of ${path}: the same command goes on`;
          throw new StoppedError('Interrupted', text);
        }
        if (state.rows === 0n) throw new UsageError(`${path}: the file has no bars`);
        const totals = plus(NO_BARS, state);
        imported.push({ path, symbol, interval: state.interval, totals });
        out.line(totalsLine(symbol, state.interval, totals));
      }
    }
    out.document({
      files: imported.map(({ path, symbol, interval, totals }) => {
        return { file: path, symbol, interval: intervalText(interval), ...totals };
      }),
    });
    return imported.some(({ totals }) => hasRefused(totals)) ? 1 : 0;
  } finally {
    await market.close();
  }
}
