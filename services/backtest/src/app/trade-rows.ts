import { create } from '@bufbuild/protobuf';
import { symbolOf, type Timestamp } from '@cream/domain';
import { type TradeRow, TradeRowSchema } from '@cream/proto/cycle';
import { Side } from '@cream/proto/portfolio';
import type { Fill } from '@cream/proto/trading';

/** Fills as the rows of a result; `decidedAt` gives the slot of a cycle. */
export function tradeRows(fills: readonly Fill[], decidedAt: (cycleId: string) => Timestamp | undefined): TradeRow[] {
  return fills.map((fill) => {
    const decided = decidedAt(fill.cycleId);
    return create(TradeRowSchema, {
      symbol: symbolOf(fill.instrument),
      side: fill.side === Side.BUY ? 'BUY' : 'SELL',
      ...(fill.quantity === undefined ? {} : { quantity: fill.quantity }),
      ...(fill.price === undefined ? {} : { price: fill.price }),
      ...(fill.fees === undefined ? {} : { fees: fill.fees }),
      ...(decided === undefined ? {} : { decidedAt: decided }),
      ...(fill.time === undefined ? {} : { filledAt: fill.time }),
      cycleId: fill.cycleId,
      decisionId: fill.decisionId,
      reason: fill.reason,
      ...(fill.realized === undefined ? {} : { realized: fill.realized }),
    });
  });
}
