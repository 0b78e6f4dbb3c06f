import { create } from '@bufbuild/protobuf';
import { ConnectError } from '@connectrpc/connect';
import { stepName } from '@cream/domain';
import type { Mode } from '@cream/proto/common';
import {
  type ConfigVersion,
  CycleOutcomeSchema,
  CycleStatus,
  type CycleSummary,
  EntryKind,
  Step,
} from '@cream/proto/cycle';
import type { Objection } from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import type { ApproverKeys, Clock, Logger } from '@cream/runtime';
import { apply, type CycleState, need, stateOf } from './cycle-state.js';
import { chainEntries, type Draft } from './journal.js';
import type { Peers } from './peers.js';
import type { RecordStore, StoredCycle, StoredEntry } from './record-store.js';
import { act } from './steps/act.js';
import { analyze } from './steps/analyze.js';
import { debate } from './steps/debate.js';
import { decide, outcomeOf } from './steps/decide.js';
import { learn } from './steps/learn.js';
import { observe } from './steps/observe.js';
import { orient } from './steps/orient.js';
import { NoTrade, type StepContext } from './steps/step.js';
import { cycleContentHash, summarize } from './summary.js';

/** Hears of entries after they are stored. */
export type EntryListener = (accountId: string, cycleId: string, entry: StoredEntry, last: boolean) => void;

export interface RunDependencies {
  readonly peers: Peers;
  readonly store: RecordStore;
  readonly keys: ApproverKeys;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEntry: EntryListener;
}

/** What a run begins with. */
export interface RunStart {
  readonly config: ConfigVersion;
  readonly cycle: StoredCycle;
  readonly state: CycleState;
  readonly stored: readonly StoredEntry[];
  /** Of a cycle that has no stored entries yet. */
  readonly opening?: Opening;
}

interface Opening {
  /** Stored together with the first step: a header alone would say nothing. */
  readonly header: Draft;
  /** The slot up to which the account's fills are in the record; undefined for its first cycle. */
  readonly previousSlotMs: number | undefined;
}

interface Ending {
  readonly status: CycleStatus;
  readonly reason: string;
  readonly objections: readonly Objection[];
}

/** One cycle being run. */
export class CycleRun {
  private readonly context: StepContext;
  private readonly state: CycleState;
  private cycle: StoredCycle;
  /** Of every stored entry of the cycle, in order. */
  private readonly contentHashes: Uint8Array[];
  private pending: readonly Draft[];
  private step: Step;

  constructor(
    private readonly use: RunDependencies,
    { config, cycle, state, stored, opening }: RunStart,
  ) {
    this.cycle = cycle;
    this.state = state;
    this.step = cycle.lastStep;
    this.contentHashes = stored.map((entry) => entry.contentHash);
    this.pending = opening === undefined ? [] : [opening.header];
    for (const draft of this.pending) apply(state, draft);
    this.context = {
      peers: use.peers,
      state,
      accountId: cycle.accountId,
      cycleId: cycle.cycleId,
      slotMs: cycle.slotMs,
      mode: cycle.mode as Mode,
      symbols: cycle.summary.symbols,
      contextSymbols: need(state.header, 'header').contextSymbols,
      previousSlotMs: opening?.previousSlotMs,
      config,
      approverKeys: () => use.keys.all(),
      write: (drafts) => this.write(drafts),
    };
  }

  /** Runs the steps that are not stored yet, to the end of the cycle. */
  go(): Promise<CycleSummary> {
    return this.orFail(async () => this.end(await this.steps()));
  }

  /** Ends the cycle where it is, without a trade. */
  abandon(reason: string): Promise<CycleSummary> {
    return this.orFail(() => this.end(noTrade(reason)));
  }

  /** Whether execution has orders of this cycle. It may have them although its answer was never written down. */
  async hasOrders(): Promise<boolean> {
    if (this.state.orders !== undefined) return true;
    const round = this.state.rounds.at(-1);
    if (round === undefined || !outcomeOf(round).reached) return false;
    const { accountId, cycleId } = this.cycle;
    const { orders } = await this.use.peers.execution.listOrders({ accountId, cycleId });
    return orders.length > 0;
  }

  private async orFail(body: () => Promise<CycleSummary>): Promise<CycleSummary> {
    try {
      return await body();
    } catch (error) {
      await this.fail(error);
      throw error;
    }
  }

  private async steps(): Promise<Ending> {
    try {
      await this.once(Step.OBSERVE, observe);
      await this.once(Step.ORIENT, orient);
      await this.once(Step.ANALYZE, analyze);
      await this.once(Step.DEBATE, debate);
      return await this.decideAndAct();
    } catch (error) {
      if (error instanceof NoTrade) return noTrade(error.message);
      throw error;
    }
  }

