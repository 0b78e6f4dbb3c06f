import type { PublicKey } from '@cream/domain';
import type { Mode } from '@cream/proto/common';
import type { ConfigVersion } from '@cream/proto/cycle';
import type { CycleState } from '../cycle-state.js';
import type { Draft } from '../journal.js';
import type { Peers } from '../peers.js';

/** What a step may use. `write` stores entries in one transaction before the step goes on. */
export interface StepContext {
  readonly peers: Peers;
  readonly state: CycleState;
  readonly accountId: string;
  readonly cycleId: string;
  /** The cycle's clock: the slot, epoch milliseconds. */
  readonly slotMs: number;
  readonly mode: Mode;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  /** The slot up to which the account's fills are in the record already. */
  readonly previousSlotMs: number | undefined;
  readonly config: ConfigVersion;
  /** By key id. */
  approverKeys(): Promise<ReadonlyMap<string, PublicKey>>;
  write(drafts: readonly Draft[]): Promise<void>;
}

/** A step that cannot get what it needs from an agent ends the cycle in NO_TRADE with this reason. */
export class NoTrade extends Error {
  override readonly name = 'NoTrade';
}
