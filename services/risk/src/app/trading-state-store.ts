/** The words of the contract's `TradingStateKind`. */
export type TradingStateName = 'ACTIVE' | 'REDUCING' | 'HALTED';

/** Who set the state, when (epoch milliseconds) and why. */
export interface TradingStateChange {
  readonly state: TradingStateName;
  readonly reason: string;
  readonly actor: string;
  readonly changedMs: number;
}

/** Where the changes of the trading state are kept, all of them. */
export interface TradingStateStore {
  /** Undefined when the state was never set. */
  newest(): Promise<TradingStateChange | undefined>;
  append(change: TradingStateChange): Promise<void>;
}
