import { millis, symbolOf, type Timestamp } from '@cream/domain';
import { Code, ConnectError } from '@cream/grpc';
import type { Decimal } from '@cream/proto/common';
import type { GetChartRequest } from '@cream/proto/console';
import type { TradeRow } from '@cream/proto/cycle';
import type { Bar } from '@cream/proto/market';
import { Side } from '@cream/proto/portfolio';
import type { Fill } from '@cream/proto/trading';
import type { Peers } from './peers.js';
import { from } from './upstream.js';

/** What was bought or sold, whoever keeps the book of it. */
interface Execution {
  readonly time: Timestamp;
  readonly buy: boolean;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly cycleId: string;
  readonly reason: string;
}

/**
 * A chart of technicals with the fills of an account in the bars they were made in.
 *
 * @param now what an absent time means: everything held
 * @throws ConnectError NOT_FOUND for an unknown symbol, interval or account, or whatever a service answered
 */
export async function chart(peers: Peers, request: GetChartRequest, now: Timestamp) {
  const { symbol, interval, bars, indicators, accountId } = request;
  const asOf = request.asOf ?? now;
  const [drawn, executions] = await Promise.all([
    from('technicals', peers.technicals.getChart({ symbol, interval, asOf, bars, indicators })),
    accountId === '' ? [] : executionsOf(peers, accountId, symbol),
  ]);
  return { chart: drawn, fills: chartFills(executions, drawn.bars) };
}

/** Each execution in the first bar that ends no earlier; those outside the bars are left out. */
export function chartFills(executions: readonly Execution[], bars: readonly Bar[]) {
  const ends = bars.map(({ end }) => millis(end, 'bar.end'));
  const startMs = bars[0] === undefined ? Number.POSITIVE_INFINITY : millis(bars[0].start, 'bar.start');
  return executions.flatMap((execution) => {
    const at = millis(execution.time);
    const bar = ends.findIndex((end) => end >= at);
    return bar < 0 || at < startMs ? [] : [{ ...execution, bar }];
  });
}

/** Only the agents trade through execution; the trades of a baseline are in its run. */
async function executionsOf(peers: Peers, accountId: string, symbol: string): Promise<Execution[]> {
  const booked = await unlessUnknown(peers.execution.listFills({ accountId }), 'execution');
  if (booked !== undefined) {
    const ofSymbol = booked.fills.filter(({ instrument }) => symbolOf(instrument) === symbol);
    return ofSymbol.flatMap((fill) => executionOf(fill, fill.time, fill.side === Side.BUY));
  }
  const { run } = await from('backtest', peers.backtest.get({ runId: accountId }));
  const ofSymbol = (run?.trades ?? []).filter((trade) => trade.symbol === symbol);
  return ofSymbol.flatMap((trade) => executionOf(trade, trade.filledAt, trade.side === 'BUY'));
}

/** @returns nothing for a row without a time, quantity or price: there is no place to draw it */
function executionOf(row: Fill | TradeRow, time: Timestamp | undefined, buy: boolean): Execution[] {
  const { quantity, price, cycleId, reason } = row;
  if (time === undefined || quantity === undefined || price === undefined) return [];
  return [{ time, buy, quantity, price, cycleId, reason }];
}

/** @returns undefined when the service knows no such account */
async function unlessUnknown<T>(answer: Promise<T>, service: string): Promise<T | undefined> {
  try {
    return await from(service, answer);
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
}
