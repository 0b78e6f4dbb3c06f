import { describe, expect, it } from 'vitest';
import * as q from '../src/index.js';
import { type Line, lastOf } from '../src/index.js';
import { type Ends, expectEnds } from './expect-ends.js';
import { SIXTY_BARS } from './sixty-bars.js';

/*
 * What TA-Lib 0.8.1 (its C library, unstable period 0, default compatibility) computes from sixty bars, printed to twelve
 * digits: the first and the last value of each function, and the bar of the first.
 */
const { high, low, close, volume } = SIXTY_BARS;

const macd = q.macd(close, 12, 26, 9);
const appel = q.macd(close, 12, 26, 9, { factors: { fast: 0.15, slow: 0.075 } });
const bands = q.bollinger(close, 20, 2);
const di = q.directionalIndicators(high, low, close, 14);
const dm = q.directionalMovement(high, low, 14);
const slow = q.stochastic(high, low, close, 5, 3, 3);
const fast = q.fastStochastic(high, low, close, 5, 3);
const ofRsi = q.stochasticRsi(close, 14, 5, 1, 3);
const aroon = q.aroon(high, low, 14);

describe('values published with TA-Lib', () => {
  it.each<Ends>([
    ['SMA', q.sma(close, 10), 9, 109.925, 122.975],
    ['EMA', q.ema(close, 10), 9, 109.925, 124.180185548],
    ['WMA', q.wma(close, 10), 9, 111.427272727, 124.509090909],
    ['DEMA', q.dema(close, 10), 18, 118.035772684, 126.574242375],
    ['TEMA', q.tema(close, 10), 27, 116.303394176, 127.750575011],
    ['KAMA', q.kama(close, 10), 10, 112.687567053, 114.495260779],
    ['RSI', q.rsi(close, 14), 14, 55.0819672131, 54.587404331],
    ['TRIX', q.trix(close, 5), 13, 0.56320891228, 0.476315521945],
    ['ROC', q.roc(close, 10), 10, 2, 1.52380952381],
    ['MOM', q.momentum(close, 10), 10, 2, 2],
    ['MACD signal', macd.signal, 33, 1.85358138996, 1.71436517026],
    ['MACD histogram', macd.histogram, 33, -0.56895509865, 0.590241535069],
    ['MACDFIX signal', appel.signal, 33, 1.82084921448, 1.6357752104],
    ['MACDFIX histogram', appel.histogram, 33, -0.555201352438, 0.552402070705],
    ['BBANDS upper', bands.upper, 19, 126.701591595, 135.432738082],
    ['BBANDS middle', bands.middle, 19, 111.975, 121.9],
    ['BBANDS lower', bands.lower, 19, 97.2484084052, 108.367261918],
    ['TRANGE', q.trueRange(high, low, close), 1, 13.25, 13.5],
    ['ATR', q.atr(high, low, close, 14), 14, 11.8035714286, 11.2395469057],
    ['NATR', q.natr(high, low, close, 14), 14, 10.2195423624, 8.43493201176],
    ['ADX', q.adx(high, low, close, 14), 27, 17.5380169108, 8.97509667154],
    ['ADXR', q.adxr(high, low, close, 14), 40, 14.9945935001, 9.90310538627],
    ['DX', q.dx(high, low, close, 14), 14, 30.8241401687, 15.3797598419],
    ['PLUS_DI', di.plus, 14, 23.3712033387, 21.109387118],
    ['MINUS_DI', di.minus, 14, 12.3579874797, 15.4817570254],
    ['PLUS_DM', dm.plus, 13, 38.5, 33.132071389],
    ['MINUS_DM', dm.minus, 13, 20.5, 24.2992691414],
    ['STOCH %D', slow.d, 8, 56.2279202279, 55.759449518],
    ['STOCHF %D', fast.d, 6, 47.3162393162, 71.0625],
    ['STOCHRSI %D', ofRsi.d, 20, 44.4073318487, 70.8307050467],
    ['CCI', q.cci(high, low, close, 14), 13, 127.895767435, 129.447852761],
    ['WILLR', q.williamsR(high, low, close, 14), 13, -1.02040816327, -3.09278350515],
    ['MFI', q.mfi(high, low, close, volume, 14), 14, 55.5151725126, 41.2803999791],
    ['AROON up', aroon.up, 14, 100, 100],
    ['AROON down', aroon.down, 14, 42.8571428571, 7.14285714286],
    ['AROONOSC', aroon.oscillator, 14, 57.1428571429, 92.8571428571],
    ['SAR', q.parabolicSar(high, low, 0.02, 0.2), 1, 112.5, 115.75],
    ['OBV', q.obv(close, volume), 0, 1000, -20_000],
    ['AD', q.accumulationDistribution(high, low, close, volume), 0, 0, -17_517.931197],
    ['ADOSC', q.chaikinOscillator(high, low, close, volume, 3, 10), 9, -374.110433827, -865.509031165],
    ['ULTOSC', q.ultimateOscillator(high, low, close, 7, 14, 28), 28, 44.003084757, 55.3215938789],
  ])('of %s', expectEnds);

  // TA-Lib hides these until the slower line begins; here they are given as soon as they exist.
  it.each<[name: string, line: Line, offset: number, hiddenUntil: number, first: number, last: number]>([
    ['MACD', macd.line, 25, 33, 1.28462629131, 2.30460670533],
    ['MACDFIX', appel.line, 25, 33, 1.26564786204, 2.1881772811],
    ['STOCH %K', slow.k, 6, 8, 77.3504273504, 71.0625],
    ['STOCHF %K', fast.k, 4, 6, 84.6153846154, 96],
    ['STOCHRSI %K', ofRsi.k, 18, 20, 0, 100],
  ])('of %s, earlier', (_name, line, offset, hiddenUntil, first, last) => {
    expect(line.offset).toBe(offset);
    expect(line.values[hiddenUntil - offset]).toBeCloseTo(first, 8);
    expect(lastOf(line)).toBeCloseTo(last, 8);
  });
});

