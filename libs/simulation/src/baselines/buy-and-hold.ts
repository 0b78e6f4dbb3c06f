import { type Baseline, targetsOf } from './baseline.js';

/** Buys once and holds, whatever happens. */
export const buyAndHoldBaseline: Baseline = {
  name: 'buy-and-hold',
  meaning: 'buys once and holds',
  parameters: [],
  fromTheStart: true,
  warmUp: () => 0,
  targets: ({ close }) => targetsOf(close.length, 0, () => 1),
};
