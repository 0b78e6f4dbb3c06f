import { Code, ConnectError } from '@connectrpc/connect';
import { OrchestratorService } from '@cream/proto/cycle';
import { openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';

/** `cream verify`: recomputes chain, signatures and arithmetic; 1 when something does not hold. */
export async function verify(
  id: string | undefined,
  flags: { dataDir: string; all?: boolean },
  out: Output,
): Promise<number> {
  if (id !== undefined && flags.all === true) throw new UsageError('name an id or --all, not both');
  const system = await openSystem({ dataDir: flags.dataDir, readOnly: true });
  try {
    const scope = id === undefined ? {} : isAccount(id) ? { accountId: id } : { cycleId: id.split('/')[0] ?? id };
    const result = await system.clients
      .get(OrchestratorService)
      .verifyRecord(scope, { timeoutMs: 3_600_000 })
      .catch((error: unknown) => {
        if (ConnectError.from(error).code !== Code.NotFound) throw error;
        throw new UsageError(`nothing is recorded under ${id}: cream list shows what there is`);
      });
    const { cycles, entries, signatures, fills, findings } = result;
    out.document({
      verified: findings.length === 0,
      cycles,
      entries,
      signatures,
      fills,
      findings: findings.map(({ code, cycleId, text }) => ({ code, cycleId, text })),
    });
    for (const finding of findings.slice(0, 50)) out.line(`${finding.code} ${finding.cycleId}: ${finding.text}`);
    if (findings.length > 50) out.line(`… and ${findings.length - 50} more`);
    out.line(
      `${findings.length === 0 ? 'Verified' : 'NOT verified'}: ${cycles} cycles, ${entries} entries, ${signatures} signatures, ${fills} fills, ${findings.length} findings`,
    );
    return findings.length === 0 ? 0 : 1;
  } finally {
    await system.close();
  }
}

function isAccount(id: string): boolean {
  return id.startsWith('bt-') || id.startsWith('cycle-') || !/^\d{8}T\d{6}Z-/.test(id);
}
