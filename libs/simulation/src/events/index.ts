export type { BorrowSettings } from './borrow.js';
export { continuousPrices } from './continuous-prices.js';
export type { CorporateAction } from './corporate-actions.js';
export { type Assignment, EXERCISE_BY_EXCEPTION } from './option-events.js';
