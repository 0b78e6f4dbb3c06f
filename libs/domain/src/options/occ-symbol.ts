import { OptionRight } from '@cream/proto/common';
import { Decimal } from '../decimal.js';
import { DomainError } from '../errors.js';
import { isoDate, wireDate } from '../time.js';

/** What the symbol of a listed option says (OCC's Options Symbology Initiative, 2010). */
export interface OccSymbol {
  /** Option root: the underlying's ticker, for an adjusted contract with a digit, for some index series one of its own. */
  readonly root: string;
  /** As `2016-03-18`. */
  readonly expiration: string;
  readonly right: OptionRight.CALL | OptionRight.PUT;
  /** In dollars, to the tenth of a cent. */
  readonly strike: Decimal;
}

/** `padded` is OCC's own form of 21 characters; `compact`, without the blanks, is what vendors and brokers take. */
export type OccForm = 'padded' | 'compact';

const ROOT = /^[A-Z0-9][A-Z0-9.]{0,5}$/;
const SYMBOL = /^([A-Z0-9][A-Z0-9.]{0,5}) *(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/;
const ROOT_WIDTH = 6;
const THOUSAND = new Decimal(1000);
const LARGEST_THOUSANDTHS = 99_999_999;

/**
 * Reads an OCC symbol in either form: `AAPL  160318C00105000`, `AAPL160318C00105000`.
 * @throws DomainError `OCC_SYMBOL_MALFORMED`; `DATE_MALFORMED` for a day the calendar does not have
 */
export function parseOccSymbol(text: string): OccSymbol {
  const [, root, year, month, day, right, thousandths] = SYMBOL.exec(text) ?? [];
  if (root === undefined || thousandths === undefined) {
    throw malformed(`"${text}" is not an OCC symbol like AAPL160318C00105000`);
  }
  const strike = new Decimal(thousandths).div(THOUSAND);
  if (strike.isZero()) throw malformed(`"${text}" has a strike of 0`);
  return {
    root,
    expiration: isoDate(wireDate(`20${year}-${month}-${day}`)),
    right: right === 'C' ? OptionRight.CALL : OptionRight.PUT,
    strike,
  };
}

/** The same for text that may be none, such as a ticker; undefined then. */
export function readOccSymbol(text: string): OccSymbol | undefined {
  // Most text that is none is a ticker, and an error costs a hundred times the look.
  if (!SYMBOL.test(text)) return undefined;
  try {
    return parseOccSymbol(text);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** True for text that `parseOccSymbol` reads. */
export function isOccSymbol(text: string): boolean {
  return readOccSymbol(text) !== undefined;
}

/**
 * Writes an OCC symbol.
 * @throws DomainError `OCC_SYMBOL_MALFORMED` for a root, right, year or strike the form has no room for; `DATE_MALFORMED`
 */
export function formatOccSymbol({ root, expiration, right, strike }: OccSymbol, form: OccForm = 'compact'): string {
  if (!ROOT.test(root)) throw malformed(`"${root}" is not an option root of one to six characters`);
  const date = isoDate(wireDate(expiration));
  if (!date.startsWith('20')) throw malformed(`${date} is of a century the form does not tell`);
  const thousandths = strike.mul(THOUSAND);
  if (!thousandths.isInteger() || thousandths.lte(0) || thousandths.gt(LARGEST_THOUSANDTHS)) {
    throw malformed(`a strike of ${strike.toFixed()} is not a number of thousandths below 100000000`);
  }
  const letter = rightLetter(right);
  const filled = form === 'padded' ? root.padEnd(ROOT_WIDTH) : root;
  return `${filled}${date.slice(2).replaceAll('-', '')}${letter}${thousandths.toFixed().padStart(8, '0')}`;
}

/**
 * True when the root belongs to a contract whose deliverable was changed by a corporate action (a digit was appended,
 * `AAPL1`) or is not the usual hundred shares (`AMZN7`, a mini). Its multiplier is not in the symbol.
 */
export function isAdjustedRoot(root: string): boolean {
  return /^[A-Z][A-Z.]*[1-9]$/.test(root);
}

/** True for a root of a FLEX option, whose terms are agreed between the parties: a digit comes before the ticker. */
export function isFlexRoot(root: string): boolean {
  return /^[1-9][A-Z]/.test(root);
}

function rightLetter(right: OptionRight): 'C' | 'P' {
  if (right === OptionRight.CALL) return 'C';
  if (right === OptionRight.PUT) return 'P';
  throw malformed(`right ${right} is neither a call nor a put`);
}

function malformed(text: string): DomainError {
  return new DomainError('OCC_SYMBOL_MALFORMED', text, 'occ_symbol');
}
