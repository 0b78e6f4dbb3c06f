export * from './occ-symbol.js';
export * from './option-contract.js';
