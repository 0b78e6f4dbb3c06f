import { timestamp } from '@cream/domain';
import { ACCOUNT, day, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';
import { aFill } from './scripted-account.js';

export interface Recorded extends RunningOrchestrator {
  /** The cycle that buys, the one whose fills say what was bought, and one after it. */
  readonly first: string;
  readonly second: string;
  readonly third: string;
}

/** Three finished cycles, the second of which has a fill. */
export async function recorded(): Promise<Recorded> {
  const running = await runOrchestrator();
  running.account.fills.push(aFill({ time: timestamp(day(0) + 1) }));
  const [first, second, third] = [await running.run(0), await running.run(1), await running.run(2)];
  return { ...running, first: first.cycleId, second: second.cycleId, third: third.cycleId };
}

/** Code and cycle of every finding, each once. */
export async function findings({ orchestrator }: Recorded): Promise<string[]> {
  const found = (await orchestrator.verifyRecord({ accountId: ACCOUNT })).findings;
  return [...new Set(found.map(({ code, cycleId }) => `${code} ${cycleId}`))].sort();
}
