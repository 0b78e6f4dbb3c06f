import { bollinger } from '@cream/quant';
import { type Baseline, parameter, targetsOf } from './baseline.js';

/** Long below the lower Bollinger band, short above the upper one, nothing once the close is back at the middle. */
export const bollingerBaseline: Baseline = {
  name: 'bollinger',
  meaning: 'trades closes outside the Bollinger bands back to the middle',
  parameters: [
    { name: 'period', initial: 20, least: 2, whole: true, meaning: 'bars of the bands' },
    {
      name: 'multiplier',
      initial: 2,
      least: 0,
      above: true,
      whole: false,
      meaning: 'deviations between band and middle',
    },
  ],
  warmUp: (parameters) => parameter(parameters, 'period') - 1,
  targets({ close }, parameters) {
    const bands = bollinger(close, parameter(parameters, 'period'), parameter(parameters, 'multiplier'));
    const { offset } = bands.middle;
    return targetsOf(close.length, offset, (n, before) => {
      const price = close[n] as number;
      if (price < (bands.lower.values[n - offset] as number)) return 1;
      if (price > (bands.upper.values[n - offset] as number)) return -1;
      const middle = bands.middle.values[n - offset] as number;
      return (before > 0 && price >= middle) || (before < 0 && price <= middle) ? 0 : before;
    });
  },
};
