import { type FactIndex, type Reading, reading } from '../../evidence/fact-index.js';

/** What the briefing says about one symbol's chart. An indicator still in its warm-up is undefined. */
export interface Chart {
  readonly close: Reading;
  readonly sma20: Reading | undefined;
  readonly sma50: Reading | undefined;
  readonly sma200: Reading | undefined;
  readonly ema9: Reading | undefined;
  readonly ema21: Reading | undefined;
  readonly atr: Reading | undefined;
  readonly rsi: Reading | undefined;
  readonly macd: Reading | undefined;
  readonly macdSignal: Reading | undefined;
  readonly macdHistogram: Reading | undefined;
  readonly percentB: Reading | undefined;
  readonly bandWidth: Reading | undefined;
  readonly volumeRatio: Reading | undefined;
  readonly return1: Reading | undefined;
  readonly return20: Reading | undefined;
  readonly atrPercentile: Reading | undefined;
  /** Below or at the close, nearest first. */
  readonly support: readonly Reading[];
  /** Above the close, nearest first. */
  readonly resistance: readonly Reading[];
  readonly regime: string | undefined;
}

/** Reads a symbol's chart; undefined when not even its price is known. */
export function readChart(index: FactIndex, symbol: string): Chart | undefined {
  const close = index.number(symbol, 'price.last');
  if (close === undefined) return undefined;
  const indicator = (name: string): Reading | undefined => index.number(symbol, `indicator.${name}`);
  return {
    close,
    sma20: indicator('sma_20'),
    sma50: indicator('sma_50'),
    sma200: indicator('sma_200'),
    ema9: indicator('ema_9'),
    ema21: indicator('ema_21'),
    atr: indicator('atr_14'),
    rsi: indicator('rsi_14'),
    macd: indicator('macd_12_26'),
    macdSignal: indicator('macd_signal_9'),
    macdHistogram: indicator('macd_histogram'),
    percentB: indicator('bollinger_percent_b_20_2'),
    bandWidth: indicator('bollinger_width_20_2'),
    volumeRatio: indicator('volume_ratio_20'),
    return1: indicator('return_1'),
    return20: indicator('return_20'),
    atrPercentile: reading(index.first(symbol, 'regime.atr_percentile')),
    support: index.numbers(symbol, 'level.support').sort((a, b) => b.value - a.value),
    resistance: index.numbers(symbol, 'level.resistance').sort((a, b) => a.value - b.value),
    regime: index.label(symbol, 'regime.label'),
  };
}

export type Trend = 'up' | 'down' | 'none';

/** Up when close and SMA 50 are above SMA 200 (SMA 20 and SMA 50 while SMA 200 warms up); down mirrored. */
export function trendOf(chart: Chart): Trend {
  const fast = chart.sma200 ? chart.sma50 : chart.sma20;
  const slow = chart.sma200 ?? chart.sma50;
  if (fast === undefined || slow === undefined) return 'none';
  if (fast.value > slow.value && chart.close.value > slow.value) return 'up';
  if (fast.value < slow.value && chart.close.value < slow.value) return 'down';
  return 'none';
}
