import { type Numbers, requireIndex, requireInteger } from '../numbers.js';
import { column, requireValue, requireVolume, volumeColumn } from './column.js';
import type { Line } from './line.js';
import { meanAt, meanLine, WindowMean } from './window-moments.js';

/**
 * Simple moving average: the mean of the `period` values ending at each bar; the first is at bar `period − 1`.
 * Summed in blocks (see `window-moments.ts`), so that no bar leaves rounding behind in windows it is no longer part of.
 */
export function sma(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  return meanLine(column('values', values), period);
}

/** The simple moving average at one bar (default: the newest); undefined in the warm-up. Equals `sma` at that bar. */
export function smaAt(values: Numbers, period: number, index = values.length - 1): number | undefined {
  requireInteger('period', period, 1);
  if (index < period - 1) return undefined;
  requireIndex('index', index, values);
  column('values', values);
  return meanAt(values, period, index);
}

/** `sma`, value by value. */
export class SmaStream {
  readonly #mean: WindowMean;

  constructor(period: number) {
    requireInteger('period', period, 1);
    this.#mean = new WindowMean(period);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    return this.#mean.push(value);
  }
}

/** The simple moving average of volumes, which are not negative. */
export function volumeSma(volume: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  return meanLine(volumeColumn(volume), period);
}

/** `volumeSma`, bar by bar. */
export class VolumeSmaStream {
  readonly #mean: SmaStream;

  constructor(period: number) {
    this.#mean = new SmaStream(period);
  }

  push(volume: number): number | undefined {
    requireVolume(volume);
    return this.#mean.push(volume);
  }
}
