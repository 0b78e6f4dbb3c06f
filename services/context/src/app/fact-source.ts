import type { FactSource } from '@cream/domain';

/** Where a fact of this service comes from: the words of a reference that are not empty, in one line. */
export function sourceOf(...words: readonly string[]): FactSource {
  return { service: 'context', ref: words.filter((word) => word !== '').join(' ') };
}
