import { normalQuantile } from '../src/index.js';

export { seededRandom as seeded } from '../src/index.js';

/** Independent standard normal numbers. */
export function normals(random: () => number, count: number): number[] {
  return Array.from({ length: count }, () => normalQuantile((random() * 2 ** 32 + 0.5) / (2 ** 32 + 1)));
}

/**
 * Uniform in (0, 1) by the generator of S. Park and K. Miller (1988), 16807·x mod 2³¹ − 1: the same to the last bit in any
 * language, for references that were computed elsewhere.
 */
export function parkMiller(seed: number): () => number {
  let state = seed;
  return () => {
    state = (16_807 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Nearly normal, as the sum of twelve uniform numbers less 6. */
export function sumOfTwelve(random: () => number): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += random();
  return sum - 6;
}
