import type { FindingsQuery } from '../../app/findings.js';
import type { Finding } from '../../app/validation/finding.js';
import { toFinding } from './finding-rows.js';
import type { MarketStore } from './market-store.js';

/** Refused rows and contradictions by the asked time, in the order they were met. */
export async function refusals(store: MarketStore, query: FindingsQuery): Promise<readonly Finding[]> {
  const { symbols, interval, codes, asOfMs } = query;
  const sql = 'SELECT * FROM findings WHERE time_ms IS NULL OR time_ms <= ? ORDER BY id';
  const all = await store.rows(sql, [asOfMs], toFinding);
  return all.filter(
    (one) =>
      (symbols.length === 0 || symbols.includes(one.symbol)) &&
      (interval === 0 || one.interval === interval) &&
      (codes.length === 0 || codes.includes(one.code)),
  );
}
