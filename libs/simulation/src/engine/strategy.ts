import type { CashEvent, SimulatedFill } from './fill.js';
import type { Series } from './series.js';
import type { ComboTicket, OrderTicket } from './ticket.js';

/** A bar that has ended. One object per instrument, the same for all its bars. */
export interface BarEvent {
  readonly symbol: string;
  readonly series: Series;
  /** Its position in the columns: what lies behind it has not happened yet. */
  readonly index: number;
  /** Its end. */
  readonly timeMs: number;
}

/** What a strategy may do, and see, when a bar has ended. */
export interface Trader {
  /** @returns the id of the order. @throws SimulationError for one that makes no sense */
  submit(ticket: OrderTicket): string;
  submitCombo(ticket: ComboTicket): string;
  /** @returns whether it was still working */
  cancel(orderId: string): boolean;
  /** Exercises contracts that are held. @throws SimulationError when it may not be, or there are not as many */
  exercise(symbol: string, contracts: number): void;
  /** Units held, negative for short. */
  position(symbol: string): number;
  /** USD. */
  cash(): number;
  equity(): number;
}

/** Told of every bar, after it has worked the orders that were sent before it started. */
export interface Strategy {
  onBar(event: BarEvent, trader: Trader): void;
  onFill?(fill: SimulatedFill, trader: Trader): void;
  /** Told of cash that came or went without a trade. */
  onCash?(event: CashEvent, trader: Trader): void;
}
