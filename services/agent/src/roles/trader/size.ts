import { Decimal, dec, decIfReadable, wire } from '@cream/domain';
import type { DecisionRules, Objection } from '@cream/proto/decision';

const FULL_CONVICTION = 0.7;
const HALF_CONVICTION = 0.5;
/** Without usable numbers in an objection the size is halved. */
const HALF = new Decimal('0.5');
/** Stays this far below a limit, because the fill's price is not known yet. */
const MARGIN = new Decimal('0.95');
const SIZE_DIGITS = 4;

/** Percent of equity: `position_pct` from conviction 0.7, half of it from 0.5, a quarter below. */
export function sizePct(conviction: number, rules: DecisionRules): Decimal {
  const full = dec(rules.positionPct, 'position_pct');
  const share = conviction >= FULL_CONVICTION ? 1 : conviction >= HALF_CONVICTION ? 0.5 : 0.25;
  return cut(full.times(share));
}

/** True for an objection that a smaller size can answer. */
export function isAboutSize({ code }: Objection): boolean {
  return code !== 'INSTRUMENT_MISSING' && (code.startsWith('INSTRUMENT_') || code.startsWith('PORTFOLIO_'));
}

/**
 * A smaller size that answers limit objections. An instrument's own limit says by how much; a portfolio's also counts what
 * is held, so that its numbers do not scale with one decision and the size is halved.
 */
export function shrunk(size: Decimal, objections: readonly Objection[]): Decimal {
  return cut(size.times(Decimal.min(...objections.map(factor))));
}

function factor({ code, observed, expected }: Objection): Decimal {
  const [is, limit] = [numberOf(observed), numberOf(expected)];
  if (!code.startsWith('INSTRUMENT_') || is === undefined || !limit?.gt(0)) return HALF;
  return is.gt(limit) ? limit.div(is).times(MARGIN) : HALF;
}

const numberOf = (text: string): Decimal | undefined =>
  decIfReadable({ $typeName: 'cream.common.v1.Decimal', value: text });

const cut = (value: Decimal): Decimal => value.toDecimalPlaces(SIZE_DIGITS, Decimal.ROUND_FLOOR);

export const sizeText = (value: Decimal): string => wire(value).value;
