import type { Environment } from '@cream/runtime';

/** The settings of this process. The only place of the command that reads them. */
export function environment(): Environment {
  return process.env;
}
