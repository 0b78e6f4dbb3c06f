export type { ChartColumns } from './chart-columns.js';
export type {
  ChartOutline,
  ChartPattern,
  ChartPatternDirection,
  ChartPatternKind,
  ChartPatternStatus,
} from './chart-pattern.js';
export { ChartPatternStream } from './chart-pattern-stream.js';
export { type ChartPatternOptions, findChartPatterns } from './chart-patterns.js';
export { priceAt, type TrendLine } from './trend-line.js';
