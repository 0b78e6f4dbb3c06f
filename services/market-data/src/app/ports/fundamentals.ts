import type { DecimalText } from './decimal-text.js';

export type StatementKind = 'INCOME' | 'BALANCE_SHEET' | 'CASH_FLOW';
export type StatementPeriod = 'ANNUAL' | 'QUARTER';

/** One financial statement as filed. */
export interface VendorStatement {
  readonly symbol: string;
  readonly kind: StatementKind;
  readonly period: StatementPeriod;
  /** Last date of the fiscal period. */
  readonly fiscalDate: string;
  readonly currency?: string | undefined;
  /** By the vendor's own names; what it does not report is not in it. */
  readonly items: Readonly<Record<string, DecimalText>>;
  /** UTC milliseconds of the regulator's acceptance, or the end of the filing date. Absent: unknown, not usable in time. */
  readonly knownAt?: number | undefined;
}

export interface StatementsRequest {
  readonly symbol: string;
  readonly kind: StatementKind;
  readonly period: StatementPeriod;
  readonly limit: number;
}

/** What companies have filed. */
export interface FundamentalsSource {
  /** Newest first. @throws VendorError */
  statements(request: StatementsRequest, signal: AbortSignal): Promise<readonly VendorStatement[]>;
}
