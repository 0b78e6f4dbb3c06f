// What technicals and regime say of a symbol: indicators, levels, patterns and the regime over 120 bars, for 500 symbols.
import { classifyRegime } from '../../libs/quant/dist/index.js';
import { DESCRIBED } from '../../services/technicals/dist/app/indicators/indicator-table.js';
import { indicatorValues } from '../../services/technicals/dist/app/indicators/indicator-values.js';
import { nearbyLevels } from '../../services/technicals/dist/app/levels.js';
import { candlesAt } from '../../services/technicals/dist/app/patterns/candles-at.js';
import { activeShapes } from '../../services/technicals/dist/app/patterns/shapes.js';
import { randomBars } from './random-bars.mjs';

const BARS = 120;
const MANY = 500;
const FEW = 10;

/** Ten charts fifty times over, each with bars of its own, so that few symbols and many are the same work. */
const universe = Array.from({ length: MANY }, (_, symbol) => {
  const { open, high, low, close, volume } = randomBars(BARS, 1 + (symbol % FEW));
  return {
    open: Float64Array.from(open),
    high: Float64Array.from(high),
    low: Float64Array.from(low),
    close: Float64Array.from(close),
    volume: Float64Array.from(volume),
    periodsPerYear: 252,
    sessions: () => Float64Array.from(close.keys()),
  };
});

/** One symbol at its newest bar, with the functions that the services call. */
function snapshot(columns) {
  const { high, low, close } = columns;
  return {
    indicators: indicatorValues(DESCRIBED, columns),
    levels: nearbyLevels(columns),
    candles: candlesAt(columns, close.length - 1),
    shapes: activeShapes(columns),
    regime: classifyRegime(high, low, close),
  };
}

function snapshots(count) {
  const found = [];
  for (let symbol = 0; symbol < count; symbol++) found.push(snapshot(universe[symbol]));
  if (found.some(({ indicators, regime }) => indicators.length < 20 || regime === undefined)) {
    throw new Error('a snapshot is not complete');
  }
  return found;
}

/** A universe of ten, fifty times: it takes as long as one of five hundred if a symbol costs the same in both. */
function smallUniverse() {
  let found;
  for (let run = 0; run < MANY / FEW; run++) found = snapshots(FEW);
  return found;
}

/** The same word on the same chart, whatever the universe. */
function check(ours, theirs) {
  const text = (list) => JSON.stringify(list.slice(-FEW));
  if (text(ours) !== text(theirs)) throw new Error('a chart is described otherwise among many');
}

export const rows = [
  {
    name: 'snapshot, 500 symbols: indicators, patterns, levels, regime',
    unit: 'symbols',
    size: MANY,
    ours: () => snapshots(MANY),
    // Its time in units of ours: the cost of a symbol among 10 over that of one among 500.
    peers: { '10 symbols, 50 times': smallUniverse },
    check,
    reach: { seconds: 2 },
  },
];
