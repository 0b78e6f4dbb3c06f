import { newYorkDay } from './new-york-clock.js';
import { type SessionWindows, sessionWindows, type TimeWindow } from './session-windows.js';
import type { TradingCalendar, TradingSession } from './trading-calendar.js';

const MINUTE_MS = 60_000;

export type MarketPhase = 'closed' | 'pre' | 'regular' | 'post';

/** What the exchange is doing at a time. */
export interface MarketStatus {
  readonly phase: MarketPhase;
  /** The session of New York's date, over or to come; absent when there is none that day. */
  readonly today?: { readonly session: TradingSession; readonly windows: SessionWindows };
  /** The last session that has closed and the next that will open; absent at the ends of the calendar. */
  readonly previous?: TradingSession;
  readonly next?: TradingSession;
  /** Whole minutes of the running session, rounded down; absent outside it. */
  readonly minutesSinceOpen?: number;
  readonly minutesToClose?: number;
}

/**
 * The state of the exchange at a UTC time in milliseconds. A window includes its first instant and not its last: at the
 * close the session is over.
 * @returns undefined when the calendar does not know New York's date of that time
 */
export function marketStatusAt(calendar: TradingCalendar, timeMs: number): MarketStatus | undefined {
  const day = newYorkDay(timeMs);
  if (!calendar.covers(day)) return undefined;
  const previous = calendar.lastClosedBy(timeMs);
  const next = calendar.nextOpeningAfter(timeMs);
  const around = { ...(previous && { previous }), ...(next && { next }) };
  const session = calendar.sessionOf(day);
  if (session === undefined) return { phase: 'closed', ...around };
  const windows = sessionWindows(session);
  const phase = phaseAt(windows, timeMs);
  const status = { phase, today: { session, windows }, ...around };
  if (phase !== 'regular') return status;
  return {
    ...status,
    minutesSinceOpen: Math.floor((timeMs - session.openMs) / MINUTE_MS),
    minutesToClose: Math.floor((session.closeMs - timeMs) / MINUTE_MS),
  };
}

function phaseAt({ pre, regular, post }: SessionWindows, timeMs: number): MarketPhase {
  if (holds(regular, timeMs)) return 'regular';
  if (holds(pre, timeMs)) return 'pre';
  return holds(post, timeMs) ? 'post' : 'closed';
}

function holds({ startMs, endMs }: TimeWindow, timeMs: number): boolean {
  return timeMs >= startMs && timeMs < endMs;
}
