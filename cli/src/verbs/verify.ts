import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Clients } from '@cream/grpc';
import { type BacktestRun, OrchestratorService, VerifyRecordResponseSchema } from '@cream/proto/cycle';
import { openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { recordedRuns, verifyRuns } from '../verify-runs.js';

const SHOWN_FINDINGS = 50;

/** `cream verify`: recomputes chain, signatures and arithmetic; 1 when something does not hold. */
export async function verify(
  id: string | undefined,
  flags: { dataDir: string; all?: boolean },
  out: Output,
): Promise<number> {
  if (id !== undefined && flags.all === true) throw new UsageError('name an id or --all, not both');
  if (id === '') throw new UsageError('the id is empty: cream list shows what there is');
  const system = await openSystem({ dataDir: flags.dataDir, readOnly: true });
  try {
    const runs = id === undefined || isAccount(id) ? await recordedRuns(system.clients, id) : [];
    const { cycles, entries, signatures, fills, findings } = await verifyRecord(system.clients, id, runs);
    out.document({ verified: findings.length === 0, cycles, entries, signatures, fills, findings });
    for (const { code, cycleId, text } of findings.slice(0, SHOWN_FINDINGS)) {
      out.line(`${cycleId === null ? code : `${code} ${cycleId}`}: ${text}`);
    }
    if (findings.length > SHOWN_FINDINGS) out.line(`… and ${findings.length - SHOWN_FINDINGS} more`);
    out.line(
      `${findings.length === 0 ? 'Verified' : 'NOT verified'}: ${cycles} cycles, ${entries} entries, ${signatures} signatures, ${fills} fills, ${findings.length} findings`,
    );
    return findings.length === 0 ? 0 : 1;
  } finally {
    await system.close();
  }
}

async function verifyRecord(clients: Clients, id: string | undefined, runs: readonly BacktestRun[]) {
  const scope = id === undefined ? {} : isAccount(id) ? { accountId: id } : { cycleId: id.split('/')[0] ?? id };
  const record = await clients
    .get(OrchestratorService)
    .verifyRecord(scope, { timeoutMs: 3_600_000 })
    .catch((error: unknown) => {
      if (ConnectError.from(error).code !== Code.NotFound) throw error;
      // A run that ended must have left a record; of anything else there simply is none.
      if (runs.length > 0) return create(VerifyRecordResponseSchema);
      throw new UsageError(`nothing is recorded under ${shown(id ?? '')}: cream list shows what there is`);
    });
  const { cycles, entries, signatures, fills } = record;
  const found = record.findings.map(({ code, cycleId, text }) => ({ code, cycleId, text }));
  return { cycles, entries, signatures, fills, findings: [...found, ...(await verifyRuns(clients, runs))] };
}

function isAccount(id: string): boolean {
  return id.startsWith('bt-') || id.startsWith('cycle-') || !/^\d{8}T\d{6}Z-/.test(id);
}
