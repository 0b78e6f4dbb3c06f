/** Whether a schedule is paused; survives the process. */
export interface PauseStore {
  paused(scheduleId: string): Promise<boolean>;
  /** @param changedMs epoch milliseconds */
  set(scheduleId: string, paused: boolean, reason: string, changedMs: number): Promise<void>;
}
