import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

/** More rows than this in one group are a damaged number, not data. */
const MAX_GROUP_ROWS = 16_000_000;
const MAX_PAGE_BYTES = 1024 ** 3;

/** Counts of a file that contradict each other. */
export class ParquetCountError extends Error {
  override readonly name = 'ParquetCountError';
}

/**
 * Checks a row group before it is decoded: each page as long as the bytes that are there, and as many values as the group has
 * rows. The decoder believes these numbers, and a damaged one would have it count for hours.
 * @param columns the names that will be read; all are flat
 * @throws ParquetCountError, and what the header's decoder throws
 */
export async function checkPages(
  file: AsyncBuffer,
  group: FileMetaData['row_groups'][number],
  columns: readonly string[],
): Promise<void> {
  const rows = Number(group.num_rows);
  if (!(rows >= 0 && rows <= MAX_GROUP_ROWS)) throw new ParquetCountError(`a row group of ${rows} rows`);
  for (const { meta_data: chunk } of group.columns) {
    if (chunk === undefined || !columns.includes(chunk.path_in_schema.join('.'))) continue;
    if (Number(chunk.num_values) !== rows)
      throw new ParquetCountError('a column is longer or shorter than its row group');
    const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
    const end = start + Number(chunk.total_compressed_size);
    if (!(start >= 0 && end >= start && end <= file.byteLength)) {
      throw new ParquetCountError('a column lies outside of the file');
    }
    checkChunk(new DataView(await file.slice(start, end)), rows);
  }
}

function checkChunk(view: DataView, rows: number): void {
  const reader = { view, offset: 0 };
  let values = 0;
  while (values < rows && reader.offset < view.byteLength) {
    const header = parquetHeader(reader);
    const data = header.data_page_header ?? header.data_page_header_v2;
    const count = data?.num_values ?? header.dictionary_page_header?.num_values;
    const length = Number(header.compressed_page_size);
    const whole = Number(header.uncompressed_page_size);
    const fits = length >= 0 && reader.offset + length <= view.byteLength && whole >= 0 && whole <= MAX_PAGE_BYTES;
    if (!fits || count === undefined || !(count >= 0 && count <= rows)) {
      throw new ParquetCountError('a page is longer than its column');
    }
    if (data !== undefined && data.encoding === undefined) throw new ParquetCountError('a page has no encoding');
    const v2 = header.data_page_header_v2;
    if (v2 !== undefined && !hasLevels(v2, length))
      throw new ParquetCountError('the levels of a page do not fit into it');
    if (data !== undefined) values += count;
    reader.offset += length;
  }
  if (values !== rows) throw new ParquetCountError('the pages of a column do not have its number of values');
}

/** Required by the format, but a damaged header may lack them; then the decoder counts towards undefined. */
function hasLevels(
  header: NonNullable<ReturnType<typeof parquetHeader>['data_page_header_v2']>,
  length: number,
): boolean {
  const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition } = header;
  return (
    header.num_rows === header.num_values && definition >= 0 && repetition >= 0 && definition + repetition <= length
  );
}
