import type { CandleColumns } from '../../src/index.js';
import { MANY_BARS } from './textbook-many.js';
import { ONE_BAR } from './textbook-one.js';
import { THREE_BARS } from './textbook-three.js';
import { TWO_BARS } from './textbook-two.js';

/** Open, high, low, close. */
export type Bar = readonly [open: number, high: number, low: number, close: number];

/**
 * What every textbook pattern follows: bodies of 1 in ranges of 2, so that a body is long above 1, a doji up to 0.2, a
 * shadow very short below 0.2; near is 0.4, far 1.2, equal 0.1.
 */
export const LEAD: readonly Bar[] = Array.from(
  { length: 14 },
  (_, i): Bar => (i % 2 === 0 ? [50, 51.5, 49.5, 51] : [51, 51.5, 49.5, 50]),
);

/**
 * One or two drawings of a pattern, and TA-Lib's signal at the last bar (read off TA-Lib 0.8.1 over LEAD and the bars; it marks the
 * engulfing of 0, whose bodies share an end, with 80: see engulfing.ts).
 */
export type Drawing = readonly [id: string, signal: number, bars: readonly Bar[]];

/** All drawings. */
export const TEXTBOOK: readonly Drawing[] = [...ONE_BAR, ...TWO_BARS, ...THREE_BARS, ...MANY_BARS];

/** Bars as the columns that patterns are found in. */
export const columnsOf = (bars: readonly Bar[]): CandleColumns => ({
  open: bars.map(([open]) => open),
  high: bars.map(([, high]) => high),
  low: bars.map(([, , low]) => low),
  close: bars.map(([, , , close]) => close),
});
