import { sma } from '@cream/quant';
import { SimulationError } from '../simulation-error.js';
import { type Baseline, parameter } from './baseline.js';
import { crossTargets } from './cross.js';

/** Long after the fast simple moving average has crossed above the slow one, short after it has crossed below. */
export const smaCross: Baseline = {
  name: 'sma-cross',
  meaning: 'follows the crosses of two simple moving averages',
  parameters: [
    { name: 'fast', initial: 10, least: 1, whole: true, meaning: 'bars of the fast average' },
    { name: 'slow', initial: 50, least: 2, whole: true, meaning: 'bars of the slow average' },
  ],
  warmUp: (parameters) => parameter(parameters, 'slow') - 1,
  targets({ close }, parameters) {
    const fast = sma(close, parameter(parameters, 'fast'));
    const slow = sma(close, parameter(parameters, 'slow'));
    const skipped = slow.offset - fast.offset;
    const difference = new Float64Array(slow.values.length);
    for (let k = 0; k < difference.length; k++) {
      difference[k] = (fast.values[k + skipped] as number) - (slow.values[k] as number);
    }
    return crossTargets(close.length, { offset: slow.offset, values: difference });
  },
  check(parameters) {
    const slow = parameter(parameters, 'slow');
    if (parameter(parameters, 'fast') >= slow) throw new SimulationError('fast', `must be less than slow (${slow})`);
  },
};
