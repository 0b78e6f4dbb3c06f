import { setTimeout as pause } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { Topic, type WatchResponseSchema } from '@cream/proto/console';
import type { BacktestRun } from '@cream/proto/cycle';
import type { Clock } from '@cream/runtime';
import type { Peers } from './peers.js';
import { system } from './system.js';
import { from } from './upstream.js';

const POLL_MS = 1_000;
const HEARTBEAT_MS = 5_000;

type Event = MessageInitShape<typeof WatchResponseSchema>['event'];

/**
 * Events from now on until the reader leaves: a heartbeat and the state of the system at once, then runs that change, and
 * a heartbeat every five seconds.
 */
export async function* watch(
  peers: Peers,
  version: string,
  clock: Clock,
  topics: readonly Topic[],
  signal: AbortSignal,
): AsyncGenerator<MessageInitShape<typeof WatchResponseSchema>> {
  const stamped = (event: NonNullable<Event>) => ({ time: timestamp(clock.now()), event });
  // Before the first event: whatever changes once the reader has it is reported.
  const wantsRuns = topics.includes(Topic.RUNS);
  let seen = wantsRuns ? await runsByState(peers) : new Map<string, BacktestRun>();
  yield stamped({ case: 'heartbeat', value: {} });
  if (topics.includes(Topic.SYSTEM)) yield stamped({ case: 'system', value: await system(peers, version, signal) });
  for (let waited = POLL_MS; await waitedFor(POLL_MS, signal); waited += POLL_MS) {
    if (wantsRuns) {
      const now = await runsByState(peers);
      for (const [state, run] of now) if (!seen.has(state)) yield stamped({ case: 'run', value: run });
      seen = now;
    }
    if (waited % HEARTBEAT_MS === 0) yield stamped({ case: 'heartbeat', value: {} });
  }
}

/** The runs, each under a text that changes when the run does. */
async function runsByState(peers: Peers): Promise<Map<string, BacktestRun>> {
  const { runs } = await from('backtest', peers.backtest.list({}));
  return new Map(runs.map((run) => [`${run.runId} ${run.status} ${run.cycles} ${run.finalEquity?.value}`, run]));
}

/** @returns false when the reader left first */
async function waitedFor(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
