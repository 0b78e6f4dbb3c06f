import { hex, sameHash, type WireHash } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { type BacktestRun, BacktestService, OrchestratorService, RunStatus, Strategy } from '@cream/proto/cycle';

/** One thing that does not hold. */
export interface VerifyFinding {
  readonly code: string;
  /** Null when it is about a whole run. */
  readonly cycleId: string | null;
  readonly text: string;
}

/** Runs that ended with a record: all of them, or the one with an id. */
export async function recordedRuns(clients: Clients, runId: string | undefined): Promise<BacktestRun[]> {
  const { runs } = await clients.get(BacktestService).list({});
  return runs.filter(
    (run) =>
      run.status === RunStatus.COMPLETED &&
      run.request?.strategy === Strategy.AGENTS &&
      (runId === undefined || run.runId === runId),
  );
}

/**
 * Holds the record against what its runs said when they ended. A chain whose newest cycles were taken away is still a chain;
 * only somebody who kept its length and hash elsewhere can tell.
 */
export async function verifyRuns(clients: Clients, runs: readonly BacktestRun[]): Promise<VerifyFinding[]> {
  const findings: VerifyFinding[] = [];
  for (const run of runs) {
    const { recordHash, cycles } = await clients.get(OrchestratorService).getRecordHash({ accountId: run.runId });
    if (cycles === run.cycles && sameHash(recordHash, run.recordHash)) continue;
    const text = `run ${run.runId} ended with ${run.cycles} cycles and hash ${short(run.recordHash)}, the record has ${cycles} and ${short(recordHash)}`;
    findings.push({ code: 'RUN_MISMATCH', cycleId: null, text });
  }
  return findings;
}

function short(hash: WireHash | undefined): string {
  return hash === undefined ? 'none' : `${hex(hash.sha256).slice(0, 12)}…`;
}
