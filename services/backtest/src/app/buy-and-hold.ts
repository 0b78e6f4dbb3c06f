import { create } from '@bufbuild/protobuf';
import { Decimal, dec, equity, fillId, millis, orderId, wire } from '@cream/domain';
import type { Bar, SymbolBars } from '@cream/proto/market';
import { Side } from '@cream/proto/portfolio';
import { type Fill, Fill_Source, FillSchema } from '@cream/proto/trading';
import {
  type Book,
  type EntryOrder,
  type FillEvent,
  feesOf,
  slipped,
  type TradingCosts,
  workBar,
} from '@cream/simulation';
import type { CurvePoint } from './tear-sheet.js';

const ZERO = new Decimal(0);
const ONE = new Decimal(1);

export interface HeldCurve {
  readonly curve: CurvePoint[];
  readonly fills: Fill[];
  readonly cash: Decimal;
}

/**
 * Splits the cash equally, buys whole units of each symbol at the open of its first bar after the first slot, and
 * holds, on the same simulated broker as the agents. Slots in rising epoch milliseconds; each is marked at the newest
 * close that had been made.
 */
export function buyAndHold(
  series: readonly SymbolBars[],
  slots: readonly number[],
  cash: Decimal,
  costs: TradingCosts,
): HeldCurve {
  const budget = cash.div(Math.max(1, series.length));
  const holdings = series.map((one) => new Holding(one, slots[0] ?? 0, budget, costs));
  const curve = slots.map((timeMs) => {
    for (const holding of holdings) holding.advance(timeMs);
    return { timeMs, equity: holdings.reduce((sum, { gain }) => sum.plus(gain), cash) };
  });
  return {
    curve,
    fills: holdings.flatMap(({ fills }) => fills),
    cash: holdings.reduce((left, { spent }) => left.minus(spent), cash),
  };
}

/** One symbol, bar by bar. */
class Holding {
  readonly fills: Fill[] = [];
  spent = ZERO;
  #book: Book | undefined;
  #mark = ZERO;
  #next = 0;

  constructor(
    private readonly series: SymbolBars,
    private readonly orderedMs: number,
    private readonly budget: Decimal,
    private readonly costs: TradingCosts,
  ) {}

  /** What the units are worth less what they cost. */
  get gain(): Decimal {
    return (this.#book?.units ?? ZERO).times(this.#mark).minus(this.spent);
  }

  /** Lets the broker work the bars that have ended by then. */
  advance(toMs: number): void {
    const { bars } = this.series;
    for (let bar = bars[this.#next]; bar !== undefined && millis(bar.end) <= toMs; bar = bars[this.#next]) {
      if (millis(bar.end) > this.orderedMs) this.work(bar);
      this.#next += 1;
    }
  }

  private work(bar: Bar): void {
    const prices = { open: dec(bar.open), high: dec(bar.high), low: dec(bar.low) };
    const before = this.#book ?? { units: ZERO, orders: this.orders(prices.open) };
    const { book, events } = workBar(before, prices, this.costs);
    for (const event of events) if (event.kind === 'FILL') this.take(event, bar);
    this.#book = book;
    this.#mark = dec(bar.close);
  }

  /** As many whole units as the budget pays for at the open, fees included. */
  private orders(open: Decimal): EntryOrder[] {
    const price = slipped(open, true, this.costs);
    const quantity = this.budget.div(price.plus(feesOf(ONE, price, this.costs))).floor();
    const id = orderId(`buy-and-hold-${this.series.symbol}`);
    return quantity.isZero() ? [] : [{ id, purpose: 'OPEN', buy: true, quantity, staysAfterBar: false }];
  }

  private take({ orderId, quantity, price, fees, reason }: FillEvent, { start }: Bar): void {
    const { symbol } = this.series;
    this.spent = this.spent.plus(quantity.times(price)).plus(fees);
    this.fills.push(
      create(FillSchema, {
        fillId: fillId(orderId, 1),
        orderId,
        decisionId: `buy-and-hold/${symbol}`,
        cycleId: 'buy-and-hold',
        instrument: equity(symbol),
        side: Side.BUY,
        quantity: wire(quantity),
        price: wire(price),
        fees: wire(fees),
        ...(start === undefined ? {} : { time: start }),
        source: Fill_Source.SIMULATED,
        reason,
      }),
    );
  }
}
