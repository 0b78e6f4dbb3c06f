import type { TimeInForce } from '../orders/working-order.js';
import { SimulationError } from '../simulation-error.js';

/** A regular session, epoch milliseconds. */
export interface SessionTimes {
  readonly openMs: number;
  readonly closeMs: number;
}

/** When sessions open and close. */
export class Sessions {
  /**
   * @param sessions in order; undefined: every bar is a session of its own, as daily bars are
   * @throws SimulationError naming the first that does not follow the one before
   */
  constructor(private readonly sessions: readonly SessionTimes[] | undefined) {
    let before = Number.NEGATIVE_INFINITY;
    for (const [n, { openMs, closeMs }] of (sessions ?? []).entries()) {
      if (!(openMs >= before && closeMs > openMs && closeMs < Infinity)) {
        throw new SimulationError('sessions', `${openMs} to ${closeMs} does not follow ${before}`, n);
      }
      before = closeMs;
    }
  }

  /** Whether a bar holds the open of a session. */
  opens(startMs: number, endMs: number): boolean {
    if (this.sessions === undefined) return true;
    const next = this.sessions[this.firstFrom(startMs, 'openMs')];
    return next !== undefined && next.openMs < endMs;
  }

  /** Whether a bar holds the close of a session. */
  closes(startMs: number, endMs: number): boolean {
    if (this.sessions === undefined) return true;
    const close = this.closeAfter(startMs);
    return close !== undefined && close <= endMs;
  }

  /** The first close after a time; undefined beyond the last known session, or when every bar is one. */
  closeAfter(ms: number): number | undefined {
    return this.sessions?.[this.firstFrom(ms + 1, 'closeMs')]?.closeMs;
  }

  /**
   * From when on an order that arrives at a time works on no bar: the close for DAY and CLS, for OPG what comes after
   * the open. Infinite for the others and beyond the last known session.
   */
  endOf(tif: TimeInForce, activeMs: number): number {
    if (tif === 'DAY' || tif === 'CLS') return this.closeAfter(activeMs) ?? Infinity;
    if (tif !== 'OPG') return Infinity;
    const next = this.sessions?.[this.firstFrom(activeMs, 'openMs')];
    return next === undefined ? Infinity : next.openMs + 1;
  }

  /** Position of the first session whose time is not before `ms`. */
  private firstFrom(ms: number, time: keyof SessionTimes): number {
    const sessions = this.sessions ?? [];
    let low = 0;
    let high = sessions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sessions[middle]?.[time] ?? ms) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
