import { at, type Numbers, requireAbove, requireInteger, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { positiveColumn, requirePositiveValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { WindowMoments } from './window-moments.js';
import { WindowSum } from './window-sum.js';

/*
 * Realised volatility over the last `period` bars as a ratio a year (0.2 is 20 %): √(variance of a bar × periodsPerYear).
 * Prices must be above 0, and open and close must lie between low and high.
 */

/**
 * Close to close: the sample standard deviation of the last `period` logarithmic returns × √periodsPerYear. First value
 * at bar `period`.
 */
export function closeToCloseVolatility(close: Numbers, period: number, periodsPerYear: number): Line {
  const stream = new CloseToCloseVolatilityStream(period, periodsPerYear);
  const x = positiveColumn('close', close);
  return lineThrough(x.length, period, (i) => stream.push(at(x, i)));
}

/** `closeToCloseVolatility`, close by close. */
export class CloseToCloseVolatilityStream {
  readonly #moments: WindowMoments;
  readonly #scale: number;
  #previous: number | undefined;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 2);
    requireAbove('periodsPerYear', periodsPerYear, 0);
    this.#moments = new WindowMoments(period);
    this.#scale = Math.sqrt((periodsPerYear * period) / (period - 1));
  }

  push(close: number): number | undefined {
    requirePositiveValue('close', close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous === undefined || !this.#moments.push(Math.log(close / previous))) return undefined;
    return this.#moments.deviation * this.#scale;
  }
}

/** Parkinson (1980): variance ln²(high / low) / (4·ln 2). First value at bar `period − 1`. */
export function parkinsonVolatility(high: Numbers, low: Numbers, period: number, periodsPerYear: number): Line {
  const stream = new ParkinsonVolatilityStream(period, periodsPerYear);
  requireSameLength('low', low, 'high', high);
  const top = positiveColumn('high', high);
  const bottom = positiveColumn('low', low);
  return lineThrough(top.length, period - 1, (i) => stream.push(at(top, i), at(bottom, i)));
}

/** `parkinsonVolatility`, bar by bar. */
export class ParkinsonVolatilityStream {
  readonly #variance: MeanVariance;

  constructor(period: number, periodsPerYear: number) {
    this.#variance = new MeanVariance(period, periodsPerYear);
  }

  push(high: number, low: number): number | undefined {
    requireOrder(high, high, low, low);
    return this.#variance.push(Math.log(high / low) ** 2 / (4 * Math.LN2));
  }
}

/** Garman–Klass (1980): variance ½·ln²(high / low) − (2·ln 2 − 1)·ln²(close / open). First value at bar `period − 1`. */
export function garmanKlassVolatility(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period: number,
  periodsPerYear: number,
): Line {
  const stream = new GarmanKlassVolatilityStream(period, periodsPerYear);
  return lineOfQuotes(open, high, low, close, period - 1, stream);
}

/** `garmanKlassVolatility`, bar by bar. */
export class GarmanKlassVolatilityStream {
  readonly #variance: MeanVariance;

  constructor(period: number, periodsPerYear: number) {
    this.#variance = new MeanVariance(period, periodsPerYear);
  }

  push(open: number, high: number, low: number, close: number): number | undefined {
    requireOrder(open, high, low, close);
    const range = Math.log(high / low);
    const body = Math.log(close / open);
    return this.#variance.push(0.5 * range * range - (2 * Math.LN2 - 1) * body * body);
  }
}

/**
 * Yang–Zhang (2000), which also counts the gaps between bars: sample variance of ln(open / previous close), plus k times
 * that of ln(close / open), plus 1 − k times the mean of Rogers and Satchell's variance, with
 * k = 0.34 / (1.34 + (period + 1) / (period − 1)). First value at bar `period`.
 */
export function yangZhangVolatility(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period: number,
  periodsPerYear: number,
): Line {
  return lineOfQuotes(open, high, low, close, period, new YangZhangVolatilityStream(period, periodsPerYear));
}

/** `yangZhangVolatility`, bar by bar. */
export class YangZhangVolatilityStream {
  readonly #gaps: WindowMoments;
  readonly #bodies: WindowMoments;
  readonly #ranges: WindowSum;
  readonly #period: number;
  readonly #periodsPerYear: number;
  #previous: number | undefined;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 2);
    requireAbove('periodsPerYear', periodsPerYear, 0);
    this.#period = period;
    this.#periodsPerYear = periodsPerYear;
    this.#gaps = new WindowMoments(period);
    this.#bodies = new WindowMoments(period);
    this.#ranges = new WindowSum(period);
  }

  push(open: number, high: number, low: number, close: number): number | undefined {
    requireOrder(open, high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous === undefined) return undefined;
    const full = this.#gaps.push(Math.log(open / previous));
    this.#bodies.push(Math.log(close / open));
    const ranges = this.#ranges.push(
      Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open),
    );
    if (!full || ranges === undefined) return undefined;
    const n = this.#period;
    const k = 0.34 / (1.34 + (n + 1) / (n - 1));
    const sample = n / (n - 1);
    const gaps = this.#gaps.deviation ** 2 * sample;
    const bodies = this.#bodies.deviation ** 2 * sample;
    return Math.sqrt((gaps + k * bodies + (1 - k) * (ranges / n)) * this.#periodsPerYear);
  }
}

/** √(mean of the last variances × periodsPerYear) */
class MeanVariance {
  readonly #sum: WindowSum;
  readonly #scale: number;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 1);
    requireAbove('periodsPerYear', periodsPerYear, 0);
    this.#sum = new WindowSum(period);
    this.#scale = periodsPerYear / period;
  }

  push(variance: number): number | undefined {
    const sum = this.#sum.push(variance);
    return sum === undefined ? undefined : Math.sqrt(sum * this.#scale);
  }
}

interface QuoteStream {
  push(open: number, high: number, low: number, close: number): number | undefined;
}

function lineOfQuotes(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  offset: number,
  stream: QuoteStream,
): Line {
  requireSameLength('open', open, 'high', high);
  requireSameLength('low', low, 'high', high);
  requireSameLength('close', close, 'high', high);
  const o = positiveColumn('open', open);
  const h = positiveColumn('high', high);
  const l = positiveColumn('low', low);
  const c = positiveColumn('close', close);
  return lineThrough(h.length, offset, (i) => stream.push(at(o, i), at(h, i), at(l, i), at(c, i)));
}

function requireOrder(open: number, high: number, low: number, close: number): void {
  requirePositiveValue('open', open);
  requirePositiveValue('high', high);
  requirePositiveValue('low', low);
  requirePositiveValue('close', close);
  if (low > Math.min(open, close, high)) throw new QuantError('low', `must be the lowest price of its bar, got ${low}`);
  if (high < Math.max(open, close)) throw new QuantError('high', `must be the highest price of its bar, got ${high}`);
}
