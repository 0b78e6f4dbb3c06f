export { FRED, FredSeries } from './fred-series.js';
