import type { ImportBarsResponse } from '@cream/proto/market';
import { importActionFiles } from '../data/import-action-files.js';
import { importBarFile } from '../data/import-bar-file.js';
import { importFiles, type NamedFile } from '../data/import-files.js';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { dateFlag } from '../dates.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import type { Output } from '../output.js';
import { importView } from '../print/import-progress.js';

export interface DataImportFlags {
  readonly dataDir: string;
  readonly kind: string;
  readonly symbol?: string;
  readonly interval?: string;
  readonly source: string;
  readonly heldOn?: string;
}

/**
 * `cream data import`: files into the store.
 * @returns 0 when every row is stored, 1 when rows were refused or contradict what is stored
 */
export async function dataImport(path: string, flags: DataImportFlags, out: Output): Promise<number> {
  const interval = intervalOf(flags.interval);
  const files = importFiles(path, flags.symbol);
  const { source } = flags;
  if (source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');
  const heldOn = dateFlag('--held-on', flags.heldOn);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  try {
    if (flags.kind !== 'bars') return await importActionFiles(market.client, files, flags.kind, source, out);
    const imported: { file: NamedFile; state: ImportBarsResponse }[] = [];
    for (const file of files) {
      using interruption = untilInterrupted();
      const view = importView(!out.json, file.path);
      const request = { ...file, interval, source, heldOn };
      const state = await importBarFile(market.client, request, interruption.signal, view.update).finally(view.done);
      if (!state.complete) {
        const text = `interrupted after ${state.rows} rows of ${file.path}: the same command goes on`;
        throw new StoppedError('Interrupted', text);
      }
      if (state.rows === 0n) throw new UsageError(`${file.path}: the file has no bars`);
      imported.push({ file, state });
      out.line(resultLine(file, state));
    }
    out.document({ files: imported.map(({ file, state }) => resultDocument(file, state)) });
    return imported.some(({ state }) => state.quarantined + state.conflicts > 0n) ? 1 : 0;
  } finally {
    await market.close();
  }
}

function resultLine({ symbol }: NamedFile, state: ImportBarsResponse): string {
  const { rows, inserted, unchanged, conflicts, quarantined } = state;
  const refused = quarantined + conflicts > 0n ? `; see cream data check --symbols ${symbol}` : '';
  const what = `${inserted} new, ${unchanged} known, ${conflicts} contradicting, ${quarantined} put aside`;
  return `${symbol} ${intervalText(state.interval)}: ${rows} rows, ${what}${refused}`;
}

function resultDocument({ path, symbol }: NamedFile, state: ImportBarsResponse) {
  return {
    file: path,
    symbol,
    interval: intervalText(state.interval),
    rows: Number(state.rows),
    inserted: Number(state.inserted),
    unchanged: Number(state.unchanged),
    conflicts: Number(state.conflicts),
    quarantined: Number(state.quarantined),
  };
}
