import type { BacktestRun } from '@cream/proto/cycle';

/** Where runs are kept. */
export interface RunStore {
  save(run: BacktestRun): Promise<void>;
  find(runId: string): Promise<BacktestRun | undefined>;
  /** Newest first. */
  list(): Promise<BacktestRun[]>;
}

/** Injection token of the store. */
export const RUN_STORE = Symbol('RunStore');
