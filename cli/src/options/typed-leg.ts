import {
  Decimal,
  DomainError,
  dec,
  isoDate,
  type MarginOption,
  optionContract,
  readOccSymbol,
  underlyingOfRoot,
} from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionLeg, ShareLeg } from '@cream/quant';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';

const LEG = /^([+-]?\d{1,6}) ([A-Z0-9.]{1,6}\d{6}[CP]\d{8})@(\d{1,6}(?:\.\d{1,4})?)(?:X(\d{1,6}))?$/;
const SHARES = /^([+-]?\d{1,9})@(\d{1,6}(?:\.\d{1,4})?)$/;

/** Contracts of one option as they were typed, in the forms that payoff and margin take. */
export interface TypedLeg {
  readonly underlying: string;
  readonly leg: OptionLeg;
  readonly margin: MarginOption;
}

/**
 * `+1 AAPL460119C00100000@2.50`, for an adjusted contract `…@2.50x150`: contracts, OCC symbol, price per unit, units.
 * @throws UsageError
 */
export function typedLeg(text: string): TypedLeg {
  const [, count = '', symbol = '', price = '', units] = LEG.exec(text.trim().toUpperCase()) ?? [];
  if (symbol === '' || Number(count) === 0) {
    throw new UsageError(`--leg ${shown(text)} is no leg: write it as +1 AAPL460119C00100000@2.50`);
  }
  const contract = contractOf(symbol, units);
  const contracts = Number(count);
  const right = contract.right === OptionRight.CALL ? 'call' : 'put';
  const [strike, multiplier] = [dec(contract.strike), dec(contract.multiplier)];
  const expiration = contract.expiration === undefined ? '' : isoDate(contract.expiration);
  return {
    underlying: underlyingOfRoot(readOccSymbol(symbol)?.root ?? ''),
    leg: {
      ...{ kind: 'option', right, contracts, expiry: Date.parse(expiration) },
      ...{ strike: strike.toNumber(), multiplier: multiplier.toNumber(), price: Number(price) },
    },
    margin: { right, strike, expiration, contracts, multiplier, price: new Decimal(price) },
  };
}

/** `100@98.50`, or `-100@98.50` sold short. @throws UsageError */
export function typedShares(text: string): ShareLeg {
  const [, shares, price] = SHARES.exec(text.trim()) ?? [];
  if (shares === undefined || price === undefined || Number(shares) === 0) {
    throw new UsageError(`--shares ${shown(text)} are no shares: write them as 100@98.50`);
  }
  return { kind: 'shares', shares: Number(shares), price: Number(price) };
}

function contractOf(symbol: string, units: string | undefined) {
  try {
    const { kind } = optionContract(symbol, units === undefined ? undefined : new Decimal(units));
    if (kind.case === 'option') return kind.value;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const how = error.code === 'OPTION_MULTIPLIER_UNKNOWN' ? `: add x and the units of a contract, @2.50x150` : '';
    throw new UsageError(`${error.message}${how}`);
  }
  throw new UsageError(`${shown(symbol)} is no option`);
}
