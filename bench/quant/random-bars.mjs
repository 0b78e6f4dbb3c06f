import { seededRandom } from '../../libs/quant/dist/index.js';

/**
 * A random walk with bars around it, the same at every run. Not in whole cents: programs differ in what they make of two
 * equal movements.
 */
export function randomBars(length, seed = 12345) {
  const random = seededRandom(seed);
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
