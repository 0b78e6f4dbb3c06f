/** What a fact calls a number, and what vendors call it: the first name that a statement has is taken. */
export interface StatementItemName {
  readonly kind: string;
  readonly names: readonly string[];
  /** Per share; else a sum of the statement's currency. */
  readonly perShare?: true;
  /** Compared with the same period a year before. */
  readonly growth?: true;
}

/** The items that become facts, by the names of Financial Modeling Prep and Alpha Vantage. */
export const STATEMENT_ITEMS: readonly StatementItemName[] = [
  { kind: 'revenue', names: ['revenue', 'totalRevenue'], growth: true },
  { kind: 'gross_profit', names: ['grossProfit'] },
  { kind: 'operating_income', names: ['operatingIncome'] },
  { kind: 'net_income', names: ['netIncome'], growth: true },
  { kind: 'eps_diluted', names: ['epsDiluted', 'epsdiluted', 'epsDilluted'], perShare: true, growth: true },
  { kind: 'total_assets', names: ['totalAssets'] },
  { kind: 'total_liabilities', names: ['totalLiabilities'] },
  { kind: 'shareholder_equity', names: ['totalStockholdersEquity', 'totalShareholderEquity'] },
  { kind: 'total_debt', names: ['totalDebt', 'shortLongTermDebtTotal'] },
  { kind: 'cash', names: ['cashAndCashEquivalents', 'cashAndCashEquivalentsAtCarryingValue'] },
  {
    kind: 'operating_cash_flow',
    names: ['operatingCashFlow', 'netCashProvidedByOperatingActivities', 'operatingCashflow'],
  },
  { kind: 'capital_expenditure', names: ['capitalExpenditure', 'capitalExpenditures'] },
  { kind: 'free_cash_flow', names: ['freeCashFlow'] },
];
