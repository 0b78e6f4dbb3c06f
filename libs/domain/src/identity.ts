import type { Mode } from '@cream/proto/common';
import type { Role } from '@cream/proto/decision';
import { hex, sha256, sha256Hex } from './hash.js';
import { modeName, roleName } from './names.js';
import { slotText } from './time.js';

/** What an order does for its decision. A retry of the same leg has the same id; a renewed protection has a new generation. */
export type OrderLeg = 'entry' | 'stop' | 'target' | 'close' | 'reduce';

export interface CycleIdentity {
  readonly mode: Mode;
  readonly slotMs: number;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  readonly configHash: Uint8Array;
}

/** `<slot>-<8 hex>`, such as `20160301T210000Z-1f2e3d4c`. The order in which symbols are named does not matter. */
export function cycleId(identity: CycleIdentity): string {
  const slot = slotText(identity.slotMs);
  const digest = digestOf([
    modeName(identity.mode),
    slot,
    [...identity.symbols].sort(),
    [...identity.contextSymbols].sort(),
    hex(identity.configHash),
  ]);
  return `${slot}-${digest.slice(0, 8)}`;
}

/** `<cycle id>/<symbol>`: one decision per instrument and cycle. */
export function decisionId(cycle: string, symbol: string): string {
  return `${cycle}/${symbol}`;
}

/** 32 hex digits. `generation` counts the renewals of a protective order. */
export function clientOrderId(decision: string, leg: OrderLeg, generation = 0): string {
  return digestOf([decision, leg, generation]).slice(0, 32);
}

/** `ord-<client order id>`. */
export function orderId(clientOrder: string): string {
  return `ord-${clientOrder}`;
}

/** `fil-<24 hex>`; `ordinal` counts the fills of the order from 0. */
export function fillId(order: string, ordinal: number): string {
  return `fil-${digestOf([order, ordinal]).slice(0, 24)}`;
}

/** `evt-<24 hex>` of a split or a dividend: the same in every account. `value` as its decimal text. */
export function accountEventId(kind: string, symbol: string, effectiveMs: number, value: string): string {
  return `evt-${digestOf([kind, symbol, effectiveMs, value]).slice(0, 24)}`;
}

export interface NonceParts {
  readonly cycleId: string;
  readonly role: Role;
  readonly planHash: Uint8Array;
  readonly iteration: number;
}

/** 32 bytes, unique for each verdict and the same on every machine. */
export function verdictNonce(parts: NonceParts): Uint8Array {
  return sha256(JSON.stringify([parts.cycleId, roleName(parts.role), hex(parts.planHash), parts.iteration]));
}

/** JSON of an array delimits its parts, so no two lists of parts share a text. */
function digestOf(parts: readonly unknown[]): string {
  return sha256Hex(JSON.stringify(parts));
}
