import { bollinger } from '@cream/quant';
import { SimulationError } from '../simulation-error.js';
import { type Baseline, parameter, targetsOf } from './baseline.js';

/**
 * The z-score of a close is its distance from the mean of the last `period` closes in their population standard
 * deviations. Long at −`entry` or below, short at `entry` or above, nothing once it has come back to `exit`. A window that
 * has not moved has no z-score: then it stays.
 */
export const zscoreReversion: Baseline = {
  name: 'zscore-reversion',
  meaning: 'trades against closes far from their mean',
  parameters: [
    { name: 'period', initial: 20, least: 2, whole: true, meaning: 'bars of the mean and the deviation' },
    { name: 'entry', initial: 2, least: 0, above: true, whole: false, meaning: 'z-score at which it enters' },
    { name: 'exit', initial: 0.5, least: 0, whole: false, meaning: 'z-score at which it leaves' },
  ],
  warmUp: (parameters) => parameter(parameters, 'period') - 1,
  targets({ close }, parameters) {
    const { middle, upper } = bollinger(close, parameter(parameters, 'period'), 1);
    const entry = parameter(parameters, 'entry');
    const exit = parameter(parameters, 'exit');
    return targetsOf(close.length, middle.offset, (n, before) => {
      const mean = middle.values[n - middle.offset] as number;
      const deviation = (upper.values[n - middle.offset] as number) - mean;
      if (deviation === 0) return before;
      const z = ((close[n] as number) - mean) / deviation;
      if (z <= -entry) return 1;
      if (z >= entry) return -1;
      return (before > 0 && z >= -exit) || (before < 0 && z <= exit) ? 0 : before;
    });
  },
  check(parameters) {
    const entry = parameter(parameters, 'entry');
    if (parameter(parameters, 'exit') >= entry) throw new SimulationError('exit', `must be less than entry (${entry})`);
  },
};
