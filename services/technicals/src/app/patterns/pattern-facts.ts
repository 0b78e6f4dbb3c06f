import { decimalParts, type FactFrame, type FactParts, statistic } from '@cream/domain';
import { type ChartPattern, type FoundCandlePattern, priceAt, type TrendLine } from '@cream/quant';
import { type BarColumns, newestColumns } from '../bar-columns.js';
import { candlesAt } from './candles-at.js';
import { activeShapes, SHAPE_OPTIONS } from './shapes.js';

/** Candlestick patterns stated of a bar: a bar that fits ten is described by its clearest. */
const MOST_CANDLES = 3;
/** Bars that chart patterns are looked for in. */
const SHAPE_BARS = 160;

/** What all facts of a description have in common. */
export type DescriptionFrame = Pick<FactFrame, 'subject' | 'asOf' | 'trust'>;

/** The candlestick patterns of the newest bar: `pattern.candle.<name>_<direction>`, a confidence. */
export function candleFacts(columns: BarColumns, frame: DescriptionFrame): FactParts[] {
  return candlesAt(columns, columns.close.length - 1)
    .slice(0, MOST_CANDLES)
    .map((found) =>
      decimalParts({
        ...frame,
        kind: `pattern.candle.${slug(found.pattern.title)}_${found.direction.toLowerCase()}`,
        value: statistic(found.confidence),
        unit: 'ratio',
        source: { service: 'technicals', ref: candleRef(found) },
      }),
    );
}

function candleRef({ pattern, signal, trend }: FoundCandlePattern): string {
  const context =
    trend === undefined ? 'trend before unknown' : `trend before ${trend.direction} ${text(trend.strength)}`;
  return `${pattern.id}(open, high, low, close) = ${signal}: ${pattern.nature.toLowerCase()}, ${context}`;
}

const SHAPE_COLUMNS = [
  'status',
  'direction',
  'breakout',
  'target',
  'confidence',
  'upper',
  'upper_slope',
  'lower',
  'lower_slope',
  'height',
];

/**
 * The chart patterns that are still active: `pattern.shape.<name>`, a table of one row. Prices are in USD, `upper` and
 * `lower` those of its lines at the newest bar, slopes in USD a bar; `breakout` (of a top its neckline) and `target` are
 * empty while the direction is neutral.
 *
 * @param barName names a bar by its position
 */
export function shapeFacts(
  columns: BarColumns,
  frame: DescriptionFrame,
  barName: (index: number) => string,
): FactParts[] {
  const window = newestColumns(columns, SHAPE_BARS);
  const bars = window.close.length;
  const skipped = columns.close.length - bars;
  return activeShapes(window).map((shape) => ({
    ...frame,
    kind: `pattern.shape.${shape.kind.toLowerCase()}`,
    unit: '',
    value: { case: 'table', value: shapeTable(shape, bars - 1) },
    source: { service: 'technicals', ref: shapeRef(shape, (index) => barName(index + skipped)) },
  }));
}

function shapeTable(shape: ChartPattern, newest: number) {
  const { status, direction, breakoutLevel, target, confidence, upper, lower, height } = shape;
  const price = (value: number | undefined): string => (value === undefined ? '' : text(value));
  const at = (line: TrendLine): string => text(priceAt(line, newest));
  const cells = [
    status,
    direction,
    price(breakoutLevel),
    price(target),
    text(confidence),
    at(upper),
    text(upper.slope),
    at(lower),
    text(lower.slope),
    text(height),
  ];
  return {
    $typeName: 'cream.knowledge.v1.TextTable' as const,
    columns: SHAPE_COLUMNS,
    rows: [{ $typeName: 'cream.knowledge.v1.TextTable.Row' as const, cells }],
  };
}

/** Names the formula, and the bars of its first and last pivot and of the decision. */
function shapeRef({ pivots, statusIndex }: ChartPattern, barName: (index: number) => string): string {
  const { side, minHeight } = SHAPE_OPTIONS;
  const [first, last] = [pivots[0], pivots.at(-1)];
  const span = first === undefined || last === undefined ? '' : `${barName(first.index)} to ${barName(last.index)}`;
  const decided = statusIndex === undefined ? '' : `, decided ${barName(statusIndex)}`;
  return `chart_patterns(side ${side}, min height ${minHeight}): ${pivots.length} pivots, ${span}${decided}`;
}

const text = (value: number): string => statistic(value).value;

/** `Three Black Crows` → `three_black_crows`. */
function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}
