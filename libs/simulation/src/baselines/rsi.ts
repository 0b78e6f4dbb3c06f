import { rsi } from '@cream/quant';
import { SimulationError } from '../simulation-error.js';
import { type Baseline, type BaselineParameters, parameter, targetsOf } from './baseline.js';

/** Long once the RSI is at or below `oversold`, short once it is at or above `overbought`; in between it stays. */
export const rsiBaseline: Baseline = {
  name: 'rsi',
  meaning: 'buys what is oversold, sells what is overbought',
  parameters: [
    { name: 'period', initial: 14, least: 1, whole: true, meaning: 'bars of the RSI' },
    { name: 'oversold', initial: 30, least: 0, most: 100, whole: false, meaning: 'RSI at which it buys' },
    { name: 'overbought', initial: 70, least: 0, most: 100, whole: false, meaning: 'RSI at which it sells' },
  ],
  warmUp: (parameters) => parameter(parameters, 'period'),
  targets({ close }, parameters) {
    const { offset, values } = rsi(close, parameter(parameters, 'period'));
    const oversold = parameter(parameters, 'oversold');
    const overbought = parameter(parameters, 'overbought');
    return targetsOf(close.length, offset, (n, before) => {
      const value = values[n - offset] as number;
      if (value <= oversold) return 1;
      return value >= overbought ? -1 : before;
    });
  },
  check: checkThresholds,
};

/** @throws SimulationError */
export function checkThresholds(parameters: BaselineParameters): void {
  const overbought = parameter(parameters, 'overbought');
  if (parameter(parameters, 'oversold') >= overbought) {
    throw new SimulationError('oversold', `must be less than overbought (${overbought})`);
  }
}
