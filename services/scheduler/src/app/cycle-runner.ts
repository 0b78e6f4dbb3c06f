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

/** Has cycles run by the orchestrator, for which the same slot twice is the same cycle. */
export class CycleRunner {
  constructor(private readonly orchestrator: Pick<Client<typeof OrchestratorService>, 'runCycle'>) {}

  /** @throws ConnectError when the orchestrator refuses or fails */
  async run(order: CycleOrder, signal: AbortSignal): Promise<CycleSummary | undefined> {
    const { accountId, slotMs, symbols, contextSymbols, mode } = order;
    const { summary } = await this.orchestrator.runCycle(
      { accountId, slot: timestamp(slotMs), symbols: [...symbols], contextSymbols: [...contextSymbols], mode },
      { signal, timeoutMs: CYCLE_TIMEOUT_MS },
    );
    return summary;
  }
}
