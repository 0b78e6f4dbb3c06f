import { create } from '@bufbuild/protobuf';
import { Decimal, dec, equity as equityInstrument, fillId, millis, orderId, timestamp, wire } from '@cream/domain';
import type { Bar, SymbolBars } from '@cream/proto/market';
import { Side } from '@cream/proto/portfolio';
import { type Fill, Fill_Source, FillSchema } from '@cream/proto/trading';
import { feesOf, slipped, type TradingCosts } from '@cream/simulation';
import type { CurvePoint } from './tear-sheet.js';

export interface HeldCurve {
  readonly curve: CurvePoint[];
  readonly fills: Fill[];
  readonly cash: Decimal;
}

/**
 * Splits the cash equally, buys whole units of each symbol at the open of its first bar after the first slot, and
 * holds. Slots in rising epoch milliseconds; each is marked at the newest close that had been made.
 */
export function buyAndHold(
  series: readonly SymbolBars[],
  slots: readonly number[],
  cash: Decimal,
  costs: TradingCosts,
): HeldCurve {
  const share = cash.div(Math.max(1, series.length));
  const first = slots[0] ?? 0;
  const fills: Fill[] = [];
  const holdings = series.map(({ symbol, bars }) => {
    const bar = bars.find((candidate) => millis(candidate.end) > first);
    const fill = bar === undefined ? undefined : buy(symbol, bar, share, costs);
    if (fill !== undefined) fills.push(fill);
    return {
      bars,
      fill,
      boughtMs: bar === undefined ? Number.POSITIVE_INFINITY : millis(bar.end),
      next: 0,
      mark: new Decimal(0),
    };
  });
  let left = cash;
  const curve = slots.map((slotMs) => {
    let value = new Decimal(0);
    for (const holding of holdings) {
      const { bars, fill } = holding;
      for (let bar = bars[holding.next]; bar !== undefined && millis(bar.end) <= slotMs; bar = bars[holding.next]) {
        holding.mark = dec(bar.close);
        if (fill !== undefined && millis(bar.end) === holding.boughtMs) left = left.minus(costOf(fill));
        holding.next += 1;
      }
      if (fill !== undefined && slotMs >= holding.boughtMs) value = value.plus(dec(fill.quantity).times(holding.mark));
    }
    return { timeMs: slotMs, equity: left.plus(value) };
  });
  return { curve, fills, cash: left };
}

function buy(symbol: string, bar: Bar, budget: Decimal, costs: TradingCosts): Fill | undefined {
  const price = slipped(dec(bar.open), true, costs);
  const withFees = price.plus(feesOf(new Decimal(1), price, costs));
  const quantity = budget.div(withFees).floor();
  if (quantity.isZero()) return undefined;
  const order = orderId(`buy-and-hold-${symbol}`);
  return create(FillSchema, {
    fillId: fillId(order, 1),
    orderId: order,
    decisionId: `buy-and-hold/${symbol}`,
    cycleId: 'buy-and-hold',
    instrument: equityInstrument(symbol),
    side: Side.BUY,
    quantity: wire(quantity),
    price: wire(price),
    fees: wire(feesOf(quantity, price, costs)),
    time: bar.start ?? timestamp(millis(bar.end)),
    source: Fill_Source.SIMULATED,
    reason: 'ENTRY',
  });
}

function costOf(fill: Fill): Decimal {
  return dec(fill.quantity).times(dec(fill.price)).plus(dec(fill.fees));
}
