export * from './forward-returns.js';
export * from './information-coefficient.js';
export * from './information-decay.js';
export { type CrossSection, type Panel, panelOf, panelOfLines } from './panel.js';
export * from './quantile-spread.js';
export * from './rank-turnover.js';
export * from './transforms.js';
