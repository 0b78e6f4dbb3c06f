export * from './candles/index.js';
export * from './shapes/index.js';
