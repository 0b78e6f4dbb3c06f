import { create, equals } from '@bufbuild/protobuf';
import { type GetSystemResponse, GetSystemResponseSchema, type WatchResponse } from '@cream/proto/console';
import { type BacktestRun, type CycleSummary, RunStatus } from '@cream/proto/cycle';
import type { Peers } from './peers.js';
import { system } from './system.js';
import { from } from './upstream.js';

type Event = Exclude<WatchResponse['event'], { case: undefined }>;

/** Each call answers what is new since the call before; the first answers everything there is. */
export type Feed = (runs: readonly BacktestRun[]) => Promise<Event[]>;

/** Runs that appeared or went on. */
export function changedRuns(): Feed {
  const isNew = changes<BacktestRun>(
    ({ runId }) => runId,
    ({ status, cycles, finalEquity }) => `${status} ${cycles} ${finalEquity?.value}`,
  );
  return async (runs) => runs.filter(isNew).map((value) => ({ case: 'run', value }));
}

/**
 * The newest cycle, by slot, of all accounts and of each run that is going on: a run replays slots that lie before
 * those of a finished one.
 */
export function newestCycles(peers: Peers): Feed {
  const isNew = changes<CycleSummary>(
    ({ accountId, cycleId }) => `${accountId} ${cycleId}`,
    ({ status }) => String(status),
  );
  return async (runs) => {
    const running = runs.filter(({ status }) => status === RunStatus.RUNNING).map(({ runId }) => runId);
    const pages = await Promise.all(
      ['', ...running].map((accountId) =>
        from('orchestrator', peers.orchestrator.listCycles({ accountId, page: { size: 1 } })),
      ),
    );
    return pages.flatMap(({ cycles }) => cycles.filter(isNew)).map((value) => ({ case: 'cycle', value }));
  };
}

/** The state of the system when it is not what it was. */
export function systemState(peers: Peers, version: string, signal: AbortSignal): () => Promise<Event[]> {
  let known: GetSystemResponse | undefined;
  return async () => {
    const state = create(GetSystemResponseSchema, await system(peers, version, signal));
    if (known !== undefined && equals(GetSystemResponseSchema, known, state)) return [];
    known = state;
    return [{ case: 'system', value: state }];
  };
}

/** A filter that lets a thing pass when it is new or its state is not the one it had. */
function changes<T>(id: (thing: T) => string, state: (thing: T) => string): (thing: T) => boolean {
  const known = new Map<string, string>();
  return (thing) => {
    const [key, now] = [id(thing), state(thing)];
    if (known.get(key) === now) return false;
    known.set(key, now);
    return true;
  };
}
