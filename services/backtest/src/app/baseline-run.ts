import { create } from '@bufbuild/protobuf';
import { Decimal, equity, fillId, orderId, type Timestamp, timestamp, wire } from '@cream/domain';
import type { SymbolBars } from '@cream/proto/market';
import { Side } from '@cream/proto/portfolio';
import { type AccountEvent, type Fill, Fill_Source, FillSchema } from '@cream/proto/trading';
import {
  BASELINES,
  type Baseline,
  bpsFees,
  fixedBps,
  playBaseline,
  type SimulatedFill,
  type SimulationResult,
  type TradingCosts,
} from '@cream/simulation';
import { accountEvents, engineActions } from './account-events.js';
import { engineSeries } from './bar-columns.js';
import type { BaselineWish } from './baseline-wish.js';
import type { CurvePoint } from './tear-sheet.js';

/** What became of a run. */
export interface RunOutcome {
  readonly curve: CurvePoint[];
  readonly fills: Fill[];
  /** Splits and dividends of what was held, in time. */
  readonly events: AccountEvent[];
  readonly cash: Decimal;
  /** When the order of a fill was sent: at the close that gave the signal. */
  readonly decidedAt: (fill: Fill) => Timestamp | undefined;
}

/** What every run works with. */
export interface RunTerms {
  /** Epoch milliseconds, rising; the first opens the run, at each the account is marked at the newest closes. */
  readonly slots: readonly number[];
  readonly cash: Decimal;
  readonly costs: TradingCosts;
}

/**
 * Plays a baseline on the engine that fills the agents' orders. Orders are sent from the first slot on and fill at the
 * open of the next bar; bars before it warm the indicators up. Splits and dividends of the series are booked.
 */
export function runBaseline(series: readonly SymbolBars[], terms: RunTerms, wish: BaselineWish): RunOutcome {
  const { slots, cash, costs } = terms;
  const [fromMs = 0] = slots;
  const { baseline, parameters, quantity, allowShort } = wish;
  const result = playBaseline(
    { baseline, parameters, quantity, fromMs },
    {
      cash,
      allowShort,
      slippage: fixedBps(costs.slippageBps.toNumber()),
      fees: bpsFees(costs.feeBps.toNumber()),
      actions: engineActions(series),
    },
    series.map(engineSeries),
  );
  const sent = new Map<string, number>();
  const fills = result.fills.map((fill) => {
    const wireFill = fillOf(fill, baseline.name);
    sent.set(wireFill.fillId, fill.sentMs);
    return wireFill;
  });
  const decidedAt = (fill: Fill) => {
    const ms = sent.get(fill.fillId);
    return ms === undefined ? undefined : timestamp(ms);
  };
  const events = accountEvents(result.actions);
  return { curve: curveAt(result, slots, cash), fills, events, cash: result.cash, decidedAt };
}

/** Splits the cash equally, buys whole units of each symbol at the open of its first bar after the first slot, and holds. */
export function buyAndHold(
  series: readonly SymbolBars[],
  slots: readonly number[],
  cash: Decimal,
  costs: TradingCosts,
): RunOutcome {
  const wish = { baseline: baselineNamed('buy-and-hold'), parameters: {}, quantity: undefined, allowShort: false };
  return runBaseline(series, { slots, cash, costs }, wish);
}

function baselineNamed(name: string): Baseline {
  const baseline = BASELINES.find((one) => one.name === name);
  if (baseline === undefined) throw new RangeError(`there is no baseline ${name}`);
  return baseline;
}

/** The equity at each slot: that of the newest bar end that had come by then. */
function curveAt({ times, equity: marks }: SimulationResult, slots: readonly number[], cash: Decimal): CurvePoint[] {
  let next = 0;
  let mark = cash;
  return slots.map((timeMs) => {
    while (next < times.length && (times[next] as number) <= timeMs) {
      mark = new Decimal(marks[next] as number);
      next += 1;
    }
    return { timeMs, equity: mark };
  });
}

function fillOf(fill: SimulatedFill, strategy: string): Fill {
  const id = orderId(`${strategy}/${fill.symbol}/${fill.orderId}`);
  return create(FillSchema, {
    fillId: fillId(id, 1),
    orderId: id,
    instrument: equity(fill.symbol),
    side: fill.buy ? Side.BUY : Side.SELL,
    quantity: wire(fill.quantity),
    price: wire(fill.price),
    fees: wire(fill.fees),
    time: timestamp(fill.startMs),
    source: Fill_Source.SIMULATED,
    reason: fill.reason,
    ...(fill.realized === undefined ? {} : { realized: wire(fill.realized) }),
  });
}
