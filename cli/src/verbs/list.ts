import { millis, newYorkDate } from '@cream/domain';
import { BacktestService, CycleStatus, OrchestratorService, RunStatus } from '@cream/proto/cycle';
import { Action } from '@cream/proto/decision';
import { openSystem } from '../compose.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

/** `cream list`: the runs, and the newest cycles that sent an order. */
export async function list(flags: { dataDir: string }, out: Output): Promise<number> {
  const system = await openSystem({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { runs } = await system.clients.get(BacktestService).list({});
    const { cycles } = await system.clients
      .get(OrchestratorService)
      .listCycles({ executedOnly: true, page: { size: 20 } });
    out.document({
      runs: runs.map((run) => ({
        id: run.runId,
        status: RunStatus[run.status],
        symbols: run.request?.symbols ?? [],
        from: isoTimeOrNull(run.from),
        to: isoTimeOrNull(run.to),
        cycles: run.cycles,
        finalEquity: run.finalEquity?.value ?? null,
      })),
      cycles: cycles.map((cycle) => ({
        id: cycle.cycleId,
        account: cycle.accountId,
        status: CycleStatus[cycle.status],
        decisions: cycle.decisions.map((decision) => `${Action[decision.action]} ${decision.symbol}`),
      })),
    });
    out.line(runs.length === 0 ? 'No runs yet: cream backtest makes one.' : 'Runs');
    for (const run of runs) {
      const span = run.from && run.to ? `${newYorkDate(millis(run.from))} to ${newYorkDate(millis(run.to))}` : '';
      out.line(
        `  ${run.runId}  ${RunStatus[run.status].padEnd(9)}  ${run.request?.symbols.join(',')}  ${span}  ${run.finalEquity?.value ?? '–'} USD`,
      );
    }
    if (cycles.length > 0) out.line('Newest cycles that sent an order');
    for (const cycle of cycles) {
      out.line(`  ${cycle.cycleId}  ${cycle.decisions.map((one) => `${Action[one.action]} ${one.symbol}`).join(', ')}`);
    }
    return 0;
  } finally {
    await system.close();
  }
}
