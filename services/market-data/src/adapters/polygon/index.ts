export { POLYGON, PolygonMarketData } from './polygon-market-data.js';
