import type { ChartLine } from '@cream/proto/knowledge';
import { atr, bollinger, ema, type Line, macd, rsi, sma } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';

/**
 * The indicators along the newest bars, those that draw as a line.
 *
 * @param columns the wanted bars and, before them, those that warm the indicators up
 * @param first position of the first wanted bar; offsets count from it
 */
export function chartLines(columns: BarColumns, first: number): ChartLine[] {
  const { high, low, close, volume } = columns;
  const bands = bollinger(close, 20, 2);
  const convergence = macd(close, 12, 26, 9);
  const lines: [string, Line][] = [
    ['sma_20', sma(close, 20)],
    ['sma_50', sma(close, 50)],
    ['sma_200', sma(close, 200)],
    ['ema_9', ema(close, 9)],
    ['ema_21', ema(close, 21)],
    ['rsi_14', rsi(close, 14)],
    ['atr_14', atr(high, low, close, 14)],
    ['bollinger_upper_20_2', bands.upper],
    ['bollinger_middle_20_2', bands.middle],
    ['bollinger_lower_20_2', bands.lower],
    ['macd_12_26', convergence.line],
    ['macd_signal_9', convergence.signal],
    ['macd_histogram', convergence.histogram],
  ];
  if (volume !== undefined) lines.push(['volume_sma_20', sma(volume, 20)]);
  return lines.filter(([, line]) => line.values.length > 0).map(([name, line]) => wanted(name, line, first));
}

function wanted(name: string, line: Line, first: number): ChartLine {
  const skipped = Math.max(first - line.offset, 0);
  return {
    $typeName: 'cream.knowledge.v1.ChartLine',
    name,
    offset: Math.max(line.offset - first, 0),
    values: Array.from(line.values.subarray(skipped)),
  };
}
