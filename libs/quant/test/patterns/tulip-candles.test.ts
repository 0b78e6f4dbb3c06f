import { describe, expect, it } from 'vitest';
import { candlePattern, candleSignals, lineAt } from '../../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT } from '../golden.js';
import { type TulipCase, tulipCases } from './tulip-candles.js';

/** Tulip's pattern as TA-Lib has it, and the sign of its signal where Tulip tells the two directions apart. */
const COUNTERPARTS: Readonly<Record<string, readonly [id: string, sign?: 1 | -1]>> = {
  doji: ['CDLDOJI'],
  dragonfly_doji: ['CDLDRAGONFLYDOJI'],
  long_legged_doji: ['CDLLONGLEGGEDDOJI'],
  gravestone_doji: ['CDLGRAVESTONEDOJI'],
  marubozu: ['CDLMARUBOZU'],
  white_marubozu: ['CDLMARUBOZU', 1],
  black_marubozu: ['CDLMARUBOZU', -1],
  big_white_candle: ['CDLLONGLINE', 1],
  big_black_candle: ['CDLLONGLINE', -1],
  engulfing_bull: ['CDLENGULFING', 1],
  engulfing_bear: ['CDLENGULFING', -1],
  three_white_soldiers: ['CDL3WHITESOLDIERS', 1],
  three_black_crows: ['CDL3BLACKCROWS', -1],
  spinning_top: ['CDLSPINNINGTOP'],
  evening_star: ['CDLEVENINGSTAR', -1],
  evening_doji_star: ['CDLEVENINGDOJISTAR', -1],
  abandoned_baby_bear: ['CDLABANDONEDBABY', -1],
  abandoned_baby_bull: ['CDLABANDONEDBABY', 1],
  morning_star: ['CDLMORNINGSTAR', 1],
  morning_doji_star: ['CDLMORNINGDOJISTAR', 1],
  hammer: ['CDLHAMMER', 1],
  hanging_man: ['CDLHANGINGMAN', -1],
  inverted_hammer: ['CDLINVERTEDHAMMER', 1],
};

/** Names of Tulip that TA-Lib has no pattern for: any body that gaps, and a doji without a range. */
const WITHOUT_COUNTERPART = ['star', 'four_price_doji'];

/** Where the two definitions disagree: charts and bars that Tulip finds a pattern at and TA-Lib does not. */
const STRICTER: readonly { name: string; chart: number; why: string }[] = [
  { name: 'big_white_candle', chart: 3, why: 'TA-Lib asks a long line for short shadows' },
  { name: 'big_white_candle', chart: 4, why: 'TA-Lib asks a long line for short shadows' },
  { name: 'morning_star', chart: 5, why: 'TA-Lib asks the third body to be longer than the mean' },
  { name: 'morning_doji_star', chart: 5, why: 'TA-Lib asks the third body to be longer than the mean' },
  { name: 'abandoned_baby_bull', chart: 5, why: 'TA-Lib asks the third body to be longer than the mean' },
  { name: 'morning_star', chart: 6, why: 'TA-Lib asks the third body to be longer than the mean' },
];

function isFound({ name, bar, columns }: TulipCase): boolean {
  const [id, sign] = COUNTERPARTS[name] ?? [''];
  const signal = lineAt(candleSignals(candlePattern(id), columns), bar) ?? 0;
  return sign === undefined ? signal !== 0 : signal * sign > 0;
}

const CASES = GOLDEN_PRESENT ? tulipCases() : [];
const isStricter = ({ name, chart, present }: TulipCase): boolean =>
  present && STRICTER.some((known) => known.name === name && known.chart === chart);

describe.skipIf(!GOLDEN_PRESENT)(`candlestick patterns of TulipCharts/tulipindicators${GOLDEN_NOTE}`, () => {
  const comparable = CASES.filter(({ name }) => !WITHOUT_COUNTERPART.includes(name));

  it.each(comparable.filter((it) => !isStricter(it)))('chart $chart, $name at bar $bar: $present', (claim) => {
    expect(isFound(claim)).toBe(claim.present);
  });

  it('are missed only where TA-Lib asks for more', () => {
    const missed = comparable.filter((claim) => isFound(claim) !== claim.present);
    expect(missed.map(({ name, chart }) => [name, chart])).toEqual(STRICTER.map(({ name, chart }) => [name, chart]));
    expect(comparable.length).toBeGreaterThan(45);
  });
});
