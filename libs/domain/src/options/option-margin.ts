import { Decimal } from '../decimal.js';
import {
  type MarginOption,
  type MarginPart,
  type MarginPosition,
  outOfTheMoney,
  part,
  total,
  ZERO,
} from './margin-position.js';

/** FINRA Rule 4210(f)(2)(E): of the underlying's value, less what the option is out of the money. */
const RATE = { equity: new Decimal('0.2'), 'broad-index': new Decimal('0.15') } as const;
/** But at least this of the underlying's value for a call, of the strike for a put. */
const FLOOR = new Decimal('0.1');

/** What stands in a position for the margin of options among themselves. */
export type OptionsOn = Pick<MarginPosition, 'spot' | 'underlying' | 'options'>;

/** Margin of one short contract that nothing covers: its value, and the rate or the floor, whichever is more. */
export function nakedMargin(option: MarginOption, { spot, underlying }: Omit<OptionsOn, 'options'>): Decimal {
  const risk = spot.mul(RATE[underlying]).sub(outOfTheMoney(option, spot));
  const floor = (option.right === 'call' ? spot : option.strike).mul(FLOOR);
  return Decimal.max(risk, floor).add(option.price).mul(option.multiplier);
}

/**
 * Margin of options that are covered by each other or not at all: the lesser of what they can lose together, where that
 * is limited and the long ones live as long as the short, and of what short and long pairs and the rest ask one by one.
 * Long options ask for nothing here: they are paid for in full.
 */
export function optionsMargin(position: OptionsOn): MarginPart[] {
  const held = position.options.filter(({ contracts }) => contracts !== 0);
  if (held.length === 0) return [];
  if (held.every(({ contracts }) => contracts > 0)) return [part('long-option', ZERO)];
  const singly = pairedMargin({ ...position, options: held });
  const together = greatestLoss(held);
  if (together === undefined) return singly;
  return together.lte(total(singly).initial) ? [part('spread', together)] : singly;
}

/**
 * The most a set of options can lose at expiry, apart from what they cost: FINRA Rule 4210(f)(2)(H)(v), which asks for the
 * greatest loss over the strikes. Undefined when it has no limit, or when a long option may expire before a short one.
 */
export function greatestLoss(options: readonly MarginOption[]): Decimal | undefined {
  const expirations = (long: boolean): string[] =>
    options.filter(({ contracts }) => contracts > 0 === long).map(({ expiration }) => expiration);
  const lastShort = expirations(false).sort().at(-1);
  const firstLong = expirations(true).sort()[0];
  if (lastShort !== undefined && firstLong !== undefined && firstLong < lastShort) return undefined;
  const calls = options.filter(({ right }) => right === 'call');
  const slope = calls.reduce((sum, option) => sum.add(option.multiplier.mul(option.contracts)), ZERO);
  if (slope.lt(0)) return undefined;
  const values = [ZERO, ...options.map(({ strike }) => strike)].map((spot) => valueAt(options, spot));
  return Decimal.max(Decimal.min(...values).neg(), ZERO);
}

function valueAt(options: readonly MarginOption[], spot: Decimal): Decimal {
  return options.reduce((sum, { right, strike, multiplier, contracts }) => {
    const intrinsic = Decimal.max(right === 'call' ? spot.sub(strike) : strike.sub(spot), ZERO);
    return sum.add(intrinsic.mul(multiplier).mul(contracts));
  }, ZERO);
}

/** Contracts not yet spoken for. */
interface Lot {
  readonly option: MarginOption;
  left: number;
}

function pairedMargin(position: OptionsOn): MarginPart[] {
  const calls = pairOff('call', position);
  const puts = pairOff('put', position);
  return [...calls.parts, ...puts.parts, ...straddles(calls.naked, puts.naked, position)];
}

/** Short options with the long ones of the same right that cover them best; the dearest to leave naked come first. */
function pairOff(right: MarginOption['right'], position: OptionsOn): { parts: MarginPart[]; naked: Lot[] } {
  const lots = (sign: 1 | -1): Lot[] =>
    position.options
      .filter((option) => option.right === right && option.contracts * sign > 0)
      .map((option) => ({ option, left: option.contracts * sign }));
  const longs = lots(1);
  const shorts = lots(-1).sort((a, b) => nakedMargin(b.option, position).comparedTo(nakedMargin(a.option, position)));
  const parts: MarginPart[] = [];
  for (const short of shorts) {
    const covers = longs
      .filter(({ option }) => covering(option, short.option))
      .sort((a, b) => pairLoss(a.option, short.option).comparedTo(pairLoss(b.option, short.option)));
    for (const long of covers) {
      const loss = pairLoss(long.option, short.option);
      const pairs = Math.min(long.left, short.left);
      if (pairs === 0 || loss.gte(nakedMargin(short.option, position))) continue;
      long.left -= pairs;
      short.left -= pairs;
      parts.push(part('spread', loss.mul(pairs)));
    }
  }
  return { parts, naked: shorts.filter(({ left }) => left > 0) };
}

function covering(long: MarginOption, short: MarginOption): boolean {
  return long.expiration >= short.expiration && long.multiplier.eq(short.multiplier);
}

function pairLoss(long: MarginOption, short: MarginOption): Decimal {
  const width = long.right === 'call' ? long.strike.sub(short.strike) : short.strike.sub(long.strike);
  return Decimal.max(width, ZERO).mul(long.multiplier);
}

/** A naked call and a naked put cannot both be exercised against the writer: the greater of the two, and the other's value. */
function straddles(calls: readonly Lot[], puts: readonly Lot[], position: OptionsOn): MarginPart[] {
  const parts: MarginPart[] = [];
  for (const call of calls) {
    for (const put of puts) {
      const pairs = Math.min(call.left, put.left);
      if (pairs === 0) continue;
      call.left -= pairs;
      put.left -= pairs;
      const ofCall = nakedMargin(call.option, position);
      const ofPut = nakedMargin(put.option, position);
      const other = ofCall.gte(ofPut) ? put.option : call.option;
      const value = other.price.mul(other.multiplier);
      parts.push(part('short-straddle', Decimal.max(ofCall, ofPut).add(value).mul(pairs)));
    }
  }
  for (const { option, left } of [...calls, ...puts]) {
    if (left > 0) parts.push(part(`naked-${option.right}`, nakedMargin(option, position).mul(left)));
  }
  return parts;
}
