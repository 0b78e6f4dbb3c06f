import { DAY_MS, type Decimal, dec, decimalParts, type FactParts, isoDate, millis } from '@cream/domain';
import { Trust } from '@cream/proto/knowledge';
import { type FinancialStatement, FiscalPeriod, StatementKind } from '@cream/proto/market';
import { sourceOf } from './fact-source.js';
import { RATIO_DIGITS } from './ratio-digits.js';
import { STATEMENT_ITEMS, type StatementItemName } from './statement-items.js';

/** A fiscal year of 52 or 53 weeks, or one that ends with a month. */
const YEAR_DAYS = { least: 357, most: 373 };

/**
 * What the newest statements of each symbol say, and what grew since the same period a year before. Quarters where there are
 * any, else years.
 * @param statements by symbol, kind, period and fiscal date, oldest first
 */
export function statementFacts(symbols: readonly string[], statements: readonly FinancialStatement[]): FactParts[] {
  return symbols.flatMap((symbol) => {
    const own = statements.filter((one) => one.symbol === symbol);
    const quarters = own.filter((one) => one.period === FiscalPeriod.QUARTER);
    const series = quarters.length > 0 ? quarters : own.filter((one) => one.period === FiscalPeriod.YEAR);
    return [StatementKind.INCOME, StatementKind.BALANCE_SHEET, StatementKind.CASH_FLOW].flatMap((kind) =>
      factsOfKind(series.filter((one) => one.kind === kind)),
    );
  });
}

function factsOfKind(series: readonly FinancialStatement[]): FactParts[] {
  const newest = series.at(-1);
  if (newest === undefined) return [];
  const before = series.find((one) => isYearBefore(one, newest));
  return STATEMENT_ITEMS.flatMap((item) => {
    const value = amountOf(newest, item);
    if (value === undefined) return [];
    const unit = item.perShare ? `${newest.currency}/share` : newest.currency;
    const fact = decimalParts({ ...frameOf(newest), kind: `fundamental.${item.kind}`, value, unit });
    const base = item.growth && before !== undefined ? amountOf(before, item) : undefined;
    // A loss that became smaller has no rate of growth.
    if (base === undefined || before === undefined || !base.gt(0)) return [fact];
    return [fact, growthFact(item, value.div(base).minus(1).toDecimalPlaces(RATIO_DIGITS), newest, before)];
  });
}

function growthFact(
  { kind }: StatementItemName,
  value: Decimal,
  newest: FinancialStatement,
  before: FinancialStatement,
): FactParts {
  return decimalParts({
    ...frameOf(newest),
    asOf: Math.max(knownMs(newest), knownMs(before)),
    source: sourceOf(referenceOf(newest), 'over', fiscalDate(before)),
    trust: Trust.DERIVED,
    kind: `fundamental.${kind}_growth`,
    value,
    unit: 'ratio',
  });
}

function frameOf(statement: FinancialStatement) {
  return {
    subject: statement.symbol,
    asOf: knownMs(statement),
    source: sourceOf(referenceOf(statement)),
    trust: Trust.REPORTED,
  };
}

/** `FMP INCOME QUARTER 2015-12-26`. */
function referenceOf(statement: FinancialStatement): string {
  const { source, kind, period } = statement;
  return [source, StatementKind[kind], FiscalPeriod[period], fiscalDate(statement)].join(' ').trim();
}

function amountOf({ items }: FinancialStatement, { names }: StatementItemName): Decimal | undefined {
  for (const name of names) {
    const item = items.find((one) => one.name === name);
    if (item !== undefined) return dec(item.value, name);
  }
  return undefined;
}

function isYearBefore(earlier: FinancialStatement, later: FinancialStatement): boolean {
  const days = (Date.parse(fiscalDate(later)) - Date.parse(fiscalDate(earlier))) / DAY_MS;
  return days >= YEAR_DAYS.least && days <= YEAR_DAYS.most;
}

function fiscalDate({ fiscalDate }: FinancialStatement): string {
  if (fiscalDate === undefined) throw new TypeError('a statement without a fiscal date');
  return isoDate(fiscalDate);
}

function knownMs({ knownAt }: FinancialStatement): number {
  return millis(knownAt, 'known_at');
}
