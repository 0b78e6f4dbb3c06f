import { closeToCloseVolatility } from '../indicators/close-to-close-volatility.js';
import { WindowMoments } from '../indicators/window-moments.js';
import { at, type Numbers, requirePositive, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';

export type RegimeFeature = 'return' | 'volatility' | 'volume' | 'trend';

/** The numbers of the features; the version of a model changes when one of them does. */
export const REGIME_FEATURES = { period: 20, trendBound: 3 } as const;

/** One row of features a bar, of the bars from `offset` on; row-major, `names.length` numbers a row. */
export interface RegimeFeatureRows {
  readonly offset: number;
  readonly names: readonly RegimeFeature[];
  readonly values: Float64Array;
}

/**
 * What the mixture knows of a bar, from it and the 20 before it:
 *
 * | name | meaning |
 * |---|---|
 * | `return` | logarithmic return of one bar |
 * | `volatility` | sample deviation of the last 20 such returns, per bar |
 * | `volume` | distance of the volume from the mean of the last 20, its own counting, in their sample deviations; 0 when they are alike |
 * | `trend` | the last 20 bars' logarithmic return / (volatility · √20), clamped to ±3; without volatility the sign · 3 |
 *
 * `volume` is left out when no volume is given or none was traded. No rows for 20 closes or fewer. Throws QuantError for
 * closes not above 0, for changes beyond a number and for volumes below 0 or above 1e150.
 */
export function regimeFeatures(close: Numbers, volume?: Numbers): RegimeFeatureRows {
  requireReturns(close);
  if (volume !== undefined) requireVolume(close, volume);
  const traded = volume !== undefined && Array.prototype.some.call(volume, (value: number) => value > 0);
  const names: readonly RegimeFeature[] = traded
    ? ['return', 'volatility', 'volume', 'trend']
    : ['return', 'volatility', 'trend'];
  const { period } = REGIME_FEATURES;
  const volatility = closeToCloseVolatility(close, period, 1);
  const scores = traded ? volumeScores(volume) : undefined;
  const values = new Float64Array(volatility.values.length * names.length);
  let next = 0;
  for (let k = 0; k < volatility.values.length; k++) {
    const bar = volatility.offset + k;
    const deviation = at(volatility.values, k);
    values[next++] = Math.log(at(close, bar) / at(close, bar - 1));
    values[next++] = deviation;
    if (scores) values[next++] = at(scores, bar);
    values[next++] = trendStrength(Math.log(at(close, bar) / at(close, bar - period)), deviation);
  }
  return { offset: volatility.offset, names, values };
}

function trendStrength(change: number, deviation: number): number {
  const { period, trendBound } = REGIME_FEATURES;
  if (deviation === 0) return trendBound * Math.sign(change);
  return Math.max(-trendBound, Math.min(trendBound, change / (deviation * Math.sqrt(period))));
}

/** Scores by bar; those before the first full window stay 0 and are not read. */
function volumeScores(volume: Numbers): Float64Array {
  const { period } = REGIME_FEATURES;
  const moments = new WindowMoments(period);
  const toSample = Math.sqrt(period / (period - 1));
  return Float64Array.from(volume, (value) => {
    if (!moments.push(value) || moments.deviation <= 1e-14 * moments.mean) return 0;
    return (value - moments.mean) / (moments.deviation * toSample);
  });
}

/** The ratio of two prices can be beyond a number where they themselves are not. */
function requireReturns(close: Numbers): void {
  requirePositive('close', close);
  for (let i = 1; i < close.length; i++) {
    const ratio = at(close, i) / at(close, i - 1);
    if (!(Number.isFinite(ratio) && ratio > 0)) {
      throw new QuantError('close', `must be within a number's reach of the one before, got ${at(close, i)}`, i);
    }
  }
}

/** Volumes beyond this have squares beyond a number. */
const LARGEST_VOLUME = 1e150;

function requireVolume(close: Numbers, volume: Numbers): void {
  requireSameLength('volume', volume, 'close', close);
  for (let i = 0; i < volume.length; i++) {
    const value = at(volume, i);
    if (!(value >= 0 && value <= LARGEST_VOLUME)) {
      throw new QuantError('volume', `must lie between 0 and ${LARGEST_VOLUME}, got ${value}`, i);
    }
  }
}
