import * as q from '../../src/index.js';
import { average, type Indicator, NONE, none, PRICE, percent, single, traded, VOLUME } from './indicator.js';

/** Indicators that take volume. */
export const VOLUME_INDICATORS: readonly Indicator[] = [
  single(
    'volumeSma',
    ['volume'],
    (v = none) => q.volumeSma(v, 5),
    () => new q.VolumeSmaStream(5),
    { unit: VOLUME },
  ),
  single(
    'obv',
    ['close', 'volume'],
    (c = none, v = none) => q.obv(c, v),
    () => new q.ObvStream(),
    {
      unit: VOLUME,
      shift: 'stays',
    },
  ),
  single(
    'mfi',
    traded,
    (h = none, l = none, c = none, v = none) => q.mfi(h, l, c, v, 5),
    () => new q.MfiStream(5),
    {
      unit: NONE,
      bounds: percent,
    },
  ),
  single(
    'accumulationDistribution',
    traded,
    (h = none, l = none, c = none, v = none) => q.accumulationDistribution(h, l, c, v),
    () => new q.AccumulationDistributionStream(),
    { unit: VOLUME, shift: 'stays' },
  ),
  single(
    'chaikinOscillator',
    traded,
    (h = none, l = none, c = none, v = none) => q.chaikinOscillator(h, l, c, v, 3, 5),
    () => new q.ChaikinOscillatorStream(3, 5),
    { unit: VOLUME, shift: 'stays' },
  ),
  single(
    'chaikinMoneyFlow',
    traded,
    (h = none, l = none, c = none, v = none) => q.chaikinMoneyFlow(h, l, c, v, 5),
    () => new q.ChaikinMoneyFlowStream(5),
    { unit: NONE, shift: 'stays', bounds: [-1, 1] },
  ),
  single(
    'vwma',
    ['close', 'volume'],
    (c = none, v = none) => q.vwma(c, v, 5),
    () => new q.VwmaStream(5),
    average,
  ),
  single(
    'vwap',
    [...traded, 'session'],
    (h = none, l = none, c = none, v = none, s = none) => q.vwap(h, l, c, v, s),
    () => new q.VwapStream(),
    { unit: PRICE, shift: 'moves' },
  ),
];
