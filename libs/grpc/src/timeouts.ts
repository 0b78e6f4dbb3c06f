/** How long a unary call waits when its caller does not say: 30 seconds. Streams last until someone ends them. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * The time a call may take, in milliseconds; undefined means without end. As everywhere in Connect, a caller's zero or
 * negative value switches the default off.
 */
export function effectiveTimeout(asked: number | undefined, byDefault: number | undefined): number | undefined {
  if (asked === undefined) return byDefault;
  return asked > 0 ? asked : undefined;
}
