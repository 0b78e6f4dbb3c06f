import { create } from '@bufbuild/protobuf';
import { hex, type PublicKey } from '@cream/domain';
import { EntryKind, type Finding, type VerifyRecordResponse, VerifyRecordResponseSchema } from '@cream/proto/cycle';
import { type CycleState, stateOf } from '../cycle-state.js';
import { GENESIS } from '../journal.js';
import type { RecordStore, StoredCycle, StoredEntry } from '../record-store.js';
import { finding } from './finding.js';
import { Ledger } from './ledger.js';
import { sameBytes } from './same-bytes.js';
import { verifyChain } from './verify-chain.js';
import { verifyCompleteness } from './verify-completeness.js';
import { verifyDecision } from './verify-decision.js';

export interface VerifyScope {
  /** One account, or all. */
  readonly accountId?: string;
  /** One cycle of it, or all. Its account's earlier cycles are read too: the arithmetic starts with the first fill. */
  readonly cycleId?: string;
}

/** Recomputes the chain, the signatures and the arithmetic from fills to equity. */
export class RecordVerifier {
  constructor(
    private readonly store: RecordStore,
    private readonly keys: () => Promise<Keys>,
  ) {}

  async verify(scope: VerifyScope): Promise<VerifyRecordResponse> {
    const keys = await this.keys();
    const accounts = scope.accountId === undefined ? await this.store.accounts() : [scope.accountId];
    const result = create(VerifyRecordResponseSchema);
    for (const account of accounts) {
      if (scope.cycleId === undefined) await this.account(account, keys, result);
      else await this.one(account, scope.cycleId, keys, result);
    }
    return result;
  }

  private async account(accountId: string, keys: Keys, result: VerifyRecordResponse): Promise<void> {
    const ledger = new Ledger();
    let tail: Uint8Array = GENESIS;
    for (const cycle of await this.store.cyclesOf(accountId)) {
      await this.check(cycle, ledger, tail, keys, result);
      tail = cycle.tailHash;
    }
  }

  /** Of the cycles before it no more is read than the arithmetic and the chain need: their fills and the last hash. */
  private async one(accountId: string, cycleId: string, keys: Keys, result: VerifyRecordResponse): Promise<void> {
    const cycle = await this.store.find(accountId, cycleId);
    if (cycle === undefined) return;
    const ledger = new Ledger();
    for (const entry of await this.store.entriesBefore(cycle, EntryKind.FILLS)) {
      // What is wrong with an earlier cycle is a finding of that cycle.
      follow(ledger, cycle, readState([entry]));
    }
    const before = await this.store.before(cycle);
    await this.check(cycle, ledger, before?.tailHash ?? GENESIS, keys, result);
  }

  private async check(
    cycle: StoredCycle,
    ledger: Ledger,
    tail: Uint8Array,
    keys: Keys,
    result: VerifyRecordResponse,
  ): Promise<void> {
    const entries = await this.store.entries(cycle.accountId, cycle.cycleId);
    const state = readState(entries);
    result.cycles += 1;
    result.entries += entries.length;
    result.findings.push(...verifyChain(cycle, entries, tail), ...follow(ledger, cycle, state));
    if (typeof state === 'string') {
      result.findings.push(finding('UNREADABLE', cycle.cycleId, state));
      return;
    }
    const decision = verifyDecision(cycle.cycleId, state, keys);
    result.findings.push(
      ...verifyCompleteness(cycle.cycleId, cycle.status, state),
      ...decision.findings,
      ...summaryFindings(cycle),
    );
    result.signatures += decision.signatures;
    result.fills += state.fills?.fills.length ?? 0;
  }
}

type Keys = ReadonlyMap<string, PublicKey>;

function follow(ledger: Ledger, cycle: StoredCycle, state: CycleState | string): Finding[] {
  if (typeof state === 'string' || state.fills === undefined) {
    ledger.lose();
    return [];
  }
  try {
    return ledger.follow(cycle.cycleId, state.fills);
  } catch (error) {
    ledger.lose();
    return [finding('ARITHMETIC', cycle.cycleId, `the portfolio cannot be read: ${textOf(error)}`)];
  }
}

function summaryFindings(cycle: StoredCycle): Finding[] {
  const named = cycle.summary.contentHash?.sha256;
  if (cycle.contentHash === undefined || sameBytes(named, cycle.contentHash)) return [];
  const shown = named === undefined ? 'nothing' : hex(named);
  return [finding('CONTENT_MISMATCH', cycle.cycleId, `the summary names content hash ${shown}`)];
}

/** A record that cannot be decoded is a finding, told by its text, not a failure of the check. */
function readState(entries: readonly StoredEntry[]): CycleState | string {
  try {
    return stateOf(entries);
  } catch (error) {
    return `an entry cannot be read: ${textOf(error)}`;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
