import type { RowStore } from './row-store.js';

const [ZERO, NINE, MINUS, PLUS, POINT] = [0x30, 0x39, 0x2d, 0x2b, 0x2e];
const [SMALL_E, LARGE_E] = [0x65, 0x45];
// The contract's Decimal: at most 31 digits before the point and 18 after it.
const MAX_INTEGER_DIGITS = 31;
const MAX_FRACTION_DIGITS = 18;
const EXACT_DIGITS = 15;
const PLAIN_EXPONENT = /^([+-]?)(\d*)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/**
 * Writes the number in [start, end) as canonical decimal text: no plus, no leading and trailing zeros, no exponent, every
 * other digit kept. Returns its value as a float for comparing, or NaN when the cell is no number the contract can carry
 * (then nothing of it is left in the store).
 */
export function writeDecimal(bytes: Buffer, start: number, end: number, out: RowStore): number {
  let i = start;
  const negative = bytes[i] === MINUS;
  if (negative || bytes[i] === PLUS) i += 1;
  const integerStart = i;
  while (i < end && isDigit(bytes[i])) i += 1;
  const integerEnd = i;
  let fractionStart = i;
  if (bytes[i] === POINT && i < end) {
    i += 1;
    fractionStart = i;
    while (i < end && isDigit(bytes[i])) i += 1;
  }
  if (integerEnd === integerStart && i === fractionStart) return Number.NaN;
  if (i < end) return bytes[i] === SMALL_E || bytes[i] === LARGE_E ? writeExponent(bytes, start, end, out) : Number.NaN;
  let first = integerStart;
  while (first < integerEnd && bytes[first] === ZERO) first += 1;
  let last = i;
  while (last > fractionStart && bytes[last - 1] === ZERO) last -= 1;
  if (integerEnd - first > MAX_INTEGER_DIGITS || last - fractionStart > MAX_FRACTION_DIGITS) return Number.NaN;

  const isZero = first === integerEnd && last === fractionStart;
  if (negative && !isZero) out.write(MINUS);
  let mantissa = 0;
  if (first === integerEnd) out.write(ZERO);
  for (let k = first; k < integerEnd; k++) mantissa = mantissa * 10 + digit(bytes, k, out);
  if (last > fractionStart) out.write(POINT);
  for (let k = fractionStart; k < last; k++) mantissa = mantissa * 10 + digit(bytes, k, out);
  const digits = integerEnd - first + last - fractionStart;
  // Up to 15 digits, mantissa and power of ten are exact and one division rounds correctly; longer numbers take the slow way.
  const size = digits <= EXACT_DIGITS ? mantissa / (POWERS_OF_TEN[last - fractionStart] ?? 1) : undefined;
  if (size === undefined) return Number(bytes.toString('latin1', start, end));
  return negative && !isZero ? -size : size;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function digit(bytes: Buffer, at: number, out: RowStore): number {
  const byte = bytes[at] ?? ZERO;
  out.write(byte);
  return byte - ZERO;
}

/** Numbers like `1.2e-05`: the point is moved in the text, so no digit is lost. Rare, therefore slow and plain. */
function writeExponent(bytes: Buffer, start: number, end: number, out: RowStore): number {
  const [, sign = '', integer = '', fraction = '', exponent = '0'] =
    PLAIN_EXPONENT.exec(bytes.toString('latin1', start, end)) ?? [];
  const digits = integer + fraction;
  const point = integer.length + Number(exponent);
  if (digits === '' || Math.abs(point) > MAX_INTEGER_DIGITS + digits.length) return Number.NaN;
  const padded = `${'0'.repeat(Math.max(0, -point))}${digits}${'0'.repeat(Math.max(0, point - digits.length))}`;
  const split = Math.max(0, point);
  const plain = Buffer.from(`${sign}${padded.slice(0, split)}.${padded.slice(split)}`, 'latin1');
  return writeDecimal(plain, 0, plain.length, out);
}
