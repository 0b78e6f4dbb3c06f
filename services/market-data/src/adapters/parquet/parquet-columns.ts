import type { SchemaElement } from 'hyparquet';
import { MarketDataError } from '../../app/market-data-error.js';
import type { ColumnForm } from './parquet-cells.js';

const PRICES = ['open', 'high', 'low', 'close', 'volume'] as const;
const TIMES = ['date', 'timestamp', 'time', 'datetime', 'bar_start_america_new_york', 'ts_event'];

export type PriceColumn = (typeof PRICES)[number];

export interface Column {
  /** As the file writes it. */
  readonly name: string;
  readonly form: ColumnForm;
}

/** Where a file keeps what a bar needs. */
export interface ParquetColumns {
  readonly time: Column;
  readonly prices: Readonly<Record<PriceColumn, Column>>;
}

/**
 * Finds the columns of bars by name, in any case.
 * @throws MarketDataError BAD_HEADER naming the missing column
 */
export function findColumns(schema: readonly SchemaElement[], file: string): ParquetColumns {
  // The first element is the root; groups have children, columns a type.
  const byName = new Map(
    schema.slice(1).flatMap((one) => (one.type === undefined ? [] : [[one.name.toLowerCase(), one]])),
  );
  const price = (name: PriceColumn) => columnOf(byName.get(name), name, file);
  const time = TIMES.map((name) => byName.get(name)).find((one) => one !== undefined);
  return {
    time: columnOf(time, TIMES.join(' or '), file),
    prices: {
      open: price('open'),
      high: price('high'),
      low: price('low'),
      close: price('close'),
      volume: price('volume'),
    },
  };
}

function columnOf(element: SchemaElement | undefined, wanted: string, file: string): Column {
  if (element === undefined) throw new MarketDataError('BAD_HEADER', `there is no column ${wanted}`, { file });
  const logical = element.logical_type;
  const decimal = element.converted_type === 'DECIMAL' || logical?.type === 'DECIMAL';
  return {
    name: element.name,
    form: {
      single: element.type === 'FLOAT',
      scale: decimal ? (element.scale ?? 0) : undefined,
      zoned: logical?.type !== 'TIMESTAMP' || logical.isAdjustedToUTC,
    },
  };
}
