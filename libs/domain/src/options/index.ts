export type {
  MarginOption,
  MarginPart,
  MarginPosition,
  MarginRequirement,
  MarginRule,
} from './margin-position.js';
export * from './occ-symbol.js';
export * from './option-contract.js';
export * from './option-margin.js';
export { strategyMargin } from './strategy-margin.js';