  /** Runs a step unless its entries are stored already. */
  private async once(step: Step, body: (context: StepContext) => Promise<void>): Promise<void> {
    if (this.cycle.lastStep >= step) return;
    this.step = step;
    await body(this.context);
  }

  private async decideAndAct(): Promise<Ending> {
    this.step = Step.DECIDE;
    const consensus = await decide(this.context);
    if (!consensus.reached) {
      const reason = `no consensus after ${this.state.rounds.length} rounds: ${reasons(consensus.objections)}`;
      return noTrade(reason, consensus.objections);
    }
    if (this.state.orders === undefined) {
      this.step = Step.ACT;
      await act(this.context, consensus.round);
    }
    return { status: CycleStatus.COMPLETED, reason: '', objections: [] };
  }

  /** What closed is remembered however the cycle ends: no later cycle's fills will name it again. */
  private async end(ending: Ending): Promise<CycleSummary> {
    this.step = Step.LEARN;
    await learn(this.context, (cycleId) => this.briefingOf(cycleId));
    return this.finish(ending);
  }

  private async finish({ status, reason, objections }: Ending): Promise<CycleSummary> {
    const outcome: Draft = {
      kind: EntryKind.OUTCOME,
      message: create(CycleOutcomeSchema, {
        status,
        reason,
        objections: [...objections],
        iterations: this.state.rounds.length,
        consensus: this.state.orders !== undefined,
      }),
    };
    const entries = this.chain([outcome]);
    apply(this.state, outcome);
    const contentHash = cycleContentHash([...this.contentHashes, ...entries.map((entry) => entry.contentHash)]);
    const summary = this.summary(status, reason, contentHash);
    const executed = summary.decisions.some((decision) => decision.executed);
    await this.save(entries, { status, lastStep: Step.LEARN, summary, contentHash, executed });
    return summary;
  }

  private async fail(error: unknown): Promise<void> {
    const step = stepName(this.step);
    this.use.log.error({ err: error, cycleId: this.cycle.cycleId, step }, 'cycle failed; it can be run again');
    // Of a cycle that failed before its first step was stored nothing is known that could be resumed.
    if (this.cycle.lastStep === Step.UNSPECIFIED) return;
    const reason = `${step} failed: ${ConnectError.from(error).rawMessage}`;
    await this.save([], { status: CycleStatus.FAILED, summary: this.summary(CycleStatus.FAILED, reason) });
  }

  /** Stores drafts in one transaction, then takes them into the state. */
  private async write(drafts: readonly Draft[]): Promise<void> {
    // A half round does not end its step.
    const lastStep = this.step === Step.DECIDE ? Step.DEBATE : this.step;
    await this.save(this.chain([...this.pending, ...drafts]), { lastStep });
    this.pending = [];
    for (const draft of drafts) apply(this.state, draft);
  }

  private chain(drafts: readonly Draft[]): StoredEntry[] {
    return chainEntries(drafts, this.contentHashes.length, this.cycle.tailHash, this.use.clock.now());
  }

  private async save(entries: readonly StoredEntry[], change: Partial<StoredCycle>): Promise<void> {
    const next: StoredCycle = {
      ...this.cycle,
      status: CycleStatus.RUNNING,
      ...change,
      tailHash: entries.at(-1)?.hash ?? this.cycle.tailHash,
    };
    await this.use.store.save(next, entries, this.use.clock.now());
    this.cycle = next;
    for (const entry of entries) {
      this.contentHashes.push(entry.contentHash);
      this.use.onEntry(next.accountId, next.cycleId, entry, entry.kind === EntryKind.OUTCOME);
    }
  }

  private summary(status: CycleStatus, reason: string, contentHash?: Uint8Array): CycleSummary {
    const header = need(this.state.header, 'header');
    return summarize(this.cycle.accountId, header, this.state, status, reason, contentHash);
  }

  private async briefingOf(cycleId: string): Promise<Briefing | undefined> {
    if (cycleId === this.cycle.cycleId) return this.state.briefing;
    const entries = await this.use.store.entries(this.cycle.accountId, cycleId);
    return entries.length === 0 ? undefined : stateOf(entries).briefing;
  }
}

function noTrade(reason: string, objections: readonly Objection[] = []): Ending {
  return { status: CycleStatus.NO_TRADE, reason, objections };
}

function reasons(objections: readonly Objection[]): string {
  const texts = objections.map((objection) => `${objection.code} ${objection.text}`.trim());
  return [...new Set(texts)].join('; ') || 'no reasons were given';
}
