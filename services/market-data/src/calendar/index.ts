export { canStartCycle, MINUTES_TO_CLOSE } from './can-start-cycle.js';
export { type MarketPhase, type MarketStatus, marketStatusAt } from './market-status.js';
export {
  DAILY_EXPIRY_UNDERLYINGS,
  type ExpiryKind,
  monthlyExpiry,
  type OptionExpiry,
  optionExpiriesBetween,
  weeklyExpiry,
} from './option-expiries.js';
export { type SessionWindows, sessionWindows, type TimeWindow } from './session-windows.js';
export { TradingCalendar, type TradingSession } from './trading-calendar.js';
