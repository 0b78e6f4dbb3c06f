import { macd } from '@cream/quant';
import { SimulationError } from '../simulation-error.js';
import { type Baseline, parameter } from './baseline.js';
import { crossTargets } from './cross.js';

/** Long after the MACD line has crossed above its signal, short after it has crossed below. */
export const macdBaseline: Baseline = {
  name: 'macd',
  meaning: 'follows the crosses of the MACD line and its signal',
  parameters: [
    { name: 'fast', initial: 12, least: 1, whole: true, meaning: 'bars of the fast average' },
    { name: 'slow', initial: 26, least: 2, whole: true, meaning: 'bars of the slow average' },
    { name: 'signal', initial: 9, least: 1, whole: true, meaning: 'bars of the signal' },
  ],
  warmUp: (parameters) => parameter(parameters, 'slow') + parameter(parameters, 'signal') - 2,
  targets({ close }, parameters) {
    const [fast, slow, signal] = ['fast', 'slow', 'signal'].map((name) => parameter(parameters, name));
    return crossTargets(close.length, macd(close, fast, slow, signal).histogram);
  },
  check(parameters) {
    const slow = parameter(parameters, 'slow');
    if (parameter(parameters, 'fast') >= slow) throw new SimulationError('fast', `must be less than slow (${slow})`);
  },
};
