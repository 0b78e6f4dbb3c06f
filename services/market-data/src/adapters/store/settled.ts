import type { ImportTotals } from './import-totals.js';

/** Something that is offered to the store: what it is about, and what it says. */
export interface Offered {
  readonly key: string;
  readonly content: string | Uint8Array;
}

export interface Contradiction<T extends Offered> {
  readonly offered: T;
  readonly stored: T['content'];
}

export interface Settled<T extends Offered> {
  /** To be written. */
  readonly fresh: readonly T[];
  readonly contradictions: readonly Contradiction<T>[];
  readonly totals: ImportTotals;
}

/** Tells the new from what is stored already, and from what contradicts it. Of two alike in one offer the first counts. */
export function settled<T extends Offered>(
  offers: readonly T[],
  stored: ReadonlyMap<string, T['content']>,
): Settled<T> {
  const fresh = new Map<string, T>();
  const contradictions: Contradiction<T>[] = [];
  for (const offered of offers) {
    const { key, content } = offered;
    const before = stored.get(key) ?? fresh.get(key)?.content;
    if (before === undefined) fresh.set(key, offered);
    else if (!same(before, content)) contradictions.push({ offered, stored: before });
  }
  const [inserted, conflicts] = [fresh.size, contradictions.length];
  const totals = { inserted, conflicts, unchanged: offers.length - inserted - conflicts };
  return { fresh: [...fresh.values()], contradictions, totals };
}

function same(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : Buffer.compare(a, b) === 0;
}
