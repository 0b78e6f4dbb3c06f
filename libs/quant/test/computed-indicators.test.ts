import { describe, it } from 'vitest';
import * as q from '../src/index.js';
import { type Ends, expectEnds } from './expect-ends.js';
import { SIXTY_BARS } from './sixty-bars.js';

const { open, high, low, close, volume } = SIXTY_BARS;
const session = close.map((_, i) => Math.floor(i / 13));

const donchian = q.donchian(high, low, 20);
// Both averages have their first value at bar 19.
const keltnerOfTaLib = q.keltner(high, low, close, 20, 2, { price: 'typical', atrPeriod: 19 });
const risen = q.superTrend(high, low, close, 10, 0.5, { start: 'rise' });
const candles = q.heikinAshi(open, high, low, close);

/** First and last value of TA-Lib 0.8.1 (its C library) where releases before 0.8 have no such function. */
describe('values of functions that TA-Lib has since release 0.8', () => {
  it.each<Ends>([
    ['DONCHIAN upper', donchian.upper, 19, 126.25, 134],
    ['DONCHIAN middle', donchian.middle, 19, 112.375, 121.875],
    ['DONCHIAN lower', donchian.lower, 19, 98.5, 109.75],
    ['HMA', q.hma(close, 16), 18, 115.727655229, 124.937949346],
    ['CMF', q.chaikinMoneyFlow(high, low, close, volume, 20), 19, -0.144870629739, -0.208337326213],
    ['RMA', q.rma(close, 10), 9, 109.925, 122.427978617],
    ['VWMA', q.vwma(close, volume, 20), 19, 112.134069401, 121.647515528],
    ['KC upper', keltnerOfTaLib.upper, 19, 136.292763158, 144.517809147],
    ['KC middle', keltnerOfTaLib.middle, 19, 111.6875, 121.827279443],
    ['KC lower', keltnerOfTaLib.lower, 19, 87.0822368421, 99.1367497392],
    ['SUPERTREND', risen.value, 10, 102.0375, 121.688503753],
    ['SUPERTREND direction', risen.direction, 10, 1, 1],
    ['HA open', candles.open, 0, 100, 123.310980616],
    ['HA high', candles.high, 0, 100, 134],
    ['HA low', candles.low, 0, 100, 120.5],
    ['HA close', candles.close, 0, 100, 127.1875],
  ])('of %s', expectEnds);
});

const ichimoku = q.ichimoku(high, low, 9, 13, 26, 13);
const kdj = q.kdj(high, low, close, 9, 3, 3);
const keltner = q.keltner(high, low, close, 20, 2, { atrPeriod: 10 });
const keltnerOfBook = q.keltner(high, low, close, 20, 1.5, { average: 'sma' });
const macd = q.macd(close, 12, 26, 9, { seed: 'first' });

/** First and last value of the published formulas written out in NumPy 2 and pandas 3, window by window. */
describe('values of formulas that TA-Lib has not, worked out apart', () => {
  it.each<Ends>([
    ['volatility close to close', q.closeToCloseVolatility(close, 20, 252), 20, 1.69389570949, 1.4584547526],
    ['volatility after Parkinson', q.parkinsonVolatility(high, low, 20, 252), 19, 1.06168453732, 0.919088077178],
    [
      'volatility after Garman and Klass',
      q.garmanKlassVolatility(open, high, low, close, 20, 252),
      19,
      0.727383145216,
      0.624194693963,
    ],
    [
      'volatility after Yang and Zhang',
      q.yangZhangVolatility(open, high, low, close, 20, 252),
      20,
      0.771161874399,
      0.659469347566,
    ],
    ['volatility scale', q.volatilityScale(close), 20, 0.0885532675709, 0.102848579795],
    ['z-score', q.zScore(close, 20), 19, 0.367326738611, 1.63494061796],
    ['percentile rank', q.percentileRankLine(close, 20), 20, 30, 100],
    ['simple return', q.simpleReturnLine(close, 5), 5, -0.0075, 0.0210727969349],
    ['logarithmic return', q.logReturnLine(close, 5), 5, -0.00752826642079, 0.0208538362832],
    ['%B', q.bollingerPercentB(close, 20, 2), 19, 0.594217320489, 0.919353420243],
    ['band width', q.bollingerWidth(close, 20, 2), 19, 0.263033562756, 0.222030157213],
    ['price by volume in sessions of 13 bars', q.vwap(high, low, close, volume, session), 0, 100, 123.571236559],
    ['conversion line', ichimoku.tenkan, 8, 109.25, 123.25],
    ['base line', ichimoku.kijun, 12, 109.375, 122.125],
    ['leading span A', ichimoku.senkouA, 25, 109.375, 119.5625],
    ['leading span B', ichimoku.senkouB, 38, 112.375, 117.75],
    ['KDJ %K', kdj.k, 8, 200 / 3, 68.212568901],
    ['KDJ %D', kdj.d, 8, 500 / 9, 59.4266527199],
    ['KDJ %J', kdj.j, 8, 800 / 9, 85.7844012632],
    ["Connors' RSI", q.connorsRsi(close, 3, 2, 20), 21, 72.5316207913, 65.4471999852],
    ['channel of exponential averages, upper', keltner.upper, 19, 137.194650884, 144.500970217],
    ['channel of exponential averages, middle', keltner.middle, 19, 111.975, 122.25498523],
    ['channel of exponential averages, lower', keltner.lower, 19, 86.7553491163, 100.009000244],
    ['channel of plain averages, upper', keltnerOfBook.upper, 20, 130.258333333, 138.758333333],
    ['channel of plain averages, middle', keltnerOfBook.middle, 20, 112.183333333, 121.733333333],
    ['channel of plain averages, lower', keltnerOfBook.lower, 20, 94.1083333333, 104.708333333],
    ['average volume', q.volumeSma(volume, 20), 19, 1585, 1610],
    ['EMA from the first value', q.ema(close, 10, { seed: 'first' }), 9, 109.947201122, 124.180186522],
    ['ATR from the first bar', q.atr(high, low, close, 14, { firstBar: 'high-low' }), 13, 11.2142857143, 11.2110148653],
    ['MACD from the first value', macd.line, 25, 1.83393328667, 2.36529305473],
    ['MACD signal from the first value', macd.signal, 33, 2.00048826471, 1.79826757509],
  ])('of the %s', expectEnds);
});
