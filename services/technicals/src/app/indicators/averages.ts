import {
  bollinger,
  bollingerAt,
  dema,
  donchian,
  ema,
  hma,
  ichimoku,
  kama,
  keltner,
  parabolicSar,
  sma,
  smaAt,
  superTrend,
  tema,
  volumeSma,
  vwap,
  vwma,
  wma,
} from '@cream/quant';
import { type Indicator, many, one, traded } from './indicator.js';

/** Averages, bands and stops: what is drawn over the candles, and the usual volume over the volume. */
export const AVERAGES: readonly Indicator[] = [
  one(
    'sma_20',
    'Simple average 20',
    'PRICE',
    'USD',
    'sma(close, 20)',
    ({ close }) => sma(close, 20),
    ({ close }) => smaAt(close, 20),
  ),
  one(
    'sma_50',
    'Simple average 50',
    'PRICE',
    'USD',
    'sma(close, 50)',
    ({ close }) => sma(close, 50),
    ({ close }) => smaAt(close, 50),
  ),
  one(
    'sma_200',
    'Simple average 200',
    'PRICE',
    'USD',
    'sma(close, 200)',
    ({ close }) => sma(close, 200),
    ({ close }) => smaAt(close, 200),
  ),
  one('ema_9', 'Exponential average 9', 'PRICE', 'USD', 'ema(close, 9)', ({ close }) => ema(close, 9)),
  one('ema_21', 'Exponential average 21', 'PRICE', 'USD', 'ema(close, 21)', ({ close }) => ema(close, 21)),
  one('wma_20', 'Weighted average 20', 'PRICE', 'USD', 'wma(close, 20)', ({ close }) => wma(close, 20)),
  one('hma_20', 'Hull average 20', 'PRICE', 'USD', 'hma(close, 20)', ({ close }) => hma(close, 20)),
  one('dema_20', 'Double exponential average 20', 'PRICE', 'USD', 'dema(close, 20)', ({ close }) => dema(close, 20)),
  one('tema_20', 'Triple exponential average 20', 'PRICE', 'USD', 'tema(close, 20)', ({ close }) => tema(close, 20)),
  one('kama_10', 'Kaufman adaptive average 10', 'PRICE', 'USD', 'kama(close, 10, 2, 30)', ({ close }) =>
    kama(close, 10, 2, 30),
  ),
  traded('vwma_20', 'Volume-weighted average 20', 'PRICE', 'USD', 'vwma(close, volume, 20)', ({ close, volume }) =>
    vwma(close, volume, 20),
  ),
  traded(
    'vwap',
    'VWAP of the session',
    'PRICE',
    'USD',
    'vwap(high, low, close, volume) of the session',
    ({ high, low, close, volume, sessions }) => vwap(high, low, close, volume, sessions()),
  ),
  many(
    'bollinger_20_2',
    'Bollinger bands 20, 2',
    'PRICE',
    'USD',
    [
      ['bollinger_upper_20_2', 'bollinger(close, 20, 2).upper'],
      ['bollinger_middle_20_2', 'bollinger(close, 20, 2).middle'],
      ['bollinger_lower_20_2', 'bollinger(close, 20, 2).lower'],
    ],
    ({ close }) => {
      const { upper, middle, lower } = bollinger(close, 20, 2);
      return [upper, middle, lower];
    },
    ({ close }) => {
      const bands = bollingerAt(close, 20, 2);
      return [bands?.upper, bands?.middle, bands?.lower];
    },
  ),
  many(
    'keltner_20_2',
    'Keltner channel 20, 2',
    'PRICE',
    'USD',
    [
      ['keltner_upper_20_2', 'keltner(high, low, close, 20, 2).upper'],
      ['keltner_middle_20_2', 'keltner(high, low, close, 20, 2).middle'],
      ['keltner_lower_20_2', 'keltner(high, low, close, 20, 2).lower'],
    ],
    ({ high, low, close }) => {
      const { upper, middle, lower } = keltner(high, low, close, 20, 2);
      return [upper, middle, lower];
    },
  ),
  many(
    'donchian_20',
    'Donchian channel 20',
    'PRICE',
    'USD',
    [
      ['donchian_upper_20', 'donchian(high, low, 20).upper'],
      ['donchian_middle_20', 'donchian(high, low, 20).middle'],
      ['donchian_lower_20', 'donchian(high, low, 20).lower'],
    ],
    ({ high, low }) => {
      const { upper, middle, lower } = donchian(high, low, 20);
      return [upper, middle, lower];
    },
  ),
  many(
    'ichimoku_9_26_52',
    'Ichimoku 9, 26, 52',
    'PRICE',
    'USD',
    [
      ['ichimoku_conversion_9', 'ichimoku(high, low, 9, 26, 52).tenkan'],
      ['ichimoku_base_26', 'ichimoku(high, low, 9, 26, 52).kijun'],
      ['ichimoku_span_a', 'ichimoku(high, low, 9, 26, 52).senkou_a'],
      ['ichimoku_span_b_52', 'ichimoku(high, low, 9, 26, 52).senkou_b'],
    ],
    ({ high, low }) => {
      const { tenkan, kijun, senkouA, senkouB } = ichimoku(high, low, 9, 26, 52);
      return [tenkan, kijun, senkouA, senkouB];
    },
  ),
  one('parabolic_sar', 'Parabolic SAR', 'PRICE', 'USD', 'parabolic_sar(high, low, 0.02, 0.2)', ({ high, low }) =>
    parabolicSar(high, low, 0.02, 0.2),
  ),
  one(
    'super_trend_10_3',
    'SuperTrend 10, 3',
    'PRICE',
    'USD',
    'super_trend(high, low, close, 10, 3)',
    ({ high, low, close }) => superTrend(high, low, close, 10, 3).value,
  ),
  traded(
    'volume_sma_20',
    'Usual volume 20',
    'VOLUME',
    'shares',
    'sma(volume, 20)',
    ({ volume }) => volumeSma(volume, 20),
    ({ volume }) => smaAt(volume, 20),
  ),
];
