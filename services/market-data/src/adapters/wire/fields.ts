import { canonicalText } from '@cream/domain';
import { z } from 'zod';
import type { DecimalText } from '../../app/ports/decimal-text.js';
import { parseInstant } from './instant.js';

/** `String` writes floats of this length or shorter as the wire wants them, unless there is an exponent. */
const PLAIN_LENGTH = 19;
const CIVIL_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const NANOS_PER_MS = 1_000_000n;

/** An exact decimal, from a JSON number or its text. */
export const decimalField = z.union([z.number(), z.string()]).transform((value, context): DecimalText => {
  const text = decimalText(value);
  if (text !== undefined) return text;
  context.addIssue({ code: 'custom', message: 'is not a decimal' });
  return z.NEVER;
});

/** Canonical text of a number, undefined when it is none or does not fit the wire. */
export function decimalText(value: number | string): DecimalText | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    const text = String(value === 0 ? 0 : value);
    if (text.length <= PLAIN_LENGTH && !text.includes('e')) return text;
  }
  const trimmed = typeof value === 'string' ? value.trim() : value;
  if (typeof trimmed === 'string' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(trimmed)) return undefined;
  try {
    return canonicalText(trimmed);
  } catch {
    // Only what exceeds the wire's digits gets here.
    return undefined;
  }
}

/** An RFC 3339 time with up to nine fraction digits. */
export const instantField = z.string().transform((text, context) => {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue({ code: 'custom', message: 'is not an RFC 3339 time' });
  return z.NEVER;
});

/** A time in epoch nanoseconds: a number, or its text where a float does not hold it. */
export const epochNanosField = z.union([z.number(), z.string()]).transform((value, context) => {
  if (/^\d{1,19}$/.test(String(value))) return tickTime(BigInt(value));
  context.addIssue({ code: 'custom', message: 'is not a time in epoch nanoseconds' });
  return z.NEVER;
});

/** Epoch milliseconds. */
export const epochMillisField = z.number().int().nonnegative().max(8.64e15);

/** `2016-03-01`. */
export const dateField = z.string().regex(CIVIL_DATE, 'is not a date');

/** Both forms of a time in nanoseconds. */
export function tickTime(timeNs: bigint): { timeMs: number; timeNs: bigint } {
  return { timeMs: Number(timeNs / NANOS_PER_MS), timeNs };
}
