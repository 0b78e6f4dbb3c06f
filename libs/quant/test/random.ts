import { normalQuantile } from '../src/index.js';

export { seededRandom as seeded } from '../src/index.js';

/** Independent standard normal numbers. */
export function normals(random: () => number, count: number): number[] {
  return Array.from({ length: count }, () => normalQuantile((random() * 2 ** 32 + 0.5) / (2 ** 32 + 1)));
}
