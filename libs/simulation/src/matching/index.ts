export { type Desk, type MatchBook, type MatchRules, type Meeting, matchBar, PLAIN_RULES } from './matcher.js';
export type { BarValues, LimitRule, PricePoint } from './triggers.js';
