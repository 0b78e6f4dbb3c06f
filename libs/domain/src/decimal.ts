import type { Decimal as WireDecimal } from '@cream/proto/common';
import { Decimal as BaseDecimal } from 'decimal.js';
import { DomainError } from './errors.js';

export type { WireDecimal };

/** Exact decimal arithmetic: 40 significant digits, half-even, never an exponent in its text. */
export const Decimal = BaseDecimal.clone({
  precision: 40,
  rounding: BaseDecimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = BaseDecimal;

/** Fraction digits the wire can carry; finer values are rounded half-even when they are written. */
export const WIRE_FRACTION_DIGITS = 18;
/** Fraction digits kept of a quotient (average cost, percentage), which in general never ends. */
export const QUOTIENT_DIGITS = 12;

const CANONICAL = /^-?(0|[1-9][0-9]{0,30})(\.[0-9]{0,17}[1-9])?$/;
const ZERO_TEXT = '0';
const LARGEST_WIRE_INTEGER = new Decimal('1e31');

/**
 * Reads a wire decimal.
 * @throws DomainError `DECIMAL_MISSING` when absent, `DECIMAL_MALFORMED` when the text is not canonical
 */
export function dec(wireValue: WireDecimal | undefined, field?: string): Decimal {
  if (wireValue === undefined) {
    throw new DomainError('DECIMAL_MISSING', `${field ?? 'a decimal'} is missing`, field);
  }
  const text = wireValue.value;
  if (!isCanonical(text)) {
    throw new DomainError('DECIMAL_MALFORMED', `${field ?? 'decimal'} "${text}" is not a canonical decimal`, field);
  }
  return new Decimal(text);
}

/**
 * Reads a wire decimal that may be absent.
 * @throws DomainError `DECIMAL_MALFORMED` when present but not canonical
 */
export function decOr<T>(wireValue: WireDecimal | undefined, absent: T, field?: string): Decimal | T {
  return wireValue === undefined ? absent : dec(wireValue, field);
}

/** Reads a wire decimal where an unreadable one is an objection or a refusal rather than an error: then undefined. */
export function decIfReadable(wireValue: WireDecimal | undefined): Decimal | undefined {
  return wireValue !== undefined && isCanonical(wireValue.value) ? new Decimal(wireValue.value) : undefined;
}

/**
 * Writes canonical wire text. Digits beyond the wire's 18 fraction digits are rounded half-even.
 * @throws DomainError `DECIMAL_UNREPRESENTABLE` for NaN, infinities, text that is no number, and 10^31 or more
 */
export function wire(value: Decimal | number | string): WireDecimal {
  return { $typeName: 'cream.common.v1.Decimal', value: canonicalText(value) };
}

/** The canonical text of `wire`, for people, ids and logs. */
export function canonicalText(value: Decimal | number | string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return value === 0 ? ZERO_TEXT : String(value);
  }
  const exact = typeof value === 'object' ? value : parse(value);
  if (!exact.isFinite() || exact.abs().gte(LARGEST_WIRE_INTEGER)) {
    throw new DomainError('DECIMAL_UNREPRESENTABLE', `${String(value)} has no decimal on the wire`);
  }
  const kept = exact.decimalPlaces() > WIRE_FRACTION_DIGITS ? exact.toDecimalPlaces(WIRE_FRACTION_DIGITS) : exact;
  return kept.isZero() ? ZERO_TEXT : kept.toFixed();
}

/**
 * A number from floating point as a decimal: rounded half-even to `digits` fraction digits, trailing zeros cut.
 * @throws DomainError `DECIMAL_UNREPRESENTABLE` when `x` is not finite
 */
export function statistic(x: number, digits = 6): WireDecimal {
  const text = roundedText(x, digits) ?? canonicalText(parse(x).toDecimalPlaces(digits));
  return { $typeName: 'cream.common.v1.Decimal', value: text };
}

/**
 * What most numbers need, without decimal arithmetic. `toFixed` rounds the binary value, a decimal the shortest text that
 * stands for it; the two may differ only where that text ends half-way, one digit further on. Undefined there, and for
 * numbers whose text has an exponent.
 */
function roundedText(x: number, digits: number): string | undefined {
  const text = String(x);
  const point = text.indexOf('.');
  if (point < 0 || digits === 0 || text.includes('e')) return undefined;
  const fraction = text.length - point - 1;
  if (fraction <= digits) return text;
  if (fraction === digits + 1 && text.endsWith('5')) return undefined;
  const fixed = x.toFixed(digits);
  let end = fixed.length;
  while (fixed[end - 1] === '0') end -= 1;
  if (fixed[end - 1] === '.') end -= 1;
  const cut = fixed.slice(0, end);
  return cut === '-0' ? ZERO_TEXT : cut;
}

/** `numerator / denominator` rounded half-even to 12 fraction digits; undefined when the denominator is zero. */
export function quotient(numerator: Decimal, denominator: Decimal): Decimal | undefined {
  return denominator.isZero() ? undefined : numerator.div(denominator).toDecimalPlaces(QUOTIENT_DIGITS);
}

function isCanonical(text: string): boolean {
  return CANONICAL.test(text) && text !== '-0';
}

function parse(value: number | string): Decimal {
  try {
    return new Decimal(value);
  } catch (cause) {
    const error = new DomainError('DECIMAL_UNREPRESENTABLE', `"${value}" is not a number`);
    error.cause = cause;
    throw error;
  }
}
