import type { Drawing } from './textbook-candles.js';

/** Drawings of patterns of one bar. */
export const ONE_BAR: readonly Drawing[] = [
  ['CDLDOJI', 100, [[50, 51, 49, 50.1]]],
  ['CDLDRAGONFLYDOJI', 100, [[50, 50.1, 48, 50.05]]],
  ['CDLGRAVESTONEDOJI', 100, [[50, 52, 49.95, 50.05]]],
  ['CDLLONGLEGGEDDOJI', 100, [[50, 51, 49, 50.1]]],
  ['CDLRICKSHAWMAN', 100, [[50, 51, 49, 50.1]]],
  ['CDLTAKURI', 100, [[50, 50.1, 48, 50.05]]],
  ['CDLLONGLINE', 100, [[50, 53.1, 49.9, 53]]],
  ['CDLLONGLINE', -100, [[53, 53.1, 49.9, 50]]],
  ['CDLSHORTLINE', 100, [[50, 50.6, 49.9, 50.5]]],
  ['CDLSHORTLINE', -100, [[50.5, 50.6, 49.9, 50]]],
  ['CDLMARUBOZU', 100, [[50, 53, 50, 53]]],
  ['CDLMARUBOZU', -100, [[53, 53, 50, 50]]],
  ['CDLCLOSINGMARUBOZU', 100, [[50, 53, 49, 53]]],
  ['CDLCLOSINGMARUBOZU', -100, [[53, 54, 50, 50]]],
  ['CDLBELTHOLD', 100, [[50, 54, 50, 53]]],
  ['CDLBELTHOLD', -100, [[53, 53, 49, 50]]],
  ['CDLSPINNINGTOP', 100, [[50, 51.3, 49.3, 50.5]]],
  ['CDLSPINNINGTOP', -100, [[50.5, 51.3, 49.3, 50]]],
  ['CDLHIGHWAVE', 100, [[50, 52, 48.5, 50.5]]],
  ['CDLHIGHWAVE', -100, [[50.5, 52, 48.5, 50]]],
  ['CDLHAMMER', 100, [[49, 49.5, 47, 49.5]]],
  ['CDLHANGINGMAN', -100, [[52, 52.5, 50, 52.5]]],
  ['CDLINVERTEDHAMMER', 100, [[49, 51, 49, 49.5]]],
  ['CDLSHOOTINGSTAR', -100, [[52, 54, 52, 52.5]]],
];
