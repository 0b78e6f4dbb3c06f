import zlib from 'node:zlib';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type Compressors,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { MarketDataError } from '../../app/market-data-error.js';
import { checkPages } from './check-pages.js';
import { findColumns, type ParquetColumns } from './parquet-columns.js';

/** What hyparquet does not unpack itself, Node does. */
const COMPRESSORS: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  ZSTD: (input) => zlib.zstdDecompressSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
};

/** Some rows of a file, and where they keep what a bar needs. */
export interface ParquetGroup {
  readonly columns: ParquetColumns;
  readonly rows: readonly Record<string, unknown>[];
}

/**
 * A file of bars, a row group at a time.
 * @throws MarketDataError FILE_UNREADABLE, BAD_HEADER
 */
export async function* readParquetGroups(file: string, signal: AbortSignal): AsyncGenerator<ParquetGroup> {
  const buffer = await readable(file, () => asyncBufferFromFile(file));
  const metadata = await readable(file, () => parquetMetadataAsync(buffer));
  const columns = await readable(file, async () => findColumns(metadata.schema, file));
  const names = [columns.time, ...Object.values(columns.prices)].map(({ name }) => name);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    signal.throwIfAborted();
    const rowEnd = rowStart + Number(group.num_rows);
    await readable(file, () => checkPages(buffer, group, names));
    const [from, to] = [rowStart, rowEnd];
    yield { columns, rows: await readable(file, () => rowsOf(buffer, metadata, names, from, to)) };
    rowStart = rowEnd;
  }
}

function rowsOf(
  file: AsyncBuffer,
  metadata: Awaited<ReturnType<typeof parquetMetadataAsync>>,
  columns: string[],
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file, metadata, columns, rowStart, rowEnd, compressors: COMPRESSORS });
}

/** The library throws errors of many kinds for a damaged file, and whatever a damaged number makes of an allocation. */
async function readable<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MarketDataError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new MarketDataError('FILE_UNREADABLE', `this is no Parquet file that can be read: ${text}`, { file });
  }
}
