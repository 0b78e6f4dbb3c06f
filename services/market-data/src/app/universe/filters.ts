import { canonicalText, type Decimal } from '@cream/domain';
import type { Filters, Range } from './definition.js';
import { type Exclusion, Reason } from './exclusion.js';
import type { SymbolRecord } from './known-then.js';
import { averageDollarVolume, averageVolume } from './measures.js';

/** Every filter a symbol does not pass; none when it passes all. @param rule where the filters stand in the definition */
export function failedFilters(symbol: string, record: SymbolRecord, filters: Filters, rule: string): Exclusion[] {
  const { price, averageVolume: volume, averageDollarVolume: dollars, marketCap, sectors } = filters;
  const failed: (Exclusion | undefined)[] = [];
  const fail = (name: string, reason: Reason, observed: string, limit: string): Exclusion => {
    return { symbol, reason, observed, limit, rule: `${rule}.${name}` };
  };
  const within = (name: string, reason: Reason, value: Decimal, range: Range) => {
    const limit = broken(value, range);
    return limit === undefined ? undefined : fail(name, reason, canonicalText(value), limit);
  };
  const short = (name: string, sessions: number) =>
    fail(name, Reason.SHORT_HISTORY, `${record.closes.length} finished sessions`, `at least ${sessions}`);

  if (price !== undefined) failed.push(within('price', Reason.PRICE, record.price, price));
  if (volume !== undefined) {
    const value = averageVolume(record, volume.sessions);
    const name = 'averageVolume';
    failed.push(value ? within(name, Reason.AVERAGE_VOLUME, value, volume) : short(name, volume.sessions));
  }
  if (dollars !== undefined) {
    const value = averageDollarVolume(record, dollars.sessions);
    const name = 'averageDollarVolume';
    failed.push(value ? within(name, Reason.AVERAGE_DOLLAR_VOLUME, value, dollars) : short(name, dollars.sessions));
  }
  if (marketCap !== undefined) {
    const { marketCap: value } = record;
    const name = 'marketCap';
    const unknown = fail(name, Reason.UNKNOWN_MARKET_CAP, 'unknown', rangeText(marketCap));
    failed.push(value ? within(name, Reason.MARKET_CAP, value, marketCap) : unknown);
  }
  if (sectors !== undefined) {
    const { sector } = record;
    const limit = sectorsText(sectors);
    if (sector === undefined) failed.push(fail('sectors', Reason.UNKNOWN_SECTOR, 'unknown', limit));
    else if (sectors.only?.includes(sector) === false || sectors.except?.includes(sector)) {
      failed.push(fail('sectors', Reason.SECTOR, sector, limit));
    }
  }
  return failed.filter((one) => one !== undefined);
}

function broken(value: Decimal, { min, max }: Range): string | undefined {
  if (min !== undefined && value.lt(min)) return `at least ${min}`;
  return max !== undefined && value.gt(max) ? `at most ${max}` : undefined;
}

function rangeText({ min, max }: Range): string {
  const parts = [min === undefined ? undefined : `at least ${min}`, max === undefined ? undefined : `at most ${max}`];
  return parts.filter((part) => part !== undefined).join(', ') || 'a known one';
}

function sectorsText({ only, except }: NonNullable<Filters['sectors']>): string {
  if (only !== undefined) return `one of ${only.join(', ')}`;
  return except === undefined || except.length === 0 ? 'a known one' : `none of ${except.join(', ')}`;
}
