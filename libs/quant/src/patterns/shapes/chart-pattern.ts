import type { Pivot } from '../../levels/pivots.js';
import type { TrendLine } from './trend-line.js';

export type ChartPatternKind =
  | 'DOUBLE_TOP'
  | 'DOUBLE_BOTTOM'
  | 'HEAD_AND_SHOULDERS'
  | 'INVERSE_HEAD_AND_SHOULDERS'
  | 'ASCENDING_TRIANGLE'
  | 'DESCENDING_TRIANGLE'
  | 'SYMMETRICAL_TRIANGLE'
  | 'BULL_FLAG'
  | 'BEAR_FLAG'
  | 'BULL_PENNANT'
  | 'BEAR_PENNANT';

export type ChartPatternDirection = 'BULLISH' | 'BEARISH' | 'NEUTRAL';

/**
 * FORMING: the pivots are there, no close has left the lines. CONFIRMED: a close lay beyond the line it was to break.
 * FAILED: a close lay beyond the other line, or none beyond either in time.
 */
export type ChartPatternStatus = 'FORMING' | 'CONFIRMED' | 'FAILED';

/** The geometry of a chart pattern, without what became of it. Bars are positions in the series. */
export interface ChartOutline {
  readonly kind: ChartPatternKind;
  /** Where it is expected to break; NEUTRAL for a symmetrical triangle that has not broken yet. */
  readonly direction: ChartPatternDirection;
  /**
   * The turning points that make it, oldest first. Where the chart begins with the rise that a top or a bull flag follows,
   * the first is the lowest bar before the first high, which no pivot tells from a turn; of bottoms the reverse.
   */
  readonly pivots: readonly Pivot[];
  /** Of a top the upper line is flat at its highest point and the lower is the neckline; of a bottom the reverse. */
  readonly upper: TrendLine;
  readonly lower: TrendLine;
  /** What the target is away from the breakout: tops to neckline, width of a triangle at its first two pivots, pole of a flag. */
  readonly height: number;
  /** How near the pivots come to the ideal drawing, 0 to 1. */
  readonly shape: number;
  /** The last bar a close may confirm it at. */
  readonly lastBar: number;
}

export interface ChartPattern extends ChartOutline {
  /** The bar its newest pivot was known at, `side` bars after that pivot: before it nobody could see the pattern. */
  readonly knownIndex: number;
  readonly status: ChartPatternStatus;
  /** The bar the status was decided at, never before `knownIndex`; undefined while it is forming. */
  readonly statusIndex: number | undefined;
  /**
   * The price of the line to break: at the bar that broke it, until then at `knownIndex`. Undefined while the direction
   * is neutral.
   */
  readonly breakoutLevel: number | undefined;
  /** The breakout level and the height beyond it. */
  readonly target: number | undefined;
  /**
   * 0 when it failed, else 0.5 · shape + 0.25 · size + 0.25 if confirmed, where size is height / (height + 4 · mean range
   * of the bars between its first and its last pivot).
   */
  readonly confidence: number;
}

/** How much of what is allowed was used, 0 to 1; nothing of nothing is 0. */
export function usedShare(used: number, allowed: number): number {
  return used === 0 ? 0 : Math.min(used / allowed, 1);
}
