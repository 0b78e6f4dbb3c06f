import { type GetChartResponse, PatternDirection } from '@cream/proto/knowledge';
import type { SymbolBars } from '@cream/proto/market';
import type { FoundCandlePattern, RatedLevel } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';
import type { Indicator } from './indicators/indicator.js';
import { indicatorInput } from './indicators/indicator-input.js';
import { indicatorLines } from './indicators/indicator-lines.js';
import { nearbyLevels } from './levels.js';
import { candlesAt } from './patterns/candles-at.js';
import { chartShapes } from './patterns/chart-shapes.js';

/** A candlestick pattern below this confidence is not worth a mark in a chart. */
const MARKED_CONFIDENCE = 0.6;

/**
 * The newest `count` bars of a series as a chart.
 *
 * @param columns of all bars of the series, those before the newest `count` to warm up
 * @param described the newest bars, those that facts depend on: levels are the same as in a description
 */
export function chartOf(
  series: SymbolBars,
  columns: BarColumns,
  described: BarColumns,
  count: number,
  indicators: readonly Indicator[],
): GetChartResponse {
  const { symbol, interval, bars } = series;
  const first = Math.max(bars.length - count, 0);
  return {
    $typeName: 'cream.knowledge.v1.GetChartResponse',
    bars: bars.slice(first),
    lines: indicatorLines(indicators, indicatorInput(series, columns), first),
    levels: nearbyLevels(described).map(levelMessage),
    candleMarks: candleMarks(columns, first).map((found) => markMessage(found, first)),
    shapes: chartShapes(columns, first),
    symbol,
    interval,
  };
}

function candleMarks(columns: BarColumns, first: number): FoundCandlePattern[] {
  const newest = columns.close.length - 1;
  const marks: FoundCandlePattern[] = [];
  for (let index = first; index <= newest; index++) {
    const found = candlesAt(columns, index);
    if (index === newest) marks.push(...found);
    else if (found[0] !== undefined && found[0].confidence >= MARKED_CONFIDENCE) marks.push(found[0]);
  }
  return marks;
}

function markMessage({ pattern, index, direction, confidence, trend }: FoundCandlePattern, first: number) {
  return {
    $typeName: 'cream.knowledge.v1.CandleMark' as const,
    bar: index - first,
    pattern: pattern.id,
    title: pattern.title,
    direction: PatternDirection[direction],
    confidence,
    nature: pattern.nature,
    trend: trend?.direction ?? '',
  };
}

function levelMessage(level: RatedLevel) {
  const { price, touches, role, strength, breaks, roleReversals, roleReversed, age } = level;
  return {
    $typeName: 'cream.knowledge.v1.PriceLevel' as const,
    price,
    touches,
    support: role === 'SUPPORT',
    strength,
    breaks,
    roleReversals,
    roleReversed,
    age,
  };
}
