import { at } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type Leg, type OptionLeg, optionLegs, requireLegs } from './legs.js';
import { STRATEGY_OF_SHAPE, STRATEGY_OF_TWO_EXPIRIES, type StrategyName } from './strategy-names.js';

export interface RecognisedStrategy {
  readonly name: StrategyName;
  /** How many times the position is held: the greatest number all its legs can be divided by. */
  readonly units: number;
  /** For butterflies and condors: false when one wing is wider than the other (a "broken wing"). */
  readonly balanced: boolean;
}

/**
 * The name a position goes by, from its legs in any order; legs of the same option count together, and what they cost does
 * not matter. `custom` when it has none. Shares count in units of the contracts' multiplier.
 * @throws QuantError for no legs, a leg nothing can be told from, and contracts of different multipliers
 */
export function recogniseStrategy(legs: readonly Leg[]): RecognisedStrategy {
  requireLegs(legs);
  const options = netted(optionLegs(legs));
  const multiplier = options[0]?.multiplier ?? 1;
  if (options.some((leg) => leg.multiplier !== multiplier)) {
    throw new QuantError('legs', 'have contracts of different multipliers');
  }
  const shares = legs.reduce((sum, leg) => sum + (leg.kind === 'shares' ? leg.shares : 0), 0) / multiplier;
  const quantities = [...options.map(({ contracts }) => contracts), shares].filter((quantity) => quantity !== 0);
  if (quantities.length === 0 || !Number.isInteger(shares)) return { name: 'custom', units: 1, balanced: true };
  const units = quantities.map(Math.abs).reduce(greatestDivisor);
  const single = options.map((leg) => ({ ...leg, contracts: leg.contracts / units }));
  return { name: nameOf(single, shares / units), units, balanced: isBalanced(single) };
}

function nameOf(options: readonly OptionLeg[], shares: number): StrategyName {
  const expiries = [...new Set(options.map(({ expiry }) => expiry))].sort((a, b) => a - b);
  const held = shares === 0 ? '' : `${signed(shares)}S`;
  if (expiries.length <= 1) {
    const shape = [held, shapeOf(options)].filter((part) => part !== '').join(' ');
    return lookUp(STRATEGY_OF_SHAPE, shape) ?? ratioName(options, shares) ?? 'custom';
  }
  const [near = [], far = []] = expiries.map((expiry) => options.filter((leg) => leg.expiry === expiry));
  if (expiries.length > 2 || held !== '') return 'custom';
  const names = lookUp(STRATEGY_OF_TWO_EXPIRIES, `${shapeOf(near)} / ${shapeOf(far)}`);
  const sameStrikes = near.every((leg, i) => leg.strike === far[i]?.strike);
  return (sameStrikes ? names?.calendar : names?.diagonal) ?? 'custom';
}

/** One leg for each option held at all, by rising strike, a call before a put. */
function netted(legs: readonly OptionLeg[]): OptionLeg[] {
  const byOption = new Map<string, OptionLeg>();
  for (const leg of legs) {
    const key = `${leg.expiry} ${leg.strike} ${leg.right}`;
    const held = byOption.get(key);
    byOption.set(key, held ? { ...held, contracts: held.contracts + leg.contracts } : leg);
  }
  return [...byOption.values()]
    .filter(({ contracts }) => contracts !== 0)
    .sort((a, b) => a.strike - b.strike || a.right.localeCompare(b.right));
}

function shapeOf(legs: readonly OptionLeg[]): string {
  return legs
    .map(({ right, contracts, strike }, i) => {
      const link = i === 0 ? '' : strike === legs[i - 1]?.strike ? '=' : '<';
      return `${link}${signed(contracts)}${right === 'call' ? 'C' : 'P'}`;
    })
    .join('');
}

/** One right, two strikes, more of one than of the other: sold more than bought is a ratio spread, else a backspread. */
function ratioName(options: readonly OptionLeg[], shares: number): StrategyName | undefined {
  const [lower, higher] = options;
  if (shares !== 0 || options.length !== 2 || !lower || !higher || lower.right !== higher.right) return undefined;
  if (lower.strike === higher.strike || lower.contracts * higher.contracts > 0) return undefined;
  // What is held more of lies farther out of the money.
  const [inner, outer] = lower.right === 'call' ? [lower, higher] : [higher, lower];
  if (Math.abs(outer.contracts) <= Math.abs(inner.contracts)) return undefined;
  return `${lower.right}-${outer.contracts < 0 ? 'ratio-spread' : 'backspread'}`;
}

function isBalanced(options: readonly OptionLeg[]): boolean {
  const strikes = [...new Set(options.map(({ strike }) => strike))];
  if (strikes.length < 3) return true;
  const wing = at(strikes, 1) - at(strikes, 0);
  const other = at(strikes, strikes.length - 1) - at(strikes, strikes.length - 2);
  return Math.abs(wing - other) <= 1e-9 * at(strikes, strikes.length - 1);
}

function lookUp<Table extends object>(table: Table, key: string): Table[keyof Table] | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof Table] : undefined;
}

function signed(quantity: number): string {
  return quantity > 0 ? `+${quantity}` : String(quantity);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
