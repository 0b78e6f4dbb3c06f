import type { Instrument } from '@cream/proto/common';
import { Decimal, dec } from './decimal.js';
import { DomainError } from './errors.js';

const ONE = new Decimal(1);

/** An equity by its ticker. */
export function equity(symbol: string): Instrument {
  return {
    $typeName: 'cream.common.v1.Instrument',
    kind: { case: 'equity', value: { $typeName: 'cream.common.v1.Equity', symbol } },
  };
}

/**
 * What prices, positions and decisions are keyed by: the ticker of an equity, the OCC symbol of an option.
 * @throws DomainError `INSTRUMENT_MISSING` when the instrument is absent or of no kind
 */
export function symbolOf(instrument: Instrument | undefined): string {
  switch (instrument?.kind.case) {
    case 'equity':
      return instrument.kind.value.symbol;
    case 'option':
      return instrument.kind.value.occSymbol;
    default:
      throw new DomainError('INSTRUMENT_MISSING', 'an instrument is missing', 'instrument');
  }
}

/** The ticker an instrument depends on: its own for an equity, the underlying's for an option. */
export function underlyingOf(instrument: Instrument | undefined): string {
  return instrument?.kind.case === 'option' ? instrument.kind.value.underlying : symbolOf(instrument);
}

/** Dollars one unit moves per dollar of its price: 1 for an equity, the contract's multiplier for an option. */
export function multiplierOf(instrument: Instrument | undefined): Decimal {
  return instrument?.kind.case === 'option' ? dec(instrument.kind.value.multiplier, 'multiplier') : ONE;
}

export function isOption(instrument: Instrument | undefined): boolean {
  return instrument?.kind.case === 'option';
}
