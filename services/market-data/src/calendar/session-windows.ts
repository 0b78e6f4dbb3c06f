import { newYorkMidnight } from './new-york-clock.js';
import type { TradingSession } from './trading-calendar.js';

const HOUR_MS = 3_600_000;
const PRE_MARKET_HOUR = 4;
const POST_MARKET_HOURS = 4;

/** A stretch of time in UTC milliseconds: it begins with `startMs` and ends just before `endMs`. */
export interface TimeWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** The three parts of a trading day. They touch, and share no millisecond. */
export interface SessionWindows {
  readonly pre: TimeWindow;
  readonly regular: TimeWindow;
  readonly post: TimeWindow;
}

/**
 * Pre-market from 4:00 in New York, the regular session, and post-market for four hours after its close: until 20:00, and
 * until 17:00 on a day that closes at 13:00. Source: NYSE, "Holidays & Trading Hours" (NYSE Arca's early and late trading
 * sessions). They are the hours of today, laid on every date: in the 1990s there was less trading outside the session.
 */
export function sessionWindows({ day, openMs, closeMs }: TradingSession): SessionWindows {
  return {
    pre: { startMs: newYorkMidnight(day) + PRE_MARKET_HOUR * HOUR_MS, endMs: openMs },
    regular: { startMs: openMs, endMs: closeMs },
    post: { startMs: closeMs, endMs: closeMs + POST_MARKET_HOURS * HOUR_MS },
  };
}
