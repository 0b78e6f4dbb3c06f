import { Decimal, dec, decIfReadable, wire } from '@cream/domain';
import type { DecisionRules, Objection } from '@cream/proto/decision';

/** The evidence of a side this convinced outweighs all that speaks against it more than two to one. */
const FULL_CONVICTION = 0.7;
/** From here on it outweighs it at all; below, a position is a probe. */
const HALF_CONVICTION = 0.5;
const HALF = new Decimal('0.5');
/** Four steps to a full position: less is more fees and watching than it can earn. */
const SMALLEST = new Decimal('0.25');
/** Stays a twentieth below a limit: the fill's price is not known yet, and overnight gaps of 5 % are rare. */
const MARGIN = new Decimal('0.95');
const SIZE_DIGITS = 4;

/** Percent of equity that a conviction is worth: `position_pct` from 0.7, half of it from 0.5, a quarter below. */
export function sizePct(conviction: number, rules: DecisionRules): Decimal {
  if (conviction < HALF_CONVICTION) return smallestPct(rules);
  const full = dec(rules.positionPct, 'position_pct');
  return cut(conviction >= FULL_CONVICTION ? full : full.times(HALF));
}

/** The smallest size that is opened or added, in percent of equity. */
export function smallestPct(rules: DecisionRules): Decimal {
  return cut(dec(rules.positionPct, 'position_pct').times(SMALLEST));
}

/** True for an objection that a smaller size can answer. */
export function isAboutSize({ code }: Objection): boolean {
  return code !== 'INSTRUMENT_MISSING' && (code.startsWith('INSTRUMENT_') || code.startsWith('PORTFOLIO_'));
}

/** An order that limits speak against, in units without sign. */
export interface Ordered {
  readonly quantity: Decimal;
  /** What is held of the instrument already. */
  readonly held: Decimal;
}

/**
 * How much of an order, in units, answers limit objections. An instrument's limit is about the whole position,
 * so what is held comes off first. A portfolio's also counts other instruments, so that its numbers do not say how much
 * one order has to give; the order is halved, as it is when an objection has no usable numbers.
 */
export function quantityLeft(order: Ordered, objections: readonly Objection[]): Decimal {
  return Decimal.min(...objections.map((each) => quantityUnder(order, each)));
}

function quantityUnder({ quantity, held }: Ordered, { code, observed, expected }: Objection): Decimal {
  const [is, limit] = [numberOf(observed), numberOf(expected)];
  if (!code.startsWith('INSTRUMENT_') || is === undefined || !limit?.gt(0) || is.lte(limit))
    return quantity.times(HALF);
  const allowed = held.plus(quantity).times(limit).times(MARGIN).div(is);
  return Decimal.max(0, allowed.minus(held));
}

const numberOf = (text: string): Decimal | undefined =>
  decIfReadable({ $typeName: 'cream.common.v1.Decimal', value: text });

/** Sizes are stated to 4 digits, never more than was meant. */
export const cut = (value: Decimal): Decimal => value.toDecimalPlaces(SIZE_DIGITS, Decimal.ROUND_FLOOR);

export const sizeText = (value: Decimal): string => wire(value).value;
