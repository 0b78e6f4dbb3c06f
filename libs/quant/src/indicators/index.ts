export * from './atr.js';
export * from './bollinger.js';
export { ema } from './ema.js';
export { type Line, lastOf, lineAt } from './line.js';
export * from './macd.js';
export * from './realized-volatility.js';
export * from './returns.js';
export * from './rsi.js';
export { sma, smaAt } from './sma.js';
