// Each indicator over 100,000 bars beside the JavaScript libraries of the field, all of them given plain arrays.
import { createRequire } from 'node:module';
import ixjb from '@ixjb94/indicators';
import * as indicatorts from 'indicatorts';
import * as technical from 'technicalindicators';
import * as signals from 'trading-signals';
import * as quant from '../../libs/quant/dist/index.js';
import { requireSameEnd } from './measure.mjs';
import { randomBars } from './random-bars.mjs';

const SIZE = 100_000;
/** Bars whose results are compared: all but the first, where averages that began differently have not met yet. */
const COMPARED = SIZE - 2_000;

const { high, low, close } = randomBars(SIZE);
const candles = close.map((value, i) => ({ high: high[i], low: low[i], close: value }));
const sync = new ixjb.IndicatorsSync();
const tulip = loadTulip();

/**
 * Tulip's C library through its native binding, where somebody has put it: `npm install --no-save tulind`. It is no
 * dependency of this project, because it has to be compiled wherever it is installed.
 */
function loadTulip() {
  try {
    return createRequire(import.meta.url)('tulind').indicators;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return 'is not installed (npm install --no-save tulind)';
    return `does not load: ${error.message.replaceAll('\n', ' ')}`;
  }
}

/** The binding answers through a callback, before it returns. */
function tulipRun(name, inputs, options) {
  if (typeof tulip === 'string') return tulip;
  return () => {
    let out;
    tulip[name].indicator(inputs, options, (error, results) => {
      if (error) throw error;
      out = results;
    });
    return out;
  };
}

/** A streaming indicator of trading-signals over a whole series. */
function signalsRun(make, inputs) {
  return () => {
    const indicator = make();
    const out = [];
    for (const input of inputs) {
      const value = indicator.add(input);
      if (value !== null) out.push(value);
    }
    return out;
  };
}

const same = (ours, theirs) => requireSameEnd(ours.values, theirs, COMPARED);
/** Compares several lines with the columns of a peer, each taken out of its result. */
const sameColumns = (lines, columns) => {
  for (const [k, line] of lines.entries()) requireSameEnd(line.values, columns[k], COMPARED);
};
const pick = (rows, key) => rows.map((row) => row[key]);

/** Tulip takes Appel's factors for the periods 12 and 26, as TA-Lib's MACDFIX does. */
const appel = quant.macd(close, 12, 26, 9, { factors: { fast: 0.15, slow: 0.075 } });
const macdColumns = {
  'trading-signals': (out) => [pick(out, 'macd'), pick(out, 'signal'), pick(out, 'histogram')],
  technicalindicators: (out) => [pick(out, 'MACD'), pick(out, 'signal'), pick(out, 'histogram')],
  indicatorts: (out) => [out.macdLine, out.signalLine],
};
const bandColumns = {
  'trading-signals': (out) => [pick(out, 'lower'), pick(out, 'middle'), pick(out, 'upper')],
  technicalindicators: (out) => [pick(out, 'lower'), pick(out, 'middle'), pick(out, 'upper')],
  indicatorts: (out) => [out.lower, out.middle, out.upper],
};

