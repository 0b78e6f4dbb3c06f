import { create } from '@bufbuild/protobuf';
import { symbolOf, type Timestamp } from '@cream/domain';
import { type TradeRow, TradeRowSchema } from '@cream/proto/cycle';
import { Side } from '@cream/proto/portfolio';
import type { Fill } from '@cream/proto/trading';

/** Fills as the rows of a result; `decidedAt` gives the time of the decision behind one. */
export function tradeRows(fills: readonly Fill[], decidedAt: (fill: Fill) => Timestamp | undefined): TradeRow[] {
  return fills.map((fill) => {
    const decided = decidedAt(fill);
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
