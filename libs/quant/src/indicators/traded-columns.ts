import { at, type Numbers, requireSameLength } from '../numbers.js';
import { type BarColumns, barColumns, volumeColumn } from './column.js';
import { type Line, lineThrough } from './line.js';

export interface TradedColumns extends BarColumns {
  readonly volume: Numbers;
}

/** High, low, close and volume of equal length, checked. */
export function tradedColumns(high: Numbers, low: Numbers, close: Numbers, volume: Numbers): TradedColumns {
  requireSameLength('volume', volume, 'high', high);
  return { ...barColumns(high, low, close), volume: volumeColumn(volume) };
}

interface TradedStream {
  push(high: number, low: number, close: number, volume: number): number | undefined;
}

export function lineOfTrades(columns: TradedColumns, offset: number, stream: TradedStream): Line {
  const { high, low, close, volume } = columns;
  return lineThrough(high.length, offset, (i) => stream.push(at(high, i), at(low, i), at(close, i), at(volume, i)));
}
