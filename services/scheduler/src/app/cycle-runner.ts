import { timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { Mode } from '@cream/proto/common';
import type { CycleSummary, OrchestratorService } from '@cream/proto/cycle';

/** A cycle asks eight agents, some of them several times; each has its own, shorter limit. */
const CYCLE_TIMEOUT_MS = 15 * 60_000;

/** Which cycle to run. */
export interface CycleOrder {
  readonly accountId: string;
  /** Epoch milliseconds. */
  readonly slotMs: number;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  readonly mode: Mode;
}

/** A cycle that has ended. */
export interface RunCycle {
  readonly summary: CycleSummary;
  /** It had ended before it was asked for: it was answered, not run again. */
  readonly existed: boolean;
}

/** Has cycles run by the orchestrator, for which the same slot twice is the same cycle. */
export class CycleRunner {
  constructor(private readonly orchestrator: Pick<Client<typeof OrchestratorService>, 'runCycle'>) {}

  /** @throws ConnectError when the orchestrator refuses or fails */
  async run(order: CycleOrder, signal: AbortSignal): Promise<RunCycle> {
    const { accountId, slotMs, symbols, contextSymbols, mode } = order;
    const { summary, existed } = await this.orchestrator.runCycle(
      { accountId, slot: timestamp(slotMs), symbols: [...symbols], contextSymbols: [...contextSymbols], mode },
      { signal, timeoutMs: CYCLE_TIMEOUT_MS },
    );
    if (summary === undefined) throw new Error('the orchestrator answered without a summary');
    return { summary, existed };
  }
}
