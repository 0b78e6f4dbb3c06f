import { at, type Numbers, requireInteger, SMALLEST } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { barColumns, requireBar } from './column.js';
import { type Line, lineThrough } from './line.js';
import { WindowSum } from './window-sum.js';

/**
 * Ultimate oscillator after Williams (1976), 0 to 100: buying pressure over true range, each summed over three periods,
 * weighted 4, 2, 1. First value at bar `long`; a period without any range counts 0 (TA-Lib, which also sorts periods that
 * are out of order; here they are refused).
 */
export function ultimateOscillator(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  short = 7,
  medium = 14,
  long = 28,
): Line {
  const stream = new UltimateOscillatorStream(short, medium, long);
  const bars = barColumns(high, low, close);
  return lineThrough(high.length, long, (i) => stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)));
}

/** `ultimateOscillator`, bar by bar. */
export class UltimateOscillatorStream {
  readonly #terms: readonly { readonly weight: number; readonly pressure: WindowSum; readonly range: WindowSum }[];
  #previous: number | undefined;

  constructor(short = 7, medium = 14, long = 28) {
    for (const [name, period] of Object.entries({ short, medium, long })) requireInteger(name, period, 1);
    if (short > medium) throw new QuantError('short', `must not be above medium (${medium}), got ${short}`);
    if (medium > long) throw new QuantError('medium', `must not be above long (${long}), got ${medium}`);
    const term = (weight: number, period: number) => ({
      weight,
      pressure: new WindowSum(period),
      range: new WindowSum(period),
    });
    this.#terms = [term(4, short), term(2, medium), term(1, long)];
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous === undefined) return undefined;
    const bottom = Math.min(low, previous);
    const range = Math.max(high, previous) - bottom;
    let sum: number | undefined = 0;
    for (const term of this.#terms) {
      const pressures = term.pressure.push(close - bottom);
      const ranges = term.range.push(range);
      if (pressures === undefined || ranges === undefined || sum === undefined) sum = undefined;
      else if (ranges >= SMALLEST) sum += term.weight * (pressures / ranges);
    }
    return sum === undefined ? undefined : 100 * (sum / 7);
  }
}
