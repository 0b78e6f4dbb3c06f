import { setTimeout as pause } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { Topic, type WatchResponseSchema } from '@cream/proto/console';
import type { Clock } from '@cream/runtime';
import { changedRuns, type Feed, newestCycles, systemState } from './feeds.js';
import type { Peers } from './peers.js';
import { from } from './upstream.js';

const POLL_MS = 1_000;
const HEARTBEAT_MS = 5_000;

type Event = NonNullable<MessageInitShape<typeof WatchResponseSchema>['event']>;

/**
 * Events from now on until the reader leaves: a heartbeat and the state of the system at once; then runs and cycles that
 * appear or change, looked for every second, and every five seconds a heartbeat and the system's state when it changed.
 *
 * @throws ConnectError what a service answered: a stream that can no longer know ends instead of staying silent
 */
export async function* watch(
  peers: Peers,
  version: string,
  clock: Clock,
  topics: readonly Topic[],
  signal: AbortSignal,
): AsyncGenerator<MessageInitShape<typeof WatchResponseSchema>> {
  const stamped = (event: Event) => ({ time: timestamp(clock.now()), event });
  const feeds: Feed[] = [];
  if (topics.includes(Topic.RUNS)) feeds.push(changedRuns());
  if (topics.includes(Topic.CYCLES)) feeds.push(newestCycles(peers));
  const poll = async (): Promise<Event[]> => {
    if (feeds.length === 0) return [];
    const { runs } = await from('backtest', peers.backtest.list({}));
    return (await Promise.all(feeds.map((feed) => feed(runs)))).flat();
  };
  const system = topics.includes(Topic.SYSTEM) ? systemState(peers, version, signal) : async () => [];
  // Before the first event: whatever changes once the reader has it is reported.
  await poll();
  yield stamped({ case: 'heartbeat', value: {} });
  for (const event of await system()) yield stamped(event);
  for (let waited = POLL_MS; await waitedFor(POLL_MS, signal); waited += POLL_MS) {
    for (const event of await poll()) yield stamped(event);
    if (waited % HEARTBEAT_MS !== 0) continue;
    yield stamped({ case: 'heartbeat', value: {} });
    for (const event of await system()) yield stamped(event);
  }
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
