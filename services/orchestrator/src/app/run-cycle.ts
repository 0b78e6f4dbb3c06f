import { create } from '@bufbuild/protobuf';
import { cycleId, timestamp } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import type { Mode } from '@cream/proto/common';
import {
  type ConfigVersion,
  CycleOutcomeSchema,
  CycleStatus,
  type CycleSummary,
  EntryKind,
  RecordHeaderSchema,
  Step,
} from '@cream/proto/cycle';
import type { Objection } from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import type { Clock, Logger } from '@cream/runtime';
import { AgentRoster } from './agent-roster.js';
import { apply, type CycleState, emptyState, need, stateOf } from './cycle-state.js';
import { chainEntries, type Draft, GENESIS } from './journal.js';
import { KeyedMutex } from './keyed-mutex.js';
import type { Peers } from './peers.js';
import type { RecordStore, StoredCycle, StoredEntry } from './record-store.js';
import { act } from './steps/act.js';
import { analyze } from './steps/analyze.js';
import { debate } from './steps/debate.js';
import { decide } from './steps/decide.js';
import { learn } from './steps/learn.js';
import { observe } from './steps/observe.js';
import { orient } from './steps/orient.js';
import { NoTrade, type StepContext } from './steps/step.js';
import { cycleContentHash, summarize } from './summary.js';

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

/** Hears of entries after they are stored. */
export type EntryListener = (accountId: string, cycleId: string, entry: StoredEntry, last: boolean) => void;

const FINISHED: ReadonlySet<CycleStatus> = new Set([CycleStatus.COMPLETED, CycleStatus.NO_TRADE]);

/**
 * Runs cycles. The state of a cycle is what its stored entries say; every step writes its entries in one transaction
 * before the next begins, so a process that dies goes on where it stopped. One cycle at a time for an account.
 */
export class CycleRunner {
  private readonly accounts = new KeyedMutex();
  private readonly roster: AgentRoster;

  constructor(
    private readonly peers: Peers,
    private readonly store: RecordStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly onEntry: EntryListener,
  ) {
    this.roster = new AgentRoster(peers);
  }

  /** Runs the cycle of a slot to its end. A finished cycle is answered, not run again. */
  run(request: CycleRequest): Promise<EndedCycle> {
    return this.accounts.run(request.accountId, async () => {
      const newest = await this.store.newest(request.accountId);
      if (newest !== undefined && newest.slotMs >= request.slotMs) return this.again(request, newest);
      if (newest !== undefined && !FINISHED.has(newest.status)) await this.abandon(newest);
      const { version } = await this.peers.config.getActive({});
      const config = need(version, 'active configuration');
      return { summary: await this.start(request, config, newest), existed: false };
    });
  }

  private async again(request: CycleRequest, newest: StoredCycle): Promise<EndedCycle> {
    const known = await this.store.findBySlot(request.accountId, request.slotMs);
    if (known === undefined) {
      throw failedPrecondition(
        `slot ${iso(request.slotMs)} lies before the account's newest cycle ${newest.cycleId}: a cycle never runs in the past`,
      );
    }
    if (FINISHED.has(known.status)) return { summary: known.summary, existed: true };
    const entries = await this.store.entries(request.accountId, known.cycleId);
    const state = stateOf(entries);
    const version = need(state.header, 'header').configVersion;
    const { versions } = await this.peers.config.listVersions({});
    const config = versions.find((candidate) => candidate.version === version);
    if (config === undefined) throw failedPrecondition(`configuration ${version} of cycle ${known.cycleId} is gone`);
    this.log.info({ cycleId: known.cycleId, step: Step[known.lastStep] }, 'resuming cycle');
    const run = new CycleRun(this.dependencies(), config, known, state, entries, await this.slotBefore(known));
    return { summary: await run.go(), existed: false };
  }

