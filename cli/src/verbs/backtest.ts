import { type BacktestRun, RunStatus } from '@cream/proto/cycle';
import { openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
import { flagName } from '../flag-name.js';
import { knownRun } from '../known-run.js';
import type { Output } from '../output.js';
import { runDocument } from '../print/run-document.js';
import { tearSheetLines } from '../print/tear-sheet.js';
import { resumeCommand } from '../resume-command.js';
import { type BacktestFlags, checkFlags, runBacktest, wishOf } from '../run-backtest.js';

export interface BacktestVerbFlags extends BacktestFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly resume?: string;
}

/** `cream backtest`: a run and its tear sheet. A resumed run that had finished is printed as it is. */
export async function backtest(flags: BacktestVerbFlags, out: Output): Promise<number> {
  checkFlags(flags);
  if (flags.resume !== undefined) refuseOtherFlags(flags);
  const { dataDir, data, resume } = flags;
  const system = await openSystem({ dataDir, data, replay: true, mustExist: resume !== undefined });
  try {
    const { clients } = system;
    const known = resume === undefined ? undefined : await knownRun(clients, resume);
    if (known?.status === RunStatus.COMPLETED) {
      out.line(`Run ${known.runId} had finished already.`);
      return print(known, out);
    }
    const wish = known === undefined ? await wishOf(clients, flags) : { ...known.request, resumeRunId: known.runId };
    const view = { showProgress: !out.json, resumeCommand: (runId: string) => resumeCommand(runId, flags) };
    return print(await runBacktest(clients, wish, view), out);
  } finally {
    await system.close();
  }
}

function print(run: BacktestRun, out: Output): number {
  out.document(runDocument(run));
  out.line(`Run ${run.runId}: ${run.request?.symbols.join(', ')}`);
  for (const line of tearSheetLines(run)) out.line(line);
  return 0;
}

function refuseOtherFlags(flags: BacktestVerbFlags): void {
  const { symbols, universe, from, to, cash, strategy, param, slippageBps, feeBps, allowShort, quantity } = flags;
  const own = { symbols, universe, from, to, cash, strategy, param, slippageBps, feeBps, allowShort, quantity };
  const named = Object.entries(own).find(([, value]) => value !== undefined);
  if (named === undefined) return;
  throw new UsageError(`--resume goes on with what the run was asked for: leave out ${flagName(named[0])}`);
}
