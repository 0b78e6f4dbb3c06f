import { Decimal } from '../decimal.js';
import { DomainError } from '../errors.js';

/** Contracts of one option in a margin account. */
export interface MarginOption {
  readonly right: 'call' | 'put';
  readonly strike: Decimal;
  /** As `2016-03-18`. */
  readonly expiration: string;
  /** Whole; above 0 long, below 0 short. */
  readonly contracts: number;
  /** Units of the underlying per contract. */
  readonly multiplier: Decimal;
  /** Market value per unit of the underlying. */
  readonly price: Decimal;
}

/** Everything held on one underlying. */
export interface MarginPosition {
  /** Price of the underlying. */
  readonly spot: Decimal;
  /** Above 0 long, below 0 short. */
  readonly shares: Decimal;
  readonly options: readonly MarginOption[];
  /** A broad index moves less than a share: 15 % of it stand where 20 % of a share do. */
  readonly underlying: 'equity' | 'broad-index';
}

export type MarginRule =
  | 'long-shares'
  | 'short-shares'
  | 'covered-call'
  | 'covered-put'
  | 'protective-put'
  | 'protective-call'
  | 'collar'
  | 'conversion'
  | 'reverse-conversion'
  | 'long-option'
  | 'naked-call'
  | 'naked-put'
  | 'short-straddle'
  | 'spread';

/** What one rule asks for a part of the position, in dollars. */
export interface MarginPart {
  readonly rule: MarginRule;
  readonly initial: Decimal;
  readonly maintenance: Decimal;
}

export interface MarginRequirement {
  readonly initial: Decimal;
  readonly maintenance: Decimal;
  readonly parts: readonly MarginPart[];
}

export const ZERO = new Decimal(0);

/** The rule's dollars; what is asked at the start is never less than what is asked from then on. */
export function part(rule: MarginRule, initial: Decimal, maintenance = initial): MarginPart {
  return { rule, initial: Decimal.max(initial, maintenance), maintenance };
}

export function total(parts: readonly MarginPart[]): MarginRequirement {
  return {
    initial: parts.reduce((sum, { initial }) => sum.add(initial), ZERO),
    maintenance: parts.reduce((sum, { maintenance }) => sum.add(maintenance), ZERO),
    parts,
  };
}

/** How far an option is out of the money, and how far in, per unit of the underlying. */
export function outOfTheMoney({ right, strike }: MarginOption, spot: Decimal): Decimal {
  return Decimal.max(right === 'call' ? strike.sub(spot) : spot.sub(strike), ZERO);
}

export function inTheMoney({ right, strike }: MarginOption, spot: Decimal): Decimal {
  return Decimal.max(right === 'call' ? spot.sub(strike) : strike.sub(spot), ZERO);
}

/** @throws DomainError `MARGIN_INPUT_INVALID` naming what no requirement can be computed from */
export function requirePosition({ spot, shares, options }: MarginPosition): void {
  requireThat(spot.isFinite() && spot.gt(0), 'spot', spot);
  requireThat(shares.isFinite(), 'shares', shares);
  for (const [index, option] of options.entries()) {
    const field = (name: string): string => `options[${index}].${name}`;
    const { strike, multiplier, price, contracts } = option;
    requireThat(strike.isFinite() && strike.gt(0), field('strike'), strike);
    requireThat(multiplier.isFinite() && multiplier.gt(0), field('multiplier'), multiplier);
    requireThat(price.isFinite() && price.gte(0), field('price'), price);
    requireThat(Number.isSafeInteger(contracts), field('contracts'), contracts);
  }
}

function requireThat(holds: boolean, field: string, value: Decimal | number): void {
  if (!holds) throw new DomainError('MARGIN_INPUT_INVALID', `no margin can be computed for ${field} ${value}`, field);
}
