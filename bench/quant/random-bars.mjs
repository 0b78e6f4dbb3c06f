/**
 * A random walk with bars around it, the same at every run. Not in whole cents: programs differ in what they make of two
 * equal movements.
 */
export function randomBars(length, seed = 12345) {
  const random = mulberry32(seed);
  const open = [];
  const high = [];
  const low = [];
  const close = [];
  const volume = [];
  let price = 100;
  for (let i = 0; i < length; i++) {
    const before = price;
    price = Math.max(10, price + random() - 0.5);
    open.push(before);
    close.push(price);
    high.push(Math.max(before, price) + random() * 0.3);
    low.push(Math.min(before, price) - random() * 0.3);
    volume.push(100 + Math.floor(random() * 10_000));
  }
  return { open, high, low, close, volume };
}

/** Uniform numbers in [0, 1) from a 32-bit state (Tommy Ettinger's mulberry32, public domain). */
export function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
