import { timestamp, wire } from '@cream/domain';
import { type Bar, StreamNotice_Kind as Kind, type StreamNotice } from '@cream/proto/market';
import type { FeedNotice, VendorBar } from '../app/ports/index.js';

const KINDS = { up: Kind.UP, down: Kind.DOWN, gap: Kind.GAP } as const;

/** A vendor's bar as the contract has it. */
export function toWireBar(bar: VendorBar): Bar {
  return {
    $typeName: 'cream.market.v1.Bar',
    symbol: bar.symbol,
    interval: bar.interval,
    start: timestamp(bar.startMs),
    end: timestamp(bar.endMs),
    open: wire(bar.open),
    high: wire(bar.high),
    low: wire(bar.low),
    close: wire(bar.close),
    ...(bar.volume !== undefined && { volume: wire(bar.volume) }),
  };
}

export function toWireNotice(notice: FeedNotice): StreamNotice {
  const gap = notice.kind === 'gap' ? notice : undefined;
  return {
    $typeName: 'cream.market.v1.StreamNotice',
    kind: KINDS[notice.kind],
    symbol: gap?.symbol ?? '',
    ...(gap?.missed !== undefined && { missed: BigInt(gap.missed) }),
    reason: notice.kind === 'up' ? '' : notice.reason,
    time: timestamp(notice.atMs),
  };
}