describe('values worked out by hand', () => {
  it("of Hull's average: WMA(2) of 2·WMA(2) − WMA(4)", () => {
    const [first, second] = q.hma([1, 2, 3, 4, 6.5, 5.25], 4).values;
    const weighted = (a: number, b: number) => (a + 2 * b) / 3;
    const wma4 = [(1 + 4 + 9 + 16) / 10, (2 + 6 + 12 + 26) / 10, (3 + 8 + 19.5 + 21) / 10];
    const raw = [weighted(3, 4), weighted(4, 6.5), weighted(6.5, 5.25)].map((value, k) => 2 * value - (wma4[k] ?? 0));
    expect(first).toBeCloseTo(weighted(raw[0] ?? 0, raw[1] ?? 0), 12);
    expect(second).toBeCloseTo(weighted(raw[1] ?? 0, raw[2] ?? 0), 12);
  });

  it('of KDJ, begun at 50', () => {
    // Raw %K 75 with K and D before at 50: K = 50 + 25 / 3, D = 50 + 25 / 9, J = 3K − 2D.
    const { k, d, j } = q.kdj([12, 14], [10, 10], [11, 13], 2);
    expect([lastOf(k), lastOf(d), lastOf(j)].map((value) => value?.toFixed(9))).toEqual([
      (50 + 25 / 3).toFixed(9),
      (50 + 25 / 9).toFixed(9),
      (50 + 25 - 50 / 9).toFixed(9),
    ]);
    // A range of 0 moves nothing.
    expect(lastOf(q.kdj([5, 5], [5, 5], [5, 5], 2).k)).toBe(50);
  });

  it('of a price weighted by volume, afresh every session', () => {
    const line = q.vwap([10, 20, 40, 50], [10, 20, 40, 50], [10, 20, 40, 50], [0, 300, 100, 300], [1, 1, 2, 2]);
    // Nothing traded at first: the price itself.
    expect([...line.values]).toEqual([10, 20, 40, 47.5]);
  });

  it('of money flow: 1 at the high, −1 at the low, weighted by volume', () => {
    expect(lastOf(q.chaikinMoneyFlow([2, 2], [1, 1], [2, 1], [300, 100], 2))).toBe(0.5);
    expect(lastOf(q.chaikinMoneyFlow([2, 2], [1, 1], [2, 1], [0, 0], 2))).toBe(0);
  });

  it('of a channel around the average of closes', () => {
    // Closes 10, 12, 14 of bars that reach one up and down: true ranges 3 and 3, EMA(2) 13 after 11 and 13.
    const { upper, middle, lower } = q.keltner([11, 13, 15], [9, 11, 13], [10, 12, 14], 2, 2);
    expect([lastOf(upper), lastOf(middle), lastOf(lower)]).toEqual([19, 13, 7]);
  });

  it('of volatility from highs and lows', () => {
    const e = Math.E;
    // ln(high / low) is 1 on every bar.
    expect(lastOf(q.parkinsonVolatility([e, e], [1, 1], 2, 4))).toBeCloseTo(Math.sqrt(4 / (4 * Math.LN2)), 12);
    expect(lastOf(q.garmanKlassVolatility([1, 1], [e, e], [1, 1], [e, 1], 2, 1))).toBeCloseTo(
      Math.sqrt((0.5 - (2 * Math.LN2 - 1) + 0.5) / 2),
      12,
    );
  });

  it('of volatility with gaps', () => {
    // Gaps ln 1 and ln e², bodies ln e and ln 1/e, no drift-free range beyond the bodies.
    const [e, e2] = [Math.E, Math.E ** 2];
    const line = q.yangZhangVolatility([1, 1, e * e2], [1, e, e * e2], [1, 1, e2], [1, e, e2], 2, 1);
    const k = 0.34 / (1.34 + 3);
    // Sample variances of two values a, b are (a − b)² / 2: gaps 2, bodies 2; Rogers–Satchell 0 on both bars.
    expect(lastOf(line)).toBeCloseTo(Math.sqrt(2 + k * 2), 12);
  });

  it('of standing among others', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32.
    expect(lastOf(q.zScore([2, 4, 4, 4, 5, 5, 7, 9], 8))).toBeCloseTo(4 / Math.sqrt(32 / 7), 12);
    expect(lastOf(q.zScore([3, 3, 3], 3))).toBe(0);
    expect([...q.percentileRankLine([1, 2, 3, 2, 9], 3).values]).toEqual([50, 100]);
  });

  it('of the factor that brings a position to its target volatility', () => {
    const calm = Array.from({ length: 30 }, (_, i) => 100 * 1.001 ** i);
    // No deviation at all: the floor of 1 % would ask for fifteen times, and the cap allows three.
    expect(lastOf(q.volatilityScale(calm))).toBe(3);
    // Returns of 0.1 up and down in turn: mean 0, sample variance 4 · 0.01 / 3.
    const above = 100 * Math.exp(0.1);
    const volatility = Math.sqrt(0.04 / 3) * Math.sqrt(252);
    expect(lastOf(q.volatilityScale([100, above, 100, above, 100], { period: 4 }))).toBeCloseTo(0.15 / volatility, 12);
  });

  it('of returns over two bars', () => {
    expect([...q.simpleReturnLine([100, 50, 110], 2).values][0]).toBeCloseTo(0.1, 12);
    expect([...q.logReturnLine([1, 5, Math.E], 2).values]).toEqual([1]);
  });
});