  private async start(
    request: CycleRequest,
    config: ConfigVersion,
    newest: StoredCycle | undefined,
  ): Promise<CycleSummary> {
    const configHash = need(config.hash, 'configuration hash');
    const id = cycleId({
      mode: request.mode,
      slotMs: request.slotMs,
      symbols: request.symbols,
      contextSymbols: request.contextSymbols,
      configHash: configHash.sha256,
    });
    const header = create(RecordHeaderSchema, {
      cycleId: id,
      slot: timestamp(request.slotMs),
      mode: request.mode,
      symbols: [...request.symbols],
      contextSymbols: [...request.contextSymbols],
      configVersion: config.version,
      configHash,
      limits: need(config.configuration?.limits, 'limits'),
      agents: await this.roster.profiles(),
    });
    const state = emptyState();
    const cycle: StoredCycle = {
      accountId: request.accountId,
      cycleId: id,
      slotMs: request.slotMs,
      mode: request.mode,
      status: CycleStatus.RUNNING,
      lastStep: Step.UNSPECIFIED,
      tailHash: newest?.tailHash ?? GENESIS,
      contentHash: undefined,
      summary: summarize(request.accountId, header, state, CycleStatus.RUNNING),
      executed: false,
    };
    const run = new CycleRun(this.dependencies(), config, cycle, state, [], newest?.slotMs);
    return run.go({ kind: EntryKind.HEADER, message: header });
  }

  /** A later slot has come while this cycle was unfinished: it ends here, in the record, without a trade. */
  private async abandon(cycle: StoredCycle): Promise<void> {
    const entries = await this.store.entries(cycle.accountId, cycle.cycleId);
    const state = stateOf(entries);
    const { versions } = await this.peers.config.listVersions({});
    const version = state.header?.configVersion ?? '';
    const config = versions.find((candidate) => candidate.version === version);
    if (config === undefined) throw failedPrecondition(`configuration ${version} of cycle ${cycle.cycleId} is gone`);
    const run = new CycleRun(this.dependencies(), config, cycle, state, entries, await this.slotBefore(cycle));
    await run.finish(CycleStatus.NO_TRADE, 'abandoned: a later slot began before this cycle could end', []);
  }

  private async slotBefore(cycle: StoredCycle): Promise<number | undefined> {
    const { previous } = await this.store.neighbours(cycle);
    return previous === undefined ? undefined : (await this.store.find(cycle.accountId, previous))?.slotMs;
  }

  private dependencies(): RunDependencies {
    return { peers: this.peers, store: this.store, clock: this.clock, log: this.log, onEntry: this.onEntry };
  }
}

interface RunDependencies {
  readonly peers: Peers;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEntry: EntryListener;
}

/** One cycle being run. */
class CycleRun {
  private readonly context: StepContext;
  /** Of every stored entry of the cycle, in order. */
  private readonly contentHashes: Uint8Array[];
  private pending: Draft[] = [];
  private step: Step;

  constructor(
    private readonly use: RunDependencies,
    config: ConfigVersion,
    private cycle: StoredCycle,
    private readonly state: CycleState,
    stored: readonly StoredEntry[],
    previousSlotMs: number | undefined,
  ) {
    this.step = cycle.lastStep;
    this.contentHashes = stored.map((entry) => entry.contentHash);
    this.context = {
      peers: use.peers,
      state,
      accountId: cycle.accountId,
      cycleId: cycle.cycleId,
      slotMs: cycle.slotMs,
      mode: cycle.mode as Mode,
      symbols: cycle.summary.symbols,
      contextSymbols: state.header?.contextSymbols ?? [],
      previousSlotMs,
      config,
      write: (drafts) => this.write(drafts),
    };
  }

  async go(header?: Draft): Promise<CycleSummary> {
    try {
      if (header !== undefined) {
        // Stored together with the first step: a header alone would say nothing.
        this.pending.push(header);
        apply(this.state, header);
      }
      return await this.steps();
    } catch (error) {
      if (error instanceof NoTrade) return this.finish(CycleStatus.NO_TRADE, error.message, []);
      await this.fail(error);
      throw error;
    }
  }

