import { WIRE_FRACTION_DIGITS } from '@cream/domain';
import type { DecimalText } from '../../app/ports/decimal-text.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import { decimalText } from '../wire/fields.js';
import { parseInstant } from '../wire/instant.js';

/** Digits a 32-bit float needs at most to be told from every other. */
const FLOAT_DIGITS = 9;
/** Epoch times below these are seconds, milliseconds, microseconds; above, nanoseconds. */
const SECONDS_BELOW = 1e11;
const MILLIS_BELOW = 1e14;
const MICROS_BELOW = 1e17;

/** How a column's numbers are to be understood. */
export interface ColumnForm {
  /** 32-bit floats: only their own digits count. */
  readonly single: boolean;
  /** Fraction digits of a DECIMAL. */
  readonly scale: number | undefined;
  /** A time without a zone is New York's clock. */
  readonly zoned: boolean;
}

/** A price or volume as a decimal; undefined when it is none or its digits do not fit what the reader was given. */
export function decimalCell(value: unknown, form: ColumnForm): DecimalText | undefined {
  if (typeof value === 'bigint' || typeof value === 'string') return decimalText(String(value));
  if (typeof value !== 'number') return undefined;
  if (form.scale !== undefined) {
    if (!(form.scale >= 0 && form.scale <= WIRE_FRACTION_DIGITS)) return undefined;
    // DECIMAL comes as a float: exact as long as its digits are.
    return Math.abs(value) * 10 ** form.scale > Number.MAX_SAFE_INTEGER
      ? undefined
      : decimalText(value.toFixed(form.scale));
  }
  return decimalText(form.single ? shortestSingle(value) : value);
}

/** A time as UTC milliseconds; undefined when it is none. */
export function timeCell(value: unknown, form: ColumnForm): number | undefined {
  if (value instanceof Date) return finite(form.zoned ? value.getTime() : fromWall(value.getTime()));
  if (typeof value === 'bigint' || typeof value === 'number') return finite(fromEpoch(Number(value)));
  if (typeof value !== 'string') return undefined;
  const instant = parseInstant(value.trim());
  if (instant !== undefined) return instant.timeMs;
  const wall = Date.parse(`${value.trim().replace(' ', 'T')}${value.trim().length > 10 ? 'Z' : ''}`);
  return Number.isNaN(wall) ? undefined : value.trim().length > 10 ? fromWall(wall) : wall;
}

function shortestSingle(value: number): number {
  for (let digits = 1; digits < FLOAT_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(FLOAT_DIGITS));
}

function fromWall(wallMs: number): number {
  const day = Math.floor(wallMs / DAY_MS);
  return newYorkMidnight(day) + (wallMs - day * DAY_MS);
}

function fromEpoch(value: number): number {
  const size = Math.abs(value);
  if (size < SECONDS_BELOW) return value * 1000;
  if (size < MILLIS_BELOW) return value;
  return Math.floor(value / (size < MICROS_BELOW ? 1e3 : 1e6));
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
