/**
 * Formats the contract's canonical decimal text for people, digit by digit. No number goes through floating point, so
 * what is shown is what was booked.
 */

/** What a missing amount looks like. It is not zero. */
export const ABSENT = '–';
const MINUS = '−';

/** A canonical decimal taken apart: sign, integer digits, fraction digits. */
interface Digits {
  readonly negative: boolean;
  readonly integer: string;
  readonly fraction: string;
}

const CANONICAL = /^(-?)(\d+)(?:\.(\d+))?$/;

function digits(text: string): Digits {
  const match = CANONICAL.exec(text);
  if (!match) throw new RangeError(`Not a decimal number: "${text}"`);
  return { negative: match[1] === '-', integer: match[2] ?? '0', fraction: match[3] ?? '' };
}

/** Rounds half to even, as the ledger does, to `places` decimals; pads with zeros. */
function rounded({ negative, integer, fraction }: Digits, places: number): Digits {
  if (fraction.length <= places) return { negative, integer, fraction: fraction.padEnd(places, '0') };
  const kept = integer + fraction.slice(0, places);
  const rest = fraction.slice(places);
  const half = `5${'0'.repeat(rest.length - 1)}`;
  const up = rest > half || (rest === half && Number(kept.at(-1)) % 2 === 1);
  const scaled = (BigInt(kept) + (up ? 1n : 0n)).toString().padStart(places + 1, '0');
  const point = scaled.length - places;
  const result = { integer: scaled.slice(0, point), fraction: scaled.slice(point) };
  const zero = /^0*$/.test(result.integer + result.fraction);
  return { negative: negative && !zero, ...result };
}

function grouped(integer: string): string {
  return integer.replace(/\B(?=(\d{3})+$)/g, ',');
}

function joined({ integer, fraction }: Digits): string {
  return fraction === '' ? grouped(integer) : `${grouped(integer)}.${fraction}`;
}

/** US dollars with two decimals: `−$1,234.50`. `undefined` (unknown) is a dash. */
export function usd(text: string | undefined): string {
  if (text === undefined) return ABSENT;
  const value = rounded(digits(text), 2);
  return `${value.negative ? MINUS : ''}$${joined(value)}`;
}

/** Like `usd`, with a plus sign for a gain. */
export function signedUsd(text: string | undefined): string {
  if (text === undefined) return ABSENT;
  const value = usd(text);
  return value.startsWith(MINUS) || sign(text) === 0 ? value : `+${value}`;
}

/** A decimal with thousands separators and at most `places` decimals; without trailing zeros. */
export function decimal(text: string | undefined, places = 6): string {
  if (text === undefined) return ABSENT;
  const value = rounded(digits(text), places);
  const fraction = value.fraction.replace(/0+$/, '');
  return `${value.negative ? MINUS : ''}${joined({ ...value, fraction })}`;
}

/** Every digit there is, with thousands separators. */
function exact(text: string): string {
  const value = digits(text);
  return `${value.negative ? MINUS : ''}${joined(value)}`;
}

/** A value with its unit, exact: `$189.30`, `0.9123`, `12,000 shares`. */
export function quantityWithUnit(text: string, unit: string): string {
  switch (unit) {
    case 'USD': {
      const value = digits(text);
      return value.fraction.length <= 2 ? usd(text) : `${value.negative ? MINUS : ''}$${joined(value)}`;
    }
    case 'percent':
      return `${exact(text)} %`;
    case '':
    case 'ratio':
    case 'points':
    case 'count':
      return exact(text);
    default:
      return `${exact(text)} ${unit}`;
  }
}

/** −1, 0 or 1. */
export function sign(text: string | undefined): number {
  if (text === undefined || /^-?0*(\.0*)?$/.test(text)) return 0;
  return text.startsWith('-') ? -1 : 1;
}
