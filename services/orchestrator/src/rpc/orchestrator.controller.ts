import { create } from '@bufbuild/protobuf';
import { millis, timestamp } from '@cream/domain';
import { type CallContext, invalidArgument, notFound, Rpc } from '@cream/grpc';
import {
  type CycleRecord,
  CycleRecordSchema,
  type Entry,
  EntrySchema,
  type GetCycleRequest,
  type GetRecordHashRequest,
  type ListCyclesRequest,
  OrchestratorService,
  type RunCycleRequest,
  Step,
  type StreamCycleRequest,
  type VerifyRecordRequest,
} from '@cream/proto/cycle';
import { Controller, Inject } from '@nestjs/common';
import { CycleRunner } from '../app/cycle-runner.js';
import { isFinished } from '../app/cycle-state.js';
import { EntryFeed } from '../app/entry-feed.js';
import { RECORD_STORE, type RecordStore, type StoredCycle, type StoredEntry } from '../app/record-store.js';
import { cycleContentHash } from '../app/summary.js';
import { RecordVerifier } from '../app/verify/verify-record.js';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 2000;
const STEPS = [Step.OBSERVE, Step.ORIENT, Step.ANALYZE, Step.DEBATE, Step.DECIDE, Step.ACT, Step.LEARN];

/** `cream.cycle.v1.OrchestratorService`. */
@Controller()
export class OrchestratorController {
  constructor(
    @Inject(CycleRunner) private readonly runner: CycleRunner,
    @Inject(RECORD_STORE) private readonly store: RecordStore,
    @Inject(RecordVerifier) private readonly verifier: RecordVerifier,
    @Inject(EntryFeed) private readonly feed: EntryFeed,
  ) {}

  @Rpc(OrchestratorService.method.runCycle)
  async runCycle({ accountId, slot, symbols, contextSymbols, mode }: RunCycleRequest) {
    const twice = symbols.find((symbol) => contextSymbols.includes(symbol));
    if (twice !== undefined) throw invalidArgument('context_symbols', `${twice} cannot be both traded and context`);
    return this.runner.run({ accountId, slotMs: millis(slot, 'slot'), symbols, contextSymbols, mode });
  }

  @Rpc(OrchestratorService.method.getCycle)
  async getCycle({ cycleId, accountId }: GetCycleRequest) {
    const cycle = await this.find(accountId, cycleId);
    return { record: recordOf(cycle, await this.store.entries(cycle.accountId, cycleId)), summary: cycle.summary };
  }

  @Rpc(OrchestratorService.method.listCycles)
  async listCycles({ accountId, page, executedOnly }: ListCyclesRequest) {
    const limit = page === undefined || page.size === 0 ? DEFAULT_PAGE : page.size;
    if (limit > LARGEST_PAGE) throw invalidArgument('page.size', `must be at most ${LARGEST_PAGE}`);
    const offset = offsetOf(page?.token ?? '');
    const found = await this.store.page({ accountId, executedOnly, limit, offset });
    const end = offset + found.cycles.length;
    return {
      cycles: found.cycles.map((cycle) => cycle.summary),
      page: { total: found.total, nextToken: end < found.total ? String(end) : '' },
    };
  }

  @Rpc(OrchestratorService.method.streamCycle)
  async *streamCycle({ accountId, cycleId }: StreamCycleRequest, context: CallContext) {
    // Listening starts before anything is read, so that no entry falls between, nor the end.
    const live = this.feed.follow(accountId, cycleId, context.signal);
    try {
      const cycle = await this.find(accountId, cycleId);
      const stored = await this.store.entries(accountId, cycleId);
      for (const entry of stored) yield { entry: wireEntry(entry) };
      if (isFinished(cycle.status)) return;
      for await (const entry of live.entries) {
        if (entry.sequence >= stored.length) yield { entry: wireEntry(entry) };
      }
    } finally {
      await live.stop();
    }
  }

  @Rpc(OrchestratorService.method.verifyRecord)
  async verifyRecord({ accountId, cycleId }: VerifyRecordRequest) {
    if (cycleId !== '') {
      const cycle = await this.find(accountId, cycleId);
      return this.verifier.verify({ accountId: cycle.accountId, cycleId });
    }
    if (accountId === '') return this.verifier.verify({});
    if ((await this.store.newest(accountId)) === undefined) throw notFound(`account ${accountId} has no cycles`);
    return this.verifier.verify({ accountId });
  }

  @Rpc(OrchestratorService.method.getRecordHash)
  async getRecordHash({ accountId }: GetRecordHashRequest) {
    const cycles = await this.store.cyclesOf(accountId);
    const hashes = cycles.flatMap((cycle) => (cycle.contentHash === undefined ? [] : [cycle.contentHash]));
    return { recordHash: { sha256: cycleContentHash(hashes) }, cycles: hashes.length };
  }

  private async find(accountId: string, cycleId: string): Promise<StoredCycle> {
    const cycle = accountId === '' ? await this.store.newestOf(cycleId) : await this.store.find(accountId, cycleId);
    if (cycle === undefined) throw notFound(`no cycle ${cycleId}${accountId === '' ? '' : ` in account ${accountId}`}`);
    return cycle;
  }
}

function offsetOf(token: string): number {
  if (token === '') return 0;
  const offset = Number(token);
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw invalidArgument('page.token', 'is not a token of this service');
  return offset;
}

function recordOf(cycle: StoredCycle, entries: readonly StoredEntry[]): CycleRecord {
  return create(CycleRecordSchema, {
    accountId: cycle.accountId,
    cycleId: cycle.cycleId,
    slot: timestamp(cycle.slotMs),
    status: cycle.status,
    steps: STEPS.map((step) => ({ step, done: cycle.lastStep >= step })),
    entries: entries.map(wireEntry),
    ...(cycle.contentHash === undefined ? {} : { contentHash: { sha256: cycle.contentHash } }),
  });
}

function wireEntry(entry: StoredEntry): Entry {
  return create(EntrySchema, {
    sequence: entry.sequence,
    kind: entry.kind,
    time: timestamp(entry.timeMs),
    bytes: entry.bytes,
    previousHash: { sha256: entry.previousHash },
    hash: { sha256: entry.hash },
    contentHash: { sha256: entry.contentHash },
  });
}
