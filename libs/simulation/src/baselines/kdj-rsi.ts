import { kdj, rsi } from '@cream/quant';
import { type Baseline, parameter, targetsOf } from './baseline.js';
import { checkThresholds } from './rsi.js';

/** A range is found with a window that is held in memory. */
const LONGEST_RANGE = 1_000_000;

/**
 * Long when K lies above D while the RSI is at or below `oversold`, short when K lies below D while it is at or above
 * `overbought`: the oscillator must have turned before the extreme is traded. In between it stays.
 */
export const kdjRsi: Baseline = {
  name: 'kdj-rsi',
  meaning: 'buys what is oversold by the RSI once KDJ has turned up, and the other way round',
  parameters: [
    { name: 'kdj', initial: 9, least: 2, most: LONGEST_RANGE, whole: true, meaning: 'bars of the KDJ range' },
    { name: 'smooth', initial: 3, least: 1, whole: true, meaning: 'bars over which K and D are smoothed' },
    { name: 'period', initial: 14, least: 1, whole: true, meaning: 'bars of the RSI' },
    { name: 'oversold', initial: 40, least: 0, most: 100, whole: false, meaning: 'RSI up to which it buys' },
    { name: 'overbought', initial: 60, least: 0, most: 100, whole: false, meaning: 'RSI from which it sells' },
  ],
  warmUp: (parameters) => Math.max(parameter(parameters, 'kdj') - 1, parameter(parameters, 'period')),
  targets({ high, low, close }, parameters) {
    const strength = rsi(close, parameter(parameters, 'period'));
    const smoothing = parameter(parameters, 'smooth');
    const { k, d } = kdj(high, low, close, parameter(parameters, 'kdj'), smoothing, smoothing);
    const oversold = parameter(parameters, 'oversold');
    const overbought = parameter(parameters, 'overbought');
    return targetsOf(close.length, Math.max(strength.offset, k.offset), (n, before) => {
      const value = strength.values[n - strength.offset] as number;
      const lead = (k.values[n - k.offset] as number) - (d.values[n - d.offset] as number);
      if (lead > 0 && value <= oversold) return 1;
      return lead < 0 && value >= overbought ? -1 : before;
    });
  },
  check: checkThresholds,
};
