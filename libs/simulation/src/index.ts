export * from './bar-broker.js';
export * from './book.js';
export * from './price.js';
