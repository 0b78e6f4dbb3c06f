import { Code, ConnectError } from '@connectrpc/connect';
import { OrchestratorService, RunStatus } from '@cream/proto/cycle';
import { openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
import { knownRun } from '../known-run.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { runDocument } from '../print/run-document.js';
import { storyLines } from '../print/story.js';
import { tearSheetLines } from '../print/tear-sheet.js';
import { recordDocument } from '../record.js';
import { resumeCommand } from '../resume-command.js';

/** `cream show ID`: a run, a cycle, or the cycle of a decision. */
export async function show(id: string, flags: { dataDir: string }, out: Output): Promise<number> {
  if (id === '') throw new UsageError('the id is empty: cream list shows what there is');
  const system = await openSystem({ dataDir: flags.dataDir, readOnly: true });
  try {
    if (id.startsWith('bt-')) {
      const run = await knownRun(system.clients, id);
      out.document(runDocument(run));
      out.line(`Run ${run.runId}: ${run.request?.symbols.join(', ')}`);
      if (run.status !== RunStatus.COMPLETED) {
        out.line(`It has not finished${run.error === '' ? '' : ` (${run.error})`}: ${resumeCommand(id, flags)}`);
        return 0;
      }
      for (const line of tearSheetLines(run)) out.line(line);
      return 0;
    }
    const cycleId = id.split('/')[0] ?? id;
    const { record } = await system.clients
      .get(OrchestratorService)
      .getCycle({ cycleId })
      .catch((error: unknown) => {
        if (ConnectError.from(error).code !== Code.NotFound) throw error;
        throw new UsageError(`no run, cycle or decision ${shown(id)}: cream list shows what there is`);
      });
    if (record === undefined) throw new Error('the orchestrator answered without a record');
    out.document(recordDocument(record));
    for (const line of storyLines(record)) out.line(line);
    return 0;
  } finally {
    await system.close();
  }
}
