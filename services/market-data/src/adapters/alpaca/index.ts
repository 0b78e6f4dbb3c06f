export { ALPACA, AlpacaMarketData } from './alpaca-market-data.js';
