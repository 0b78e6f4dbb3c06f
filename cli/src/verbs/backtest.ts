import { openSystem } from '../compose.js';
import type { Output } from '../output.js';
import { runDocument } from '../print/run-document.js';
import { tearSheetLines } from '../print/tear-sheet.js';
import { type BacktestFlags, checkFlags, runBacktest } from '../run-backtest.js';

export interface BacktestVerbFlags extends BacktestFlags {
  readonly dataDir: string;
  readonly data?: string;
}

/** `cream backtest`: a run and its tear sheet. */
export async function backtest(flags: BacktestVerbFlags, out: Output): Promise<number> {
  checkFlags(flags);
  const system = await openSystem({ dataDir: flags.dataDir, data: flags.data, replay: true });
  try {
    const run = await runBacktest(system.clients, flags, !out.json);
    out.document(runDocument(run));
    out.line(`Run ${run.runId}: ${run.request?.symbols.join(', ')}`);
    for (const line of tearSheetLines(run)) out.line(line);
    return 0;
  } finally {
    await system.close();
  }
}
