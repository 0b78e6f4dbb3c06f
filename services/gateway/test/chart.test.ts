import { timestamp, wire } from '@cream/domain';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { chartFills } from '../src/app/chart.js';

const SESSION_MS = 6.5 * 3_600_000;
/** Three daily bars. */
const BARS = [2, 1, 0].map((daysAgo) => {
  const endMs = AS_OF_MS - daysAgo * DAY_MS;
  return aBar({ start: timestamp(endMs - SESSION_MS), end: timestamp(endMs) });
});

const aPurchase = (ms: number) => ({
  time: timestamp(ms),
  buy: true,
  quantity: wire(10),
  price: wire(100),
  cycleId: 'cycle',
  reason: 'ENTRY',
});
const barsOf = (...times: number[]) => chartFills(times.map(aPurchase), BARS).map(({ bar }) => bar);

describe('the fills of a chart', () => {
  it('lie in the bar they were made in, be it at its open, within or at its close', () => {
    const open = AS_OF_MS - SESSION_MS;
    expect(barsOf(open, open + 1, AS_OF_MS)).toEqual([2, 2, 2]);
    expect(barsOf(AS_OF_MS - DAY_MS)).toEqual([1]);
  });

  it('are left out before the first bar and after the last', () => {
    expect(barsOf(AS_OF_MS - 10 * DAY_MS, AS_OF_MS + 1)).toEqual([]);
    expect(chartFills([aPurchase(AS_OF_MS)], [])).toEqual([]);
  });
});
