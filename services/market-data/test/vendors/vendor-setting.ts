import { BarInterval } from '@cream/proto/market';
import { expect } from 'vitest';
import type { AdapterRuntime } from '../../src/adapters/http/index.js';
import { VendorError, type VendorErrorCode } from '../../src/app/ports/index.js';

export const { ONE_MINUTE, ONE_DAY, ONE_HOUR } = BarInterval;
export const never = new AbortController().signal;
export const ms = (time: string) => Date.parse(time);
/** From inclusive, to exclusive. */
export const range = (from: string, to: string) => ({ fromMs: ms(from), toMs: ms(to) });
/** A pace no test has to wait for. */
export const UNLIMITED = { burst: 1e6, perSecond: 1e6, waiting: 1e6 };
export const SECRET = 'k3y-of-the+test/==';

/** A machine whose time passes only by sleeping; the pauses are on record. */
export interface ScriptedRuntime extends AdapterRuntime {
  readonly pauses: number[];
  pass(ms: number): void;
}

export function scriptedRuntime(nowMs = ms('2026-11-01T00:00:00Z'), random = 0.5): ScriptedRuntime {
  let now = nowMs;
  const pauses: number[] = [];
  return {
    pauses,
    clock: { now: () => now },
    random: () => random,
    pass: (passed) => {
      now += passed;
    },
    sleep: async (pause, signal) => {
      signal.throwIfAborted();
      pauses.push(pause);
      now += pause;
    },
  };
}

/** Settings of a vendor at this address. */
export const vendorAt = (baseUrl: string, key: string | undefined = SECRET) => ({
  key,
  baseUrl,
  timeoutMs: 5000,
  rateLimit: UNLIMITED,
});

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The vendor's failure a call ends in; it must not show the key anywhere. */
export async function vendorFailure(call: () => unknown, code: VendorErrorCode): Promise<VendorError> {
  const failure = await outcome(call);
  if (!(failure instanceof VendorError)) expect.fail(`no VendorError but ${String(failure)}`);
  expect(failure.code, failure.message).toBe(code);
  expect(`${failure.stack} ${JSON.stringify(failure)} ${JSON.stringify(failure.details)}`).not.toContain(SECRET);
  expect(failure.cause).toBeUndefined();
  return failure;
}

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    const result = await call();
    if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
      return `${(await all(result as AsyncIterable<unknown>)).length} items`;
    }
    return result;
  } catch (error) {
    return error;
  }
}
