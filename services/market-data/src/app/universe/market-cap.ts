import { Decimal } from '@cream/domain';
import { CorporateAction_Kind } from '@cream/proto/market';
import type { InstrumentAction } from '../instruments.js';
import type { Sector } from './sectors.js';

/** What became known about an instrument at a time. Numbers are decimal texts; what is undefined was not said. */
export interface InstrumentFact {
  readonly symbol: string;
  readonly knownMs: number;
  readonly sector: Sector | undefined;
  readonly sharesOutstanding: string | undefined;
  readonly marketCap: string | undefined;
}

/** The newest of what was said about the sector. */
export function sectorKnown(facts: readonly InstrumentFact[]): Sector | undefined {
  return newest(facts, ({ sector }) => sector)?.value;
}

/**
 * The capitalisation by the newest that was said: shares times the price, the shares multiplied by every split since; or, when
 * a capitalisation was said later than shares, that one as it was said.
 * @param price dollars, of the same time as the splits
 * @param actions of the instrument, announced by the asked time
 * @returns undefined when neither was ever said
 */
export function marketCapKnown(
  facts: readonly InstrumentFact[],
  price: Decimal,
  actions: readonly InstrumentAction[],
  asOfMs: number,
): Decimal | undefined {
  const shares = newest(facts, ({ sharesOutstanding }) => sharesOutstanding);
  const said = newest(facts, ({ marketCap }) => marketCap);
  if (shares === undefined || (said !== undefined && said.knownMs > shares.knownMs)) {
    return said && new Decimal(said.value);
  }
  const splits = actions.filter(
    ({ kind, effectiveMs }) =>
      kind === CorporateAction_Kind.SPLIT && effectiveMs > shares.knownMs && effectiveMs <= asOfMs,
  );
  return splits.reduce((total, { value }) => total.times(value), price.times(shares.value));
}

function newest<T>(
  facts: readonly InstrumentFact[],
  read: (fact: InstrumentFact) => T | undefined,
): { value: T; knownMs: number } | undefined {
  let found: { value: T; knownMs: number } | undefined;
  for (const fact of facts) {
    const value = read(fact);
    if (value !== undefined && (found === undefined || fact.knownMs > found.knownMs)) {
      found = { value, knownMs: fact.knownMs };
    }
  }
  return found;
}
