import type { BarInterval, ImportBarsResponse } from '@cream/proto/market';
import { intervalText } from './intervals.js';

/** How many rows an import dealt with, and what became of them. */
export interface BarTotals {
  readonly rows: number;
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly quarantined: number;
}

export const NO_BARS: BarTotals = { rows: 0, inserted: 0, unchanged: 0, conflicts: 0, quarantined: 0 };

export function plus(totals: BarTotals, state: ImportBarsResponse): BarTotals {
  return {
    rows: totals.rows + Number(state.rows),
    inserted: totals.inserted + Number(state.inserted),
    unchanged: totals.unchanged + Number(state.unchanged),
    conflicts: totals.conflicts + Number(state.conflicts),
    quarantined: totals.quarantined + Number(state.quarantined),
  };
}

/** Whether a row was put aside or contradicts what is stored. */
export function hasRefused({ conflicts, quarantined }: BarTotals): boolean {
  return conflicts + quarantined > 0;
}

/** `MSFT 1d: 3 rows, 2 new …`, for people. */
export function totalsLine(symbol: string, interval: BarInterval, totals: BarTotals): string {
  const { rows, inserted, unchanged, conflicts, quarantined } = totals;
  const refused = hasRefused(totals) ? `; see cream data check --symbols ${symbol}` : '';
  const what = `${inserted} new, ${unchanged} known, ${conflicts} contradicting, ${quarantined} put aside`;
  return `${symbol} ${intervalText(interval)}: ${rows} rows, ${what}${refused}`;
}