describe('where nothing can be divided by', () => {
  const flat = [7, 7, 7, 7, 7, 7, 7, 7];
  const none = flat.map(() => 0);
  it.each<[story: string, value: number | undefined, expected: number]>([
    ['strength of a series that stands still', lastOf(q.rsi(flat, 3)), 50],
    ['stochastic of bars without range', lastOf(q.stochastic(flat, flat, flat, 3, 1, 1).k), 0],
    ['Williams %R of bars without range', lastOf(q.williamsR(flat, flat, flat, 3)), 0],
    ['CCI of prices that do not deviate', lastOf(q.cci(flat, flat, flat, 3)), 0],
    ['ADX without movement', lastOf(q.adx(flat, flat, flat, 3)), 0],
    ['money flow index without flow', lastOf(q.mfi(flat, flat, flat, none, 3)), 0],
    ['KAMA of a series that stands still', lastOf(q.kama(flat, 3)), 7],
    ['ultimate oscillator without range', lastOf(q.ultimateOscillator(flat, flat, flat, 1, 2, 3)), 0],
    ['average by volume when nothing trades', lastOf(q.vwma(flat, none, 3)), 7],
    ['%B of bands that coincide', lastOf(q.bollingerPercentB(flat, 3)), 0.5],
    ['rate of change from nothing', lastOf(q.roc([0, 5], 1)), 0],
  ])('%s', (_story, value, expected) => {
    expect(value).toBe(expected);
  });
});
