export * from './bar-broker.js';
export * from './book.js';
export * from './ledger/index.js';
export * from './matching/index.js';
export * from './orders/index.js';
export * from './price.js';
export * from './slippage/index.js';
