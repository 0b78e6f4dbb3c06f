import { Decimal } from '@cream/domain';

/** One position. Prices per unit in USD, times epoch milliseconds. */
export interface HeldPosition {
  symbol: string;
  /** Negative for short, never zero. */
  units: Decimal;
  averageCost: Decimal;
  mark: Decimal;
  markMs: number;
  openedAtMs: number;
  openingDecisionId: string;
  stopOrderId: string;
  targetOrderId: string;
  /** How often the present protection was renewed. */
  generation: number;
}

/** What an account is at its clock, besides its orders. */
export interface AccountState {
  cash: Decimal;
  /** Of the newest order event and the newest fill. */
  eventSequence: number;
  fillSequence: number;
  /** Of the newest split or dividend; absent before the first. */
  actionSequence?: number;
  positions: HeldPosition[];
}

const DECIMALS = new Set(['cash', 'units', 'averageCost', 'mark']);

export function stateText(state: AccountState): string {
  return JSON.stringify(state, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key];
    return raw instanceof Decimal ? raw.toFixed() : value;
  });
}

export function stateFromText(text: string): AccountState {
  return JSON.parse(text, (key, value: unknown) =>
    DECIMALS.has(key) && typeof value === 'string' ? new Decimal(value) : value,
  ) as AccountState;
}
