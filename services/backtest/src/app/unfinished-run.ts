import { clone, equals } from '@bufbuild/protobuf';
import { sameHash } from '@cream/domain';
import { failedPrecondition, notFound } from '@cream/grpc';
import { type BacktestRun, type RunRequest, RunRequestSchema, RunStatus } from '@cream/proto/cycle';
import type { RunPlan } from './run-plan.js';
import type { RunStore } from './run-store.js';

/**
 * The run that `resume_run_id` names. It goes on only with what it began with: cycles of other prices or limits would
 * make one record of two runs.
 *
 * @throws ConnectError NOT_FOUND; FAILED_PRECONDITION when it is complete or began with something else
 */
export async function unfinishedRun(store: RunStore, { request, config, data }: RunPlan): Promise<BacktestRun> {
  const run = await store.find(request.resumeRunId);
  if (run === undefined) throw notFound(`no run ${request.resumeRunId}`);
  if (run.status === RunStatus.COMPLETED) throw failedPrecondition(`run ${run.runId} is complete`);
  if (run.request === undefined || !equals(RunRequestSchema, withoutResume(request), withoutResume(run.request)))
    throw failedPrecondition(`run ${run.runId} was asked for with other input`);
  if (!sameHash(run.dataHash, data))
    throw failedPrecondition(`run ${run.runId} began with other data: give it the files it began with`);
  if (!sameHash(run.configHash, config.hash))
    throw failedPrecondition(`run ${run.runId} began with another configuration than ${config.version}`);
  return run;
}

function withoutResume(request: RunRequest): RunRequest {
  const copy = clone(RunRequestSchema, request);
  copy.resumeRunId = '';
  return copy;
}
