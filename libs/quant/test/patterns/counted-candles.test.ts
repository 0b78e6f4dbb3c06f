import { describe, expect, it } from 'vitest';
import * as q from '../../src/index.js';
import { candlesOf } from '../../src/patterns/candles/candle-signals.js';
import { distortedTextbook } from './distorted-textbook.js';
import { columnsOf } from './textbook-candles.js';

const candles = candlesOf(columnsOf(distortedTextbook()));

type Counts = [positive: number, negative: number, where: number];

/** How often a pattern is found with either sign, and at which bars: Σ signal / 20 × (bar mod 997). */
function countsOf(pattern: q.CandlePattern): Counts {
  const counts: Counts = [0, 0, 0];
  for (let bar = pattern.lookback; bar < candles.length; bar++) {
    const signal = pattern.signalAt(candles, bar);
    if (signal > 0) counts[0]++;
    if (signal < 0) counts[1]++;
    counts[2] += (signal / 20) * (bar % 997);
  }
  return counts;
}

/*
 * Counted with TA-Lib 0.8.1 (its C library) over the same bars; its ±80 of bodies that share an end are left out in the first
 * table, as the releases before 0.6 do.
 */
const COUNTS: readonly [id: string, ...Counts][] = [
  ['CDL2CROWS', 0, 18, -45225],
  ['CDL3BLACKCROWS', 0, 12, -29490],
  ['CDL3INSIDE', 19, 31, -68640],
  ['CDL3LINESTRIKE', 24, 23, -15665],
  ['CDL3OUTSIDE', 122, 35, 241425],
  ['CDL3STARSINSOUTH', 17, 0, 46280],
  ['CDL3WHITESOLDIERS', 23, 0, 38560],
  ['CDLABANDONEDBABY', 29, 27, -33040],
  ['CDLADVANCEBLOCK', 0, 35, -114135],
  ['CDLBELTHOLD', 778, 961, -441200],
  ['CDLBREAKAWAY', 18, 16, -20440],
  ['CDLCLOSINGMARUBOZU', 650, 735, -213570],
  ['CDLCONCEALBABYSWALL', 12, 0, 48300],
  ['CDLCOUNTERATTACK', 9, 8, -9295],
  ['CDLDARKCLOUDCOVER', 0, 17, -46900],
  ['CDLDOJI', 306, 0, 712410],
  ['CDLDOJISTAR', 40, 43, -22045],
  ['CDLDRAGONFLYDOJI', 44, 0, 100210],
  ['CDLENGULFING', 339, 99, 634265],
  ['CDLEVENINGDOJISTAR', 0, 27, -74225],
  ['CDLEVENINGSTAR', 0, 67, -170690],
  ['CDLGAPSIDESIDEWHITE', 9, 16, -920],
  ['CDLGRAVESTONEDOJI', 35, 0, 76865],
  ['CDLHAMMER', 55, 0, 127285],
  ['CDLHANGINGMAN', 0, 33, -124990],
  ['CDLHARAMI', 282, 283, -89155],
  ['CDLHARAMICROSS', 21, 24, -8685],
  ['CDLHIGHWAVE', 190, 84, 277065],
  ['CDLHIKKAKE', 277, 161, 370760],
  ['CDLHIKKAKEMOD', 54, 24, -14640],
  ['CDLHOMINGPIGEON', 58, 0, 135810],
  ['CDLIDENTICAL3CROWS', 0, 7, -5645],
  ['CDLINNECK', 0, 46, -107020],
  ['CDLINVERTEDHAMMER', 27, 0, 55240],
  ['CDLKICKING', 41, 11, 28980],
  ['CDLKICKINGBYLENGTH', 26, 26, -34030],
  ['CDLLADDERBOTTOM', 18, 0, 14625],
  ['CDLLONGLEGGEDDOJI', 306, 0, 712410],
  ['CDLLONGLINE', 2216, 2375, -339910],
  ['CDLMARUBOZU', 440, 560, -327745],
  ['CDLMATCHINGLOW', 347, 0, 815385],
  ['CDLMATHOLD', 14, 0, 54160],
  ['CDLMORNINGDOJISTAR', 29, 0, 41185],
  ['CDLMORNINGSTAR', 54, 0, 124400],
  ['CDLONNECK', 0, 35, -94785],
  ['CDLPIERCING', 17, 0, 20570],
  ['CDLRICKSHAWMAN', 246, 0, 569775],
  ['CDLRISEFALL3METHODS', 17, 17, -29640],
  ['CDLSEPARATINGLINES', 38, 19, 70505],
  ['CDLSHOOTINGSTAR', 0, 20, -43165],
  ['CDLSHORTLINE', 1185, 1141, 126265],
  ['CDLSPINNINGTOP', 306, 126, 462150],
  ['CDLSTALLEDPATTERN', 0, 17, -60865],
  ['CDLSTICKSANDWICH', 12, 0, 33950],
  ['CDLTAKURI', 44, 0, 100210],
  ['CDLTASUKIGAP', 17, 28, -31500],
  ['CDLTHRUSTING', 0, 73, -155080],
  ['CDLTRISTAR', 8, 10, -8895],
  ['CDLUNIQUE3RIVER', 20, 0, 31215],
  ['CDLUPSIDEGAP2CROWS', 0, 17, -68510],
  ['CDLXSIDEGAP3METHODS', 20, 21, -29735],
];

describe('the textbook drawn by an unsteady hand', () => {
  it.each(COUNTS)('has %s as often, and where, TA-Lib finds it', (id, ...counts) => {
    expect(countsOf(q.candlePattern(id))).toEqual(counts);
  });

  it.each<[pattern: q.CandlePattern, ...Counts]>([
    [q.morningStar(0.7), 12, 0, 30260],
    [q.morningDojiStar(0.65), 21, 0, 33445],
    [q.eveningStar(0.65), 0, 43, -109050],
    [q.eveningDojiStar(0.65), 0, 20, -54190],
    [q.abandonedBaby(0.65), 21, 20, -20745],
    [q.darkCloudCover(0.6), 0, 5, -15165],
    [q.matHold(0.1), 2, 0, 4930],
    [q.engulfing({ sharedEnds: 'MARKED' }), 559, 114, 1058485],
    [q.harami({ sharedEnds: 'MARKED' }), 943, 451, 828497],
    [q.haramiCross({ sharedEnds: 'MARKED' }), 21, 24, -8685],
  ])('and other penetrations and shared ends: $0.id', (pattern, ...counts) => {
    expect(countsOf(pattern)).toEqual(counts);
  });

  it('holds every pattern', () => {
    expect(COUNTS.map(([id]) => id)).toEqual(q.CANDLE_PATTERNS.map(({ id }) => id));
    expect(COUNTS.filter(([, positive, negative]) => positive + negative < 5)).toEqual([]);
  });
});
