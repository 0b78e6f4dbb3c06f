import type { Instrument } from '@cream/proto/common';
import { OptionRight } from '@cream/proto/common';
import { ABSENT, decimal } from './decimal.js';

/** `AAPL`, or for an option `AAPL 2026-01-16 200 call`. */
export function instrumentLabel(instrument: Instrument | undefined): string {
  const kind = instrument?.kind;
  if (kind?.case === 'equity') return kind.value.symbol;
  if (kind?.case !== 'option') return ABSENT;
  const { underlying, expiration, strike, right } = kind.value;
  const date = expiration
    ? [expiration.year, expiration.month, expiration.day].map((part) => String(part).padStart(2, '0')).join('-')
    : ABSENT;
  return `${underlying} ${date} ${decimal(strike?.value)} ${right === OptionRight.PUT ? 'put' : 'call'}`;
}

/** The symbol of a decision id `<cycle id>/<symbol>`. */
export function symbolOf(decisionId: string): string {
  return decisionId.slice(decisionId.lastIndexOf('/') + 1);
}