  private async steps(): Promise<CycleSummary> {
    const context: StepContext = {
      ...this.context,
      contextSymbols: need(this.state.header, 'header').contextSymbols,
    };
    await this.once(Step.OBSERVE, () => observe(context));
    await this.once(Step.ORIENT, () => orient(context));
    await this.once(Step.ANALYZE, () => analyze(context));
    await this.once(Step.DEBATE, () => debate(context));
    this.step = Step.DEBATE;
    const consensus = await decide(context);
    this.step = Step.DECIDE;
    if (consensus.reached && this.state.orders === undefined) {
      this.step = Step.ACT;
      await act(context, consensus.round);
    }
    await learn(context, (cycleId) => this.briefingOf(cycleId));
    if (!consensus.reached) {
      const reason = `no consensus after ${this.state.rounds.length} rounds: ${reasons(consensus.objections)}`;
      return this.finish(CycleStatus.NO_TRADE, reason, consensus.objections);
    }
    return this.finish(CycleStatus.COMPLETED, '', []);
  }

  /** Runs a step unless its entries are stored already. */
  private async once(step: Step, body: () => Promise<void>): Promise<void> {
    if (this.cycle.lastStep >= step) return;
    this.step = step;
    await body();
  }

  /** Stores drafts as entries of the current step, then takes them into the state. */
  private async write(drafts: readonly Draft[]): Promise<void> {
    for (const draft of drafts) apply(this.state, draft);
    await this.store([...this.pending, ...drafts], { lastStep: this.step });
    this.pending = [];
  }

  async finish(status: CycleStatus, reason: string, objections: readonly Objection[]): Promise<CycleSummary> {
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
    const drafts = [...this.pending, outcome];
    this.pending = [];
    apply(this.state, outcome);
    const entries = this.chain(drafts);
    const contentHash = cycleContentHash([...this.contentHashes, ...entries.map((entry) => entry.contentHash)]);
    const summary = summarize(
      this.cycle.accountId,
      need(this.state.header, 'header'),
      this.state,
      status,
      reason,
      contentHash,
    );
    const executed = summary.decisions.some((decision) => decision.executed);
    await this.save(entries, { status, lastStep: Step.LEARN, summary, contentHash, executed }, true);
    return summary;
  }

  private async fail(error: unknown): Promise<void> {
    this.use.log.error(
      { err: error, cycleId: this.cycle.cycleId, step: Step[this.step] },
      'cycle failed; it can be run again',
    );
    if (this.cycle.lastStep === Step.UNSPECIFIED) return;
    await this.save([], { status: CycleStatus.FAILED }, false);
  }

  private async store(drafts: readonly Draft[], change: Partial<StoredCycle>): Promise<void> {
    await this.save(this.chain(drafts), change, false);
  }

  private chain(drafts: readonly Draft[]): StoredEntry[] {
    return chainEntries(drafts, this.contentHashes.length, this.cycle.tailHash, this.use.clock.now());
  }

  private async save(entries: StoredEntry[], change: Partial<StoredCycle>, last: boolean): Promise<void> {
    const next: StoredCycle = {
      ...this.cycle,
      status: CycleStatus.RUNNING,
      ...change,
      tailHash: entries.at(-1)?.hash ?? this.cycle.tailHash,
    };
    await this.use.store.save(next, entries, this.use.clock.now());
    this.cycle = next;
    entries.forEach((entry, index) => {
      this.contentHashes.push(entry.contentHash);
      this.use.onEntry(next.accountId, next.cycleId, entry, last && index === entries.length - 1);
    });
  }

  private async briefingOf(cycleId: string): Promise<Briefing | undefined> {
    if (cycleId === this.cycle.cycleId) return this.state.briefing;
    const entries = await this.use.store.entries(this.cycle.accountId, cycleId);
    return entries.length === 0 ? undefined : stateOf(entries).briefing;
  }
}

function reasons(objections: readonly Objection[]): string {
  const texts = objections.map((objection) => `${objection.code} ${objection.text}`.trim());
  return [...new Set(texts)].join('; ') || 'no reasons were given';
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
