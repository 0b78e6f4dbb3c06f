export { DATABENTO, DatabentoHistory } from './databento-history.js';
export { barsOf, quotesOf, tradesOf } from './dbn-values.js';
