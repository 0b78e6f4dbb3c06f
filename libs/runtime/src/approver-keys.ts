import { APPROVERS, type PublicKey } from '@cream/domain';
import type { Readiness } from './define-service.js';

/** Public keys by key id. */
export type KeyRing = ReadonlyMap<string, PublicKey>;

/**
 * The approvers' public keys. They are read on first use and until both are there, because the approvers make their keys
 * when they start, which may be after this service.
 */
export class ApproverKeys {
  #keys: KeyRing | undefined;

  constructor(private readonly load: () => Promise<KeyRing>) {}

  /** By key id. A role whose key is missing can approve nothing. */
  async all(): Promise<KeyRing> {
    if (this.#keys !== undefined) return this.#keys;
    const keys = await this.load();
    if (isComplete(keys)) this.#keys = keys;
    return keys;
  }

  /** Whether a plan can be approved at all. */
  async readiness(): Promise<Readiness> {
    const ready = isComplete(await this.all());
    return { ready, detail: ready ? '' : "the approvers' public keys are missing" };
  }
}

function isComplete(keys: KeyRing): boolean {
  const roles = new Set([...keys.values()].map(({ role }) => role));
  return APPROVERS.every((role) => roles.has(role));
}
