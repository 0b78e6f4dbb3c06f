import { once } from 'node:events';
import { symbolOf } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { type BacktestRun, EntryKind, OrchestratorService } from '@cream/proto/cycle';
import type { DecisionPlan } from '@cream/proto/decision';
import { openSystem } from '../compose.js';
import type { Output } from '../output.js';
import { actionText, amount } from '../print/names.js';
import { runDocument } from '../print/run-document.js';
import { tearSheetLines } from '../print/tear-sheet.js';
import { messagesOf } from '../record.js';
import { resumeCommand } from '../resume-command.js';
import { runBacktest, wishOf } from '../run-backtest.js';

export interface DemoFlags {
  readonly dataDir: string;
  readonly port: number;
  readonly exit?: boolean;
}

/** `cream demo`: 1,260 real daily bars of AAPL through every service, the tear sheet, three decisions, the console. */
export async function demo(flags: DemoFlags, out: Output): Promise<number> {
  const system = await openSystem({ dataDir: flags.dataDir, port: flags.port, replay: true });
  try {
    out.line('Cream replays AAPL, 2013 to 2018, one cycle a day: eight agents, two signatures for every plan.');
    const run = await runBacktest(system.clients, await wishOf(system.clients, { symbols: 'AAPL' }), {
      showProgress: !out.json,
      resumeCommand: (runId) => resumeCommand(runId, flags),
    });
    out.document({ ...runDocument(run), console: system.url });
    for (const line of tearSheetLines(run)) out.line(line);
    out.line();
    for (const line of await examples(system.clients, run)) out.line(line);
    if (flags.exit === true) {
      out.line(`Console: ${system.url} as soon as npx cream serve all runs`);
      return 0;
    }
    out.line(`Console: ${system.url}`);
    out.line('Ctrl+C stops it.');
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    return 0;
  } finally {
    await system.close();
  }
}

/** Three decisions that were carried out, with why: the first, one from the middle, the last. */
async function examples(clients: Clients, run: BacktestRun): Promise<string[]> {
  const entries = run.trades.filter((trade) => trade.reason === 'ENTRY');
  const chosen = [...new Set([0, Math.floor(entries.length / 2), entries.length - 1])];
  const lines: string[] = [];
  for (const index of chosen) {
    const trade = entries[index];
    if (trade === undefined) continue;
    const { record } = await clients
      .get(OrchestratorService)
      .getCycle({ cycleId: trade.cycleId, accountId: run.runId });
    const plan = record === undefined ? undefined : messagesOf<DecisionPlan>(record, EntryKind.PLAN).at(-1);
    const decision = plan?.decisions.find((candidate) => candidate.decisionId === trade.decisionId);
    if (decision === undefined) continue;
    lines.push(
      `${actionText(decision.action)} ${amount(trade.quantity)} ${symbolOf(decision.instrument)} at ${amount(trade.price)}, stop ${amount(decision.riskLevels?.stop)}, target ${amount(decision.riskLevels?.target)}`,
      `  ${decision.rationale}`,
      `  npx cream show ${trade.cycleId}`,
      '',
    );
  }
  return lines;
}
