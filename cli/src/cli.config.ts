import type { Environment } from '@cream/runtime';

/** The settings of this process. The only place of the command that reads them. */
export function environment(): Environment {
  return process.env;
}

/** For verbs that end: vendors allow an account one stream, and that is the running system's. */
export const NO_FEED = { CREAM_MARKET_DATA_FEED: undefined } as const;
