import { Decimal, millis, timestamp } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionSnapshot, Quote } from '@cream/proto/market';
import { fromWireDate } from '../../calendar/civil-date.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { isStale } from '../validation/stale.js';
import { optionExpiryMs } from './option-expiry.js';

/** Which options of a chain are wanted; what is undefined is not asked about. */
export interface OptionQuery {
  /** UTC milliseconds. */
  readonly asOfMs: number;
  /** Day numbers, both inclusive. */
  readonly fromDay: number | undefined;
  readonly toDay: number | undefined;
  /** Dollars, both inclusive. */
  readonly strikeFrom: Decimal | undefined;
  readonly strikeTo: Decimal | undefined;
  /** Unspecified: both. */
  readonly right: OptionRight;
}

/** The wanted options that had not expired, their quotes as old as the asked time makes them. */
export function selectOptions(
  options: readonly OptionSnapshot[],
  query: OptionQuery,
  calendar: TradingCalendar,
): OptionSnapshot[] {
  const { asOfMs, fromDay, toDay, strikeFrom, strikeTo, right } = query;
  const selected: OptionSnapshot[] = [];
  for (const option of options) {
    const { contract, quote } = option;
    const day = contract?.expiration === undefined ? undefined : fromWireDate(contract.expiration);
    const endMs = day === undefined ? undefined : optionExpiryMs(day, calendar);
    if (contract === undefined || day === undefined || endMs === undefined || endMs <= asOfMs) continue;
    if ((fromDay !== undefined && day < fromDay) || (toDay !== undefined && day > toDay)) continue;
    if (right !== OptionRight.UNSPECIFIED && contract.right !== right) continue;
    const strike = new Decimal(contract.strike?.value ?? 0);
    if (strikeFrom?.gt(strike) || strikeTo?.lt(strike)) continue;
    const answered = { ...option, expiresAt: timestamp(endMs) };
    selected.push(quote === undefined ? answered : { ...answered, quote: aged(quote, asOfMs, calendar) });
  }
  return selected;
}

function aged(quote: Quote, asOfMs: number, calendar: TradingCalendar): Quote {
  const timeMs = millis(quote.time, 'time');
  const ageSeconds = BigInt(Math.floor((asOfMs - timeMs) / 1000));
  return { ...quote, ageSeconds, stale: isStale(timeMs, undefined, asOfMs, calendar) };
}
