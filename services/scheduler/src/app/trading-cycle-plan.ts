import type { Mode } from '@cream/proto/common';

/** What the schedule `trading-cycle` runs, from settings. */
export interface TradingCyclePlan {
  /** False: nothing runs by itself. */
  readonly enabled: boolean;
  readonly accountId: string;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  readonly mode: Mode;
  /** How long after the close the cycle starts: its last bar needs time to arrive. */
  readonly delayMs: number;
}
