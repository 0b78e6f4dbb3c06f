import { create } from '@bufbuild/protobuf';
import { cycleId, timestamp } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import type { Mode } from '@cream/proto/common';
import {
  type ConfigVersion,
  CycleStatus,
  type CycleSummary,
  EntryKind,
  RecordHeaderSchema,
  Step,
} from '@cream/proto/cycle';
import { AgentRoster } from './agent-roster.js';
import { CycleRun, type RunDependencies } from './cycle-run.js';
import { emptyState, isFinished, need, stateOf } from './cycle-state.js';
import { GENESIS } from './journal.js';
import { KeyedMutex } from './keyed-mutex.js';
import type { StoredCycle } from './record-store.js';
import { summarize } from './summary.js';

export interface CycleRequest {
  readonly accountId: string;
  readonly slotMs: number;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  readonly mode: Mode;
}

/** A cycle that has ended. */
export interface EndedCycle {
  readonly summary: CycleSummary;
  /** It had ended before it was asked for. */
  readonly existed: boolean;
}

/**
 * Runs cycles. The state of a cycle is what its stored entries say; every step writes its entries in one transaction
 * before the next begins, so a process that dies goes on where it stopped. One cycle at a time for an account.
 */
export class CycleRunner {
  private readonly accounts = new KeyedMutex();
  private readonly roster: AgentRoster;

  constructor(private readonly use: RunDependencies) {
    this.roster = new AgentRoster(use.peers);
  }

  /** Runs the cycle of a slot to its end. A finished cycle is answered, not run again. */
  run(request: CycleRequest): Promise<EndedCycle> {
    return this.accounts.run(request.accountId, async () => {
      const newest = await this.use.store.newest(request.accountId);
      if (newest !== undefined && newest.slotMs >= request.slotMs) return this.again(request, newest);
      const last = newest === undefined || isFinished(newest.status) ? newest : await this.close(newest);
      const { version } = await this.use.peers.config.getActive({});
      return { summary: await this.start(request, need(version, 'active configuration'), last), existed: false };
    });
  }

  private async again(request: CycleRequest, newest: StoredCycle): Promise<EndedCycle> {
    const known = await this.use.store.findBySlot(request.accountId, request.slotMs);
    if (known === undefined) {
      throw failedPrecondition(
        `slot ${iso(request.slotMs)} lies before the account's newest cycle ${newest.cycleId}: a cycle never runs in the past`,
      );
    }
    if (isFinished(known.status)) return { summary: known.summary, existed: true };
    this.use.log.info({ cycleId: known.cycleId, step: Step[known.lastStep] }, 'resuming cycle');
    const run = await this.reopen(known);
    return { summary: await run.go(), existed: false };
  }

  private async start(
    request: CycleRequest,
    config: ConfigVersion,
    newest: StoredCycle | undefined,
  ): Promise<CycleSummary> {
    const { accountId, slotMs, symbols, contextSymbols, mode } = request;
    const configHash = need(config.hash, 'configuration hash');
    const id = cycleId({ mode, slotMs, symbols, contextSymbols, configHash: configHash.sha256 });
    const header = create(RecordHeaderSchema, {
      cycleId: id,
      slot: timestamp(slotMs),
      mode,
      symbols: [...symbols],
      contextSymbols: [...contextSymbols],
      configVersion: config.version,
      configHash,
      limits: need(config.configuration?.limits, 'limits'),
      agents: await this.roster.profiles(),
    });
    const state = emptyState();
    const cycle: StoredCycle = {
      accountId,
      cycleId: id,
      slotMs,
      mode,
      status: CycleStatus.RUNNING,
      lastStep: Step.UNSPECIFIED,
      tailHash: newest?.tailHash ?? GENESIS,
      contentHash: undefined,
      summary: summarize(accountId, header, state, CycleStatus.RUNNING),
      executed: false,
    };
    const opening = { header: { kind: EntryKind.HEADER, message: header }, previousSlotMs: newest?.slotMs } as const;
    return new CycleRun(this.use, { config, cycle, state, stored: [], opening }).go();
  }

  /**
   * A later slot has come while this cycle was unfinished. It ends in the record: without a trade, because a cycle never
   * acts in the past; unless its orders are with execution already, then the record says so.
   */
  private async close(cycle: StoredCycle): Promise<StoredCycle> {
    const run = await this.reopen(cycle);
    if (await run.hasOrders()) await run.go();
    else await run.abandon('abandoned: a later slot began before this cycle could end');
    return need(await this.use.store.find(cycle.accountId, cycle.cycleId), `cycle ${cycle.cycleId}`);
  }

  /** A stored cycle as far as it got, with the configuration it began with. */
  private async reopen(cycle: StoredCycle): Promise<CycleRun> {
    const stored = await this.use.store.entries(cycle.accountId, cycle.cycleId);
    const state = stateOf(stored);
    const version = need(state.header, 'header').configVersion;
    const { versions } = await this.use.peers.config.listVersions({});
    const config = versions.find((candidate) => candidate.version === version);
    if (config === undefined) throw failedPrecondition(`configuration ${version} of cycle ${cycle.cycleId} is gone`);
    return new CycleRun(this.use, { config, cycle, state, stored });
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
