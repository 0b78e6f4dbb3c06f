import { Code, ConnectError } from '@connectrpc/connect';
import type { Clients } from '@cream/grpc';
import { type BacktestRun, BacktestService } from '@cream/proto/cycle';
import { UsageError } from './failure.js';
import { shown } from './one-line.js';

/** A stored run. @throws UsageError when there is none of this id */
export async function knownRun(clients: Clients, runId: string): Promise<BacktestRun> {
  const { run } = await clients
    .get(BacktestService)
    .get({ runId })
    .catch((error: unknown) => {
      if (ConnectError.from(error).code !== Code.NotFound) throw error;
      return { run: undefined };
    });
  if (run === undefined) throw new UsageError(`there is no run ${shown(runId)}: cream list shows what there is`);
  return run;
}
