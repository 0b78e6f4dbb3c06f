import { seeded } from '../random.js';
import { type Bar, LEAD, TEXTBOOK } from './textbook-candles.js';

const VARIANTS = 18;

/**
 * Every textbook drawing eighteen times after its lead, its prices moved by up to five sixteenths: patterns that just are,
 * and just are not, in 27 000 bars that run on from one drawing to the next.
 */
export function distortedTextbook(): Bar[] {
  const random = seeded(61);
  const bars: Bar[] = [];
  for (const [, , drawing] of TEXTBOOK) {
    for (let variant = 0; variant < VARIANTS; variant++) {
      const reach = variant % 6;
      const moved = (price: number): number => price + (Math.floor(random() * (2 * reach + 1)) - reach) / 16;
      bars.push(...LEAD);
      for (const [open, high, low, close] of drawing) {
        const [first, last] = [moved(open), moved(close)];
        bars.push([first, Math.max(moved(high), first, last), Math.min(moved(low), first, last), last]);
      }
    }
  }
  return bars;
}
