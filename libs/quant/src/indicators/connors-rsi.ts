import { at, type Numbers, requireInteger } from '../numbers.js';
import { positiveColumn, requirePositiveValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { RsiStream } from './rsi.js';

export interface ConnorsRsiOptions {
  /** What an unchanged close does to the run: ends it (default: Connors' paper) or leaves it as it is (Lean). */
  readonly unchanged?: 'ends' | 'keeps';
}

/**
 * Connors' relative strength index (2012), 0 to 100: the mean of RSI(`period`) of the closes, RSI(`streakPeriod`) of the
 * length of the run of rises (positive) or falls (negative) so far, and the percentage of the `rankPeriod` returns
 * before this bar's that were smaller. First value at bar max(`rankPeriod` + 1, both RSI periods).
 */
export function connorsRsi(
  close: Numbers,
  period = 3,
  streakPeriod = 2,
  rankPeriod = 100,
  options: ConnorsRsiOptions = {},
): Line {
  const stream = new ConnorsRsiStream(period, streakPeriod, rankPeriod, options);
  const x = positiveColumn('close', close);
  return lineThrough(x.length, Math.max(rankPeriod + 1, period, streakPeriod), (i) => stream.push(at(x, i)));
}

/** `connorsRsi`, close by close. */
export class ConnorsRsiStream {
  readonly #strength: RsiStream;
  readonly #streakStrength: RsiStream;
  readonly #returns: number[] = [];
  readonly #rankPeriod: number;
  readonly #keeps: boolean;
  #previous: number | undefined;
  #streak = 0;

  constructor(period = 3, streakPeriod = 2, rankPeriod = 100, { unchanged = 'ends' }: ConnorsRsiOptions = {}) {
    this.#keeps = unchanged === 'keeps';
    for (const [name, value] of Object.entries({ period, streakPeriod, rankPeriod })) requireInteger(name, value, 1);
    this.#strength = new RsiStream(period);
    this.#streakStrength = new RsiStream(streakPeriod);
    this.#rankPeriod = rankPeriod;
  }

  push(close: number): number | undefined {
    requirePositiveValue('close', close);
    const previous = this.#previous ?? close;
    if (close > previous) this.#streak = Math.max(this.#streak, 0) + 1;
    else if (close < previous) this.#streak = Math.min(this.#streak, 0) - 1;
    else if (!this.#keeps) this.#streak = 0;
    const strength = this.#strength.push(close);
    const streakStrength = this.#streakStrength.push(this.#streak);
    const rank = this.#previous === undefined ? undefined : this.#rankOf(close / previous - 1);
    this.#previous = close;
    if (strength === undefined || streakStrength === undefined || rank === undefined) return undefined;
    return (strength + streakStrength + rank) / 3;
  }

  /** Percentage of the returns before that were smaller, once there are enough. */
  #rankOf(change: number): number | undefined {
    const full = this.#returns.length === this.#rankPeriod;
    const rank = full
      ? (100 * this.#returns.filter((earlier) => earlier < change).length) / this.#rankPeriod
      : undefined;
    if (full) this.#returns.shift();
    this.#returns.push(change);
    return rank;
  }
}
