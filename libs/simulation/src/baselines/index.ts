import type { Baseline } from './baseline.js';
import { bollingerBaseline } from './bollinger.js';
import { buyAndHoldBaseline } from './buy-and-hold.js';
import { kdjRsi } from './kdj-rsi.js';
import { macdBaseline } from './macd.js';
import { rsiBaseline } from './rsi.js';
import { smaCross } from './sma-cross.js';
import { zscoreReversion } from './zscore-reversion.js';

export { type Baseline, type BaselineParameter, type BaselineParameters, baselineParameters } from './baseline.js';
export { type BaselinePlay, playBaseline } from './play.js';

/** All baselines, by name. */
export const BASELINES: readonly Baseline[] = [
  buyAndHoldBaseline,
  smaCross,
  macdBaseline,
  rsiBaseline,
  kdjRsi,
  zscoreReversion,
  bollingerBaseline,
];
