const RUN = /^bt-\d{8}-\d{6}-[0-9a-f]{4}$/;

/** Whether an account is that of a backtest, whose id is also its run's: `bt-20260301-093000-7e50`. */
export function isRun(accountId: string): boolean {
  return RUN.test(accountId);
}
