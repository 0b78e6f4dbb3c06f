import type { Client } from '@connectrpc/connect';
import type { WireDate } from '@cream/domain';
import type { BarInterval, ImportBarsResponse, MarketDataService } from '@cream/proto/market';
import { BarFile } from './bar-file.js';

export interface BarFileImport {
  readonly path: string;
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly source: string;
  readonly heldOn?: WireDate | undefined;
}

/** @param atByte how far the file is read @param size of the file @param rows dealt with so far */
export type ImportWatcher = (atByte: number, size: number, rows: number) => void;

/**
 * Sends a file piece by piece. Every answer says where the next piece begins, so an interrupted import goes on where the
 * store is, whoever interrupted whom.
 * @returns the totals; `complete` is false when the signal ended it early
 */
export async function importBarFile(
  client: Pick<Client<typeof MarketDataService>, 'importBars'>,
  { path, ...about }: BarFileImport,
  signal: AbortSignal,
  watch: ImportWatcher,
): Promise<ImportBarsResponse> {
  const file = await BarFile.open(path);
  try {
    const request = { ...about, file: path, content: await file.content(), header: await file.header() };
    let state = await client.importBars(request);
    while (!state.complete && !signal.aborted) {
      const offset = Number(state.nextOffset);
      watch(offset, file.size, Number(state.rows));
      const { bytes, last } = await file.lines(offset);
      state = await client.importBars({ ...request, offset: BigInt(offset), lines: bytes, last });
    }
    if (state.complete) watch(file.size, file.size, Number(state.rows));
    return state;
  } finally {
    await file.close();
  }
}
