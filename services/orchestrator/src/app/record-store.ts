import type { CycleStatus, CycleSummary, EntryKind, Step } from '@cream/proto/cycle';

/** A row of the record, as stored. Hashes are 32 bytes; times are epoch milliseconds. */
export interface StoredEntry {
  readonly sequence: number;
  readonly kind: EntryKind;
  readonly timeMs: number;
  readonly bytes: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly contentHash: Uint8Array;
}

export interface StoredCycle {
  readonly accountId: string;
  readonly cycleId: string;
  readonly slotMs: number;
  readonly mode: number;
  readonly status: CycleStatus;
  /** Newest step whose entries are stored; UNSPECIFIED for a cycle that has none. */
  readonly lastStep: Step;
  readonly tailHash: Uint8Array;
  readonly contentHash: Uint8Array | undefined;
  /** Written when the cycle begins, fails and ends; `status` is always that of the cycle. */
  readonly summary: CycleSummary;
  readonly executed: boolean;
}

export interface CyclePage {
  readonly cycles: readonly StoredCycle[];
  readonly total: number;
}

/** Where the record lives. Entries are only ever added. */
export interface RecordStore {
  find(accountId: string, cycleId: string): Promise<StoredCycle | undefined>;
  findBySlot(accountId: string, slotMs: number): Promise<StoredCycle | undefined>;
  /** The cycle of the account with the greatest slot. */
  newest(accountId: string): Promise<StoredCycle | undefined>;
  /** The cycle with this id that was created last, in whatever account. */
  newestOf(cycleId: string): Promise<StoredCycle | undefined>;
  /** Stores the cycle's row and the step's entries in one transaction. */
  save(cycle: StoredCycle, added: readonly StoredEntry[], createdMs: number): Promise<void>;
  entries(accountId: string, cycleId: string): Promise<StoredEntry[]>;
  /** The account's cycle of the slot before. */
  before(cycle: StoredCycle): Promise<StoredCycle | undefined>;
  /** The entries of one kind in the account's earlier cycles, oldest slot first. */
  entriesBefore(cycle: StoredCycle, kind: EntryKind): Promise<StoredEntry[]>;
  /** Newest slot first. */
  page(filter: { accountId?: string; executedOnly: boolean; limit: number; offset: number }): Promise<CyclePage>;
  accounts(): Promise<string[]>;
  /** Slot order, oldest first. */
  cyclesOf(accountId: string): Promise<StoredCycle[]>;
}

/** Injection token of the store. */
export const RECORD_STORE = Symbol('RecordStore');
