import { create } from '@bufbuild/protobuf';
import { hex, type PublicKey } from '@cream/domain';
import { type Finding, type VerifyRecordResponse, VerifyRecordResponseSchema } from '@cream/proto/cycle';
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
    private readonly keys: () => Promise<ReadonlyMap<string, PublicKey>>,
  ) {}

  async verify(scope: VerifyScope): Promise<VerifyRecordResponse> {
    const keys = await this.keys();
    const accounts = scope.accountId === undefined ? await this.store.accounts() : [scope.accountId];
    const result = create(VerifyRecordResponseSchema);
    for (const account of accounts) await this.account(account, scope.cycleId, keys, result);
    return result;
  }

  private async account(
    accountId: string,
    only: string | undefined,
    keys: ReadonlyMap<string, PublicKey>,
    result: VerifyRecordResponse,
  ): Promise<void> {
    const ledger = new Ledger();
    let tail: Uint8Array = GENESIS;
    for (const cycle of await this.store.cyclesOf(accountId)) {
      const entries = await this.store.entries(accountId, cycle.cycleId);
      const wanted = only === undefined || only === cycle.cycleId;
      const state = readState(entries);
      const arithmetic = follow(ledger, cycle, state);
      if (wanted) {
        result.cycles += 1;
        result.entries += entries.length;
        result.findings.push(...verifyChain(cycle, entries, tail), ...arithmetic);
        if (typeof state === 'string') {
          result.findings.push(finding('UNREADABLE', cycle.cycleId, state));
        } else {
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
      if (cycle.cycleId === only) return;
      tail = cycle.tailHash;
    }
  }
}

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
