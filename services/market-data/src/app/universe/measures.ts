import { Decimal, quotient, statistic } from '@cream/domain';
import { realizedVolatility, returnOver } from '@cream/quant';
import type { Rank } from './definition.js';
import type { SymbolRecord } from './known-then.js';

const SESSIONS_A_YEAR = 252;

/** Mean volume of the newest finished sessions, units; undefined when there are fewer. */
export function averageVolume({ volumes }: SymbolRecord, sessions: number): Decimal | undefined {
  return mean(volumes.slice(-sessions), sessions);
}

/** Mean of close times volume of the newest finished sessions, dollars; undefined when there are fewer. */
export function averageDollarVolume({ closes, volumes }: SymbolRecord, sessions: number): Decimal | undefined {
  const from = Math.max(0, closes.length - sessions);
  const traded = closes.slice(from).map((close, i) => close.times(volumes[from + i] ?? 0));
  return mean(traded, sessions);
}

/**
 * What a symbol is ranked by. Return: simple, over `sessions` sessions, ending `skip` before the newest, dividends left out.
 * Volatility: close to close, a ratio a year of 252 sessions. Both rounded to 12 digits.
 * @returns undefined when there are too few sessions, or the capitalisation is unknown
 */
export function scoreOf(record: SymbolRecord, { by, sessions, skip }: Rank): Decimal | undefined {
  if (by === 'marketCap') return record.marketCap;
  if (by === 'volume') return averageVolume(record, sessions);
  if (by === 'dollarVolume') return averageDollarVolume(record, sessions);
  const last = record.closes.length - (by === 'return' ? skip : 0);
  const first = last - sessions - 1;
  if (first < 0) return undefined;
  const closes = record.closes.slice(first, last).map(Number);
  const value = by === 'return' ? returnOver(closes, sessions) : realizedVolatility(closes, sessions, SESSIONS_A_YEAR);
  return value === undefined ? undefined : new Decimal(statistic(value, 12).value);
}

/** Finished sessions a score needs. */
export function sessionsOf({ by, sessions, skip }: Rank): number {
  if (by === 'marketCap') return 0;
  if (by === 'volume' || by === 'dollarVolume') return sessions;
  return sessions + 1 + skip;
}

function mean(values: readonly Decimal[], count: number): Decimal | undefined {
  if (values.length < count) return undefined;
  return quotient(
    values.reduce((total, value) => total.plus(value), new Decimal(0)),
    new Decimal(count),
  );
}
