import { QuantError } from './quant-error.js';

const SEEDS = 2 ** 32;

/** Uniform numbers in [0, 1) that a seed from 0 to 2³² − 1 repeats on every machine (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < SEEDS)) {
    throw new QuantError('seed', `must be a whole number from 0 to ${SEEDS - 1}, got ${seed}`);
  }
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / SEEDS;
  };
}
