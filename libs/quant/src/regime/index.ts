export * from './regime-rules.js';