export const rows = [
  {
    name: 'SMA 20',
    ours: () => quant.sma(close, 20),
    peers: {
      indicatorts: () => indicatorts.sma(close, { period: 20 }),
      'trading-signals': signalsRun(() => new signals.SMA(20), close),
      technicalindicators: () => technical.SMA.calculate({ period: 20, values: close }),
      '@ixjb94/indicators': () => sync.sma(close, 20),
      tulind: tulipRun('sma', [close], [20]),
    },
    check: (ours, theirs, peer) => same(ours, peer === 'tulind' ? theirs[0] : theirs),
  },
  {
    name: 'EMA 20',
    ours: () => quant.ema(close, 20),
    peers: {
      indicatorts: () => indicatorts.ema(close, { period: 20 }),
      'trading-signals': signalsRun(() => new signals.EMA(20), close),
      technicalindicators: () => technical.EMA.calculate({ period: 20, values: close }),
      '@ixjb94/indicators': () => sync.ema(close, 20),
      tulind: tulipRun('ema', [close], [20]),
    },
    check: (ours, theirs, peer) => same(ours, peer === 'tulind' ? theirs[0] : theirs),
  },
  {
    name: 'RSI 14',
    ours: () => quant.rsi(close, 14),
    peers: {
      indicatorts: () => indicatorts.rsi(close, { period: 14 }),
      'trading-signals': signalsRun(() => new signals.RSI(14, signals.WSMA), close),
      technicalindicators: () => technical.RSI.calculate({ period: 14, values: close }),
      '@ixjb94/indicators': () => sync.rsi(close, 14),
      tulind: tulipRun('rsi', [close], [14]),
    },
    check: (ours, theirs, peer) =>
      // technicalindicators rounds to two decimals.
      requireSameEnd(
        ours.values,
        peer === 'tulind' ? theirs[0] : theirs,
        COMPARED,
        peer === 'technicalindicators' ? 0.006 : 1e-9,
      ),
  },
  {
    name: 'MACD 12 26 9',
    ours: () => quant.macd(close, 12, 26, 9),
    peers: {
      indicatorts: () => indicatorts.macd(close, { fast: 12, slow: 26, signal: 9 }),
      'trading-signals': signalsRun(
        () => new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9)),
        close,
      ),
      technicalindicators: () =>
        technical.MACD.calculate({
          values: close,
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        }),
      '@ixjb94/indicators': () => sync.macd(close, 12, 26, 9),
      tulind: tulipRun('macd', [close], [12, 26, 9]),
    },
    check: (ours, theirs, peer) => {
      const columns = macdColumns[peer];
      const { line, signal, histogram } = peer === 'tulind' ? appel : ours;
      const found = columns === undefined ? theirs : columns(theirs);
      sameColumns([line, signal, histogram].slice(0, found.length), found);
    },
  },
  {
    name: 'Bollinger 20 2',
    ours: () => quant.bollinger(close, 20, 2),
    peers: {
      indicatorts: () => indicatorts.bb(close, { period: 20 }),
      'trading-signals': signalsRun(() => new signals.BollingerBands(20, 2), close),
      technicalindicators: () => technical.BollingerBands.calculate({ period: 20, values: close, stdDev: 2 }),
      '@ixjb94/indicators': () => sync.bbands(close, 20, 2),
      tulind: tulipRun('bbands', [close], [20, 2]),
    },
    check: (ours, theirs, peer) => {
      const found = bandColumns[peer]?.(theirs) ?? theirs;
      const lines = [ours.lower, ours.middle, ours.upper];
      // Running sums of squares lose half of their digits at price levels.
      for (const [k, line] of lines.entries()) requireSameEnd(line.values, found[k], COMPARED, 1e-7);
    },
  },
  {
    name: 'ATR 14',
    ours: () => quant.atr(high, low, close, 14),
    peers: {
      indicatorts: 'averages true ranges plainly, not as Wilder',
      'trading-signals': signalsRun(() => new signals.ATR(14), candles),
      technicalindicators: () => technical.ATR.calculate({ period: 14, high, low, close }),
      '@ixjb94/indicators': () => sync.atr(high, low, close, 14),
      tulind: tulipRun('atr', [high, low, close], [14]),
    },
    check: (ours, theirs, peer) => same(ours, peer === 'tulind' ? theirs[0] : theirs),
  },
  {
    name: 'ADX 14',
    ours: () => quant.adx(high, low, close, 14),
    peers: {
      indicatorts: 'has no ADX',
      'trading-signals': signalsRun(() => new signals.ADX(14), candles),
      technicalindicators: () => technical.ADX.calculate({ period: 14, high, low, close }),
      '@ixjb94/indicators': () => sync.adx(high, low, 14),
      tulind: tulipRun('adx', [high, low, close], [14]),
    },
    check: (ours, theirs, peer) =>
      same(ours, peer === 'tulind' ? theirs[0] : peer === 'technicalindicators' ? pick(theirs, 'adx') : theirs),
  },
  {
    name: 'Stochastic 14 3 3',
    ours: () => quant.stochastic(high, low, close, 14, 3, 3),
    peers: {
      indicatorts: 'has no smoothed %K',
      'trading-signals': signalsRun(
        () => new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
        candles,
      ),
      technicalindicators: 'has no smoothed %K',
      '@ixjb94/indicators': () => sync.stoch(high, low, close, 14, 3, 3),
      tulind: tulipRun('stoch', [high, low, close], [14, 3, 3]),
    },
    check: (ours, theirs, peer) =>
      sameColumns(
        [ours.k, ours.d],
        peer === 'trading-signals' ? [pick(theirs, 'stochK'), pick(theirs, 'stochD')] : theirs,
      ),
  },
  {
    name: 'Stochastic 14 1 3',
    ours: () => quant.fastStochastic(high, low, close, 14, 3),
    peers: {
      indicatorts: () => indicatorts.stoch(high, low, close, { kPeriod: 14, dPeriod: 3 }),
      technicalindicators: () => technical.Stochastic.calculate({ period: 14, signalPeriod: 3, high, low, close }),
      '@ixjb94/indicators': () => sync.stoch(high, low, close, 14, 1, 3),
      tulind: tulipRun('stoch', [high, low, close], [14, 1, 3]),
    },
    check: (ours, theirs) => {
      const found = Array.isArray(theirs[0])
        ? theirs
        : theirs.k
          ? [theirs.k, theirs.d]
          : [pick(theirs, 'k'), pick(theirs, 'd')];
      sameColumns([ours.k, ours.d], found);
    },
  },
].map((row) => ({ unit: 'closes', size: SIZE, reach: { ratio: 1 }, ...row }));
