export type { BorrowSettings } from './borrow.js';
export type { CorporateAction } from './corporate-actions.js';
export { type Assignment, EXERCISE_BY_EXCEPTION } from './option-events.js';
