export { type PolygonMarket, polygonFeed } from './polygon-feed.js';
export { POLYGON, PolygonMarketData } from './polygon-market-data.js';
