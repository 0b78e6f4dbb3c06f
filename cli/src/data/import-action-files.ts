import type { Client } from '@connectrpc/connect';
import { ACTION_FILE_KINDS, readActionFile } from '@cream/market-data';
import type { MarketDataService } from '@cream/proto/market';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import type { NamedFile } from './import-files.js';

/** Splits, dividends and renames of files into the store. @returns 1 when one contradicts what is stored, else 0 */
export async function importActionFiles(
  client: Pick<Client<typeof MarketDataService>, 'importCorporateActions'>,
  files: readonly NamedFile[],
  kindText: string,
  source: string,
  out: Output,
): Promise<number> {
  const kind = ACTION_FILE_KINDS.find((one) => one === kindText);
  if (kind === undefined) {
    throw new UsageError(`--kind ${kindText} is not known: choose from bars, ${ACTION_FILE_KINDS.join(', ')}`);
  }
  const results: { file: string; inserted: number; unchanged: number; conflicts: number }[] = [];
  for (const { path, symbol } of files) {
    const actions = readActionFile(kind, path, symbol);
    const none = { inserted: 0, unchanged: 0, conflicts: 0 };
    const totals = actions.length === 0 ? none : await client.importCorporateActions({ actions, source });
    const { inserted, unchanged, conflicts } = totals;
    results.push({ file: path, inserted, unchanged, conflicts });
    out.line(`${path}: ${inserted} new actions, ${unchanged} known, ${conflicts} contradicting`);
  }
  out.document({ files: results });
  return results.some(({ conflicts }) => conflicts > 0) ? 1 : 0;
}
