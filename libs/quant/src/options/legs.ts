import { requireAbove, requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type OptionRight, requireAtLeastZero, signOf } from './option-input.js';

/** Contracts of one option in a position. */
export interface OptionLeg {
  readonly kind: 'option';
  readonly right: OptionRight;
  readonly strike: number;
  /** Orders expiries and tells them apart: epoch milliseconds, or days from now. */
  readonly expiry: number;
  /** Above 0 bought, below 0 sold. */
  readonly contracts: number;
  /** Units of the underlying per contract. */
  readonly multiplier: number;
  /** Paid or received per unit of the underlying. */
  readonly price: number;
}

/** Shares of the underlying in a position. */
export interface ShareLeg {
  readonly kind: 'shares';
  /** Above 0 held, below 0 sold short. */
  readonly shares: number;
  /** Paid or received per share. */
  readonly price: number;
}

export type Leg = OptionLeg | ShareLeg;

/** @throws QuantError naming the leg and the field from which nothing can be computed */
export function requireLegs(legs: readonly Leg[]): void {
  if (legs.length === 0) throw new QuantError('legs', 'are none');
  for (const [index, leg] of legs.entries()) {
    requireAtLeastZero(`legs[${index}].price`, leg.price);
    if (leg.kind === 'shares') {
      requireNumber(`legs[${index}].shares`, leg.shares);
      continue;
    }
    signOf(leg.right);
    requireAbove(`legs[${index}].strike`, leg.strike, 0);
    requireAbove(`legs[${index}].multiplier`, leg.multiplier, 0);
    requireNumber(`legs[${index}].expiry`, leg.expiry);
    if (!Number.isInteger(leg.contracts)) {
      throw new QuantError(`legs[${index}].contracts`, `must be a whole number, got ${leg.contracts}`);
    }
  }
}

/** Passes an amount on. @throws QuantError where the legs' sizes and prices make more than a number can hold */
export function requireAmount(amount: number): number {
  if (Math.abs(amount) < Infinity) return amount;
  throw new QuantError('legs', 'come to more than a number can hold');
}

export function optionLegs(legs: readonly Leg[]): OptionLeg[] {
  return legs.filter((leg) => leg.kind === 'option');
}
