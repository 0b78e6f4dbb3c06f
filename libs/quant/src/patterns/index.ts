export * from './candles/index.js';
