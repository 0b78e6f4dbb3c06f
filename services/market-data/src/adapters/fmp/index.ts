export { FMP, FmpMarketData } from './fmp-market-data.js';
