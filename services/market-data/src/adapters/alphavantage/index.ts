export { ALPHA_VANTAGE, AlphaVantageMarketData } from './alphavantage-market-data.js';
