export { type Desk, type MatchBook, type MatchRules, type Meeting, PLAIN_RULES } from './desk.js';
export { matchBar } from './matcher.js';
export type { BarValues, LimitRule, PricePoint } from './triggers.js';
