import { Decimal } from '@cream/domain';
import type { CashEvent } from '../engine/fill.js';
import type { Instrument } from '../engine/instrument.js';
import { splitUnits } from '../ledger/units.js';
import { SimulationError } from '../simulation-error.js';

/** What happens to the holders of a share before the first bar that starts at its ex-date or later. */
export type CorporateAction =
  | {
      readonly kind: 'DIVIDEND';
      readonly symbol: string;
      readonly exMs: number;
      /** USD per unit. */
      readonly amount: number;
    }
  | {
      readonly kind: 'SPLIT';
      readonly symbol: string;
      readonly exMs: number;
      /** New units per old unit: 7 for a seven-for-one split, 0.1 for a one-for-ten reverse split. */
      readonly ratio: number;
    };

/** @throws SimulationError */
export function checkActions(actions: readonly CorporateAction[]): void {
  for (const [n, action] of actions.entries()) {
    const value = action.kind === 'DIVIDEND' ? action.amount : action.ratio;
    if (!(Number.isFinite(value) && value > 0)) throw new SimulationError('actions', `has the value ${value}`, n);
    if (!Number.isFinite(action.exMs)) throw new SimulationError('actions', `has the ex-date ${action.exMs}`, n);
  }
}

/** A holder receives a dividend, whoever is short pays it. */
export function payDividend({ holding, symbol }: Instrument, amount: number, timeMs: number): CashEvent | undefined {
  if (holding.units === 0) return undefined;
  const paid = new Decimal(holding.units).times(amount);
  return { kind: 'DIVIDEND', symbol, amount: paid.toFixed(), timeMs };
}

/**
 * Units and working orders after a split. A fraction of a unit is paid out at the last close, divided by the ratio, as
 * brokers do; contracts on the share follow it: more of them at a lower strike for whole ratios, more units per contract
 * otherwise.
 */
export function split(
  instrument: Instrument,
  options: readonly Instrument[],
  ratio: number,
  timeMs: number,
): CashEvent | undefined {
  const { holding, symbol } = instrument;
  const { whole, fraction } = splitUnits(holding.units, ratio);
  holding.become(whole.toNumber());
  instrument.splitOrders(ratio, ratio);
  for (const option of options) {
    const { units, multiplier } = option.holding;
    if (Number.isInteger(ratio)) option.holding.become(units * ratio);
    else option.holding.become(units, multiplier * ratio);
    option.strike /= ratio;
    option.splitMark(ratio);
    option.splitOrders(Number.isInteger(ratio) ? ratio : 1, ratio);
  }
  if (fraction.isZero()) return undefined;
  const paid = fraction.times(instrument.mark).div(ratio).toDecimalPlaces(6);
  return { kind: 'CASH_IN_LIEU', symbol, amount: paid.toFixed(), timeMs };
}
