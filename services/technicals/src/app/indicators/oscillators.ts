import {
  adx,
  adxr,
  aroon,
  cci,
  connorsRsi,
  directionalIndicators,
  dx,
  fastStochastic,
  kdj,
  macd,
  momentum,
  roc,
  rsi,
  stochastic,
  stochasticRsi,
  trix,
  ultimateOscillator,
  williamsR,
} from '@cream/quant';
import { type Indicator, many, one } from './indicator.js';

/** Momentum and the strength of trends, each on its own scale. */
export const OSCILLATORS: readonly Indicator[] = [
  one('rsi_14', 'RSI 14', 'OWN', 'points', 'rsi(close, 14)', ({ close }) => rsi(close, 14)),
  many(
    'macd_12_26_9',
    'MACD 12, 26, 9',
    'OWN',
    'USD',
    [
      ['macd_12_26', 'macd(close, 12, 26)'],
      ['macd_signal_9', 'ema(macd(close, 12, 26), 9)'],
      ['macd_histogram', 'macd(close, 12, 26) - ema(macd(close, 12, 26), 9)'],
    ],
    ({ close }) => {
      const { line, signal, histogram } = macd(close, 12, 26, 9);
      return [line, signal, histogram];
    },
  ),
  many(
    'stochastic_14_3_3',
    'Stochastic 14, 3, 3',
    'OWN',
    'points',
    [
      ['stochastic_k_14_3', 'stochastic(high, low, close, 14, 3, 3).k'],
      ['stochastic_d_14_3_3', 'stochastic(high, low, close, 14, 3, 3).d'],
    ],
    ({ high, low, close }) => kd(stochastic(high, low, close, 14, 3, 3)),
  ),
  many(
    'fast_stochastic_14_3',
    'Fast stochastic 14, 3',
    'OWN',
    'points',
    [
      ['fast_stochastic_k_14', 'fast_stochastic(high, low, close, 14, 3).k'],
      ['fast_stochastic_d_14_3', 'fast_stochastic(high, low, close, 14, 3).d'],
    ],
    ({ high, low, close }) => kd(fastStochastic(high, low, close, 14, 3)),
  ),
  many(
    'stochastic_rsi_14_14_3_3',
    'Stochastic RSI 14, 14, 3, 3',
    'OWN',
    'points',
    [
      ['stochastic_rsi_k_14_14_3', 'stochastic_rsi(close, 14, 14, 3, 3).k'],
      ['stochastic_rsi_d_14_14_3_3', 'stochastic_rsi(close, 14, 14, 3, 3).d'],
    ],
    ({ close }) => kd(stochasticRsi(close, 14, 14, 3, 3)),
  ),
  many(
    'kdj_9_3_3',
    'KDJ 9, 3, 3',
    'OWN',
    'points',
    [
      ['kdj_k_9', 'kdj(high, low, close, 9, 3, 3).k'],
      ['kdj_d_9', 'kdj(high, low, close, 9, 3, 3).d'],
      ['kdj_j_9', 'kdj(high, low, close, 9, 3, 3).j'],
    ],
    ({ high, low, close }) => {
      const { k, d, j } = kdj(high, low, close, 9, 3, 3);
      return [k, d, j];
    },
  ),
  one('connors_rsi_3_2_100', 'Connors RSI 3, 2, 100', 'OWN', 'points', 'connors_rsi(close, 3, 2, 100)', ({ close }) =>
    connorsRsi(close, 3, 2, 100),
  ),
  one('williams_r_14', 'Williams %R 14', 'OWN', 'points', 'williams_r(high, low, close, 14)', ({ high, low, close }) =>
    williamsR(high, low, close, 14),
  ),
  one(
    'ultimate_oscillator_7_14_28',
    'Ultimate oscillator 7, 14, 28',
    'OWN',
    'points',
    'ultimate_oscillator(high, low, close, 7, 14, 28)',
    ({ high, low, close }) => ultimateOscillator(high, low, close, 7, 14, 28),
  ),
  one('cci_20', 'CCI 20', 'OWN', 'points', 'cci(high, low, close, 20)', ({ high, low, close }) =>
    cci(high, low, close, 20),
  ),
  one('trix_15', 'TRIX 15', 'OWN', 'percent', 'trix(close, 15)', ({ close }) => trix(close, 15)),
  one('roc_10', 'Rate of change 10', 'OWN', 'percent', 'roc(close, 10)', ({ close }) => roc(close, 10)),
  one('momentum_10', 'Momentum 10', 'OWN', 'USD', 'momentum(close, 10)', ({ close }) => momentum(close, 10)),
  one('adx_14', 'ADX 14', 'OWN', 'points', 'adx(high, low, close, 14)', ({ high, low, close }) =>
    adx(high, low, close, 14),
  ),
  one('adxr_14', 'ADX rating 14', 'OWN', 'points', 'adxr(high, low, close, 14)', ({ high, low, close }) =>
    adxr(high, low, close, 14),
  ),
  one('dx_14', 'DX 14', 'OWN', 'points', 'dx(high, low, close, 14)', ({ high, low, close }) =>
    dx(high, low, close, 14),
  ),
  many(
    'directional_14',
    'Directional indicators 14',
    'OWN',
    'points',
    [
      ['plus_di_14', 'directional_indicators(high, low, close, 14).plus'],
      ['minus_di_14', 'directional_indicators(high, low, close, 14).minus'],
    ],
    ({ high, low, close }) => {
      const { plus, minus } = directionalIndicators(high, low, close, 14);
      return [plus, minus];
    },
  ),
  many(
    'aroon_25',
    'Aroon 25',
    'OWN',
    'points',
    [
      ['aroon_up_25', 'aroon(high, low, 25).up'],
      ['aroon_down_25', 'aroon(high, low, 25).down'],
      ['aroon_oscillator_25', 'aroon(high, low, 25).oscillator'],
    ],
    ({ high, low }) => {
      const { up, down, oscillator } = aroon(high, low, 25);
      return [up, down, oscillator];
    },
  ),
];

function kd({ k, d }: ReturnType<typeof stochastic>) {
  return [k, d];
}
