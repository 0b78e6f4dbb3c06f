import type { Instrument } from '@cream/proto/common';
import { Decimal, wire } from '../decimal.js';
import { DomainError } from '../errors.js';
import { wireDate } from '../time.js';
import { formatOccSymbol, isAdjustedRoot, isFlexRoot, type OccSymbol, parseOccSymbol } from './occ-symbol.js';

export type ExerciseStyle = 'american' | 'european';

const STANDARD_MULTIPLIER = new Decimal(100);

/** Roots of series that are not named after their underlying: weekly and afternoon-settled index options. */
const UNDERLYING_OF_ROOT: ReadonlyMap<string, string> = new Map([
  ['SPXW', 'SPX'],
  ['NDXP', 'NDX'],
  ['RUTW', 'RUT'],
  ['VIXW', 'VIX'],
  ['MRUT', 'RUT'],
]);

/** Cash-settled index options are European, with OEX the exception among them (Cboe product specifications). */
const EUROPEAN_UNDERLYINGS: ReadonlySet<string> = new Set([
  'SPX',
  'XSP',
  'XEO',
  'NDX',
  'XND',
  'RUT',
  'DJX',
  'VIX',
  // Abroad: Eurex and ICE. No OCC contracts, but vendors write them in the same form.
  'DAX',
  'FTSE',
]);

/** Broad indices by FINRA Rule 4210(f)(2): 15 % of them stand where 20 % of a share do (Cboe margin manual). */
const BROAD_INDICES: ReadonlySet<string> = new Set(['SPX', 'XSP', 'OEX', 'XEO', 'NDX', 'XND', 'RUT', 'DJX']);

/** True for an underlying that is a broad index, of which margin rules ask for less than of a share. */
export function isBroadIndex(underlying: string): boolean {
  return BROAD_INDICES.has(underlying);
}

/** The ticker an option root stands for: without the digit of an adjustment or of a FLEX option, and of a series' own name. */
export function underlyingOfRoot(root: string): string {
  const ticker = isAdjustedRoot(root) ? root.slice(0, -1) : isFlexRoot(root) ? root.slice(1) : root;
  return UNDERLYING_OF_ROOT.get(ticker) ?? ticker;
}

/** How an option of this root is exercised by the terms of its listing; FLEX options may differ. */
export function exerciseStyle(root: string): ExerciseStyle {
  return EUROPEAN_UNDERLYINGS.has(underlyingOfRoot(root)) ? 'european' : 'american';
}

/**
 * The contract an OCC symbol names, ready for the wire, with the symbol in its compact form.
 * @param multiplier units of the underlying per contract; needed for an adjusted root only, whose symbol does not tell it
 * @throws DomainError as `parseOccSymbol`; `OPTION_MULTIPLIER_UNKNOWN` for an adjusted root without one, and
 *   `OPTION_MULTIPLIER_INVALID` for one that is not above 0
 */
export function optionContract(symbol: string | OccSymbol, multiplier?: Decimal): Instrument {
  const parsed = typeof symbol === 'string' ? parseOccSymbol(symbol) : symbol;
  const { root, expiration, right, strike } = parsed;
  const occSymbol = formatOccSymbol(parsed);
  const adjusted = isAdjustedRoot(root);
  if (adjusted && multiplier === undefined) {
    throw new DomainError(
      'OPTION_MULTIPLIER_UNKNOWN',
      `${occSymbol} is adjusted: its multiplier must be given`,
      'multiplier',
    );
  }
  if (multiplier !== undefined && !(multiplier.isFinite() && multiplier.gt(0))) {
    throw new DomainError('OPTION_MULTIPLIER_INVALID', `a multiplier of ${multiplier} is not above 0`, 'multiplier');
  }
  const units = multiplier ?? STANDARD_MULTIPLIER;
  return {
    $typeName: 'cream.common.v1.Instrument',
    kind: {
      case: 'option',
      value: {
        $typeName: 'cream.common.v1.Option',
        occSymbol,
        underlying: underlyingOfRoot(root),
        expiration: wireDate(expiration),
        strike: wire(strike),
        right,
        multiplier: wire(units),
        adjusted: adjusted || !units.eq(STANDARD_MULTIPLIER),
      },
    },
  };
}
