import { APPROVERS, type PublicKey } from '@cream/domain';

export type KeyRing = ReadonlyMap<string, PublicKey>;

/**
 * The approvers' public keys. They are read on first use and until both are there, because the approvers make their keys
 * when they start, which may be after this service.
 */
export class Approvers {
  #keys: KeyRing | undefined;

  constructor(private readonly load: () => Promise<KeyRing>) {}

  async keys(): Promise<KeyRing> {
    if (this.#keys !== undefined) return this.#keys;
    const keys = await this.load();
    if (isComplete(keys)) this.#keys = keys;
    return keys;
  }

  /** True when plans can be verified. */
  async known(): Promise<boolean> {
    return isComplete(await this.keys());
  }
}

function isComplete(keys: KeyRing): boolean {
  const roles = new Set([...keys.values()].map(({ role }) => role));
  return APPROVERS.every((role) => roles.has(role));
}
