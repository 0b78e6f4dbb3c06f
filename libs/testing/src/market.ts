import { create } from '@bufbuild/protobuf';
import { timestamp, wire } from '@cream/domain';
import { type Bar, BarInterval, BarSchema } from '@cream/proto/market';
import type { Changes } from './changes.js';
import { AS_OF_MS } from './clock.js';

const SESSION_MS = 6.5 * 3_600_000;

/** The daily bar of AAPL that ends at `AS_OF_MS`: open 99, high 101, low 98, close 100. */
export function aBar(overrides: Changes<typeof BarSchema> = {}): Bar {
  return create(BarSchema, {
    symbol: 'AAPL',
    interval: BarInterval.ONE_DAY,
    start: timestamp(AS_OF_MS - SESSION_MS),
    end: timestamp(AS_OF_MS),
    open: wire(99),
    high: wire(101),
    low: wire(98),
    close: wire(100),
    volume: wire(1_000_000),
    ...overrides,
  });
}
