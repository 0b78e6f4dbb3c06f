export { type AlpacaMarket, alpacaFeed } from './alpaca-feed.js';
export { ALPACA, AlpacaMarketData } from './alpaca-market-data.js';
