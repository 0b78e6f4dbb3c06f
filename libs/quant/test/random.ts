import { normalQuantile } from '../src/index.js';

/** Uniform numbers in [0, 1) that a seed repeats (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Independent standard normal numbers. */
export function normals(random: () => number, count: number): number[] {
  return Array.from({ length: count }, () => normalQuantile((random() * 2 ** 32 + 0.5) / (2 ** 32 + 1)));
}
