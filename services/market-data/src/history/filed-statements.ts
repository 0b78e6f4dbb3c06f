import type { FundamentalsSource, StatementKind, StatementPeriod, VendorStatement } from '../app/ports/index.js';

const KINDS: readonly StatementKind[] = ['INCOME', 'BALANCE_SHEET', 'CASH_FLOW'];
const PERIODS: readonly StatementPeriod[] = ['ANNUAL', 'QUARTER'];
/** Thirty years of quarters. */
const MOST = 120;

export interface FiledStatements {
  /** Each with the time of its acceptance. */
  readonly statements: readonly (VendorStatement & { readonly knownAt: number })[];
  /** Of these the vendor does not say when they were filed: there is no time at which they may be seen. */
  readonly withoutTime: number;
  readonly withoutNumbers: number;
}

/** Every statement a vendor has of a symbol. @throws VendorError */
export async function filedStatements(
  source: FundamentalsSource,
  symbol: string,
  signal: AbortSignal,
): Promise<FiledStatements> {
  const statements: (VendorStatement & { readonly knownAt: number })[] = [];
  let [withoutTime, withoutNumbers] = [0, 0];
  for (const kind of KINDS) {
    for (const period of PERIODS) {
      for (const one of await source.statements({ symbol, kind, period, limit: MOST }, signal)) {
        const { knownAt } = one;
        if (knownAt === undefined) withoutTime += 1;
        else if (Object.keys(one.items).length === 0) withoutNumbers += 1;
        else statements.push({ ...one, knownAt });
      }
    }
  }
  return { statements, withoutTime, withoutNumbers };
}
