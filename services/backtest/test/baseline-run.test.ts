import { Decimal, symbolOf, timestamp, wire } from '@cream/domain';
import { BarInterval, type SymbolBars } from '@cream/proto/market';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { buyAndHold } from '../src/app/baseline-run.js';

const FREE = { slippageBps: new Decimal(0), feeBps: new Decimal(0) };
const day = (n: number) => AS_OF_MS + n * DAY_MS;
const SLOTS = [0, 1, 2].map(day);

/** A symbol whose days, from one on, open and close at the given prices, with a wide range about them. */
function daysOf(
  symbol: string,
  first: number,
  prices: readonly (readonly [open: number, close: number])[],
): SymbolBars {
  const bars = prices.map(([open, close], index) => {
    const end = day(first + index);
    const times = { start: timestamp(end - 6.5 * 3_600_000), end: timestamp(end) };
    return aBar({ ...times, symbol, open: wire(open), close: wire(close), high: wire(10_000), low: wire('0.01') });
  });
  return { $typeName: 'cream.market.v1.SymbolBars', symbol, interval: BarInterval.ONE_DAY, bars };
}

function told({ curve, fills, cash }: ReturnType<typeof buyAndHold>) {
  return {
    equity: curve.map(({ equity }) => equity.toFixed()),
    fills: fills.map(
      ({ instrument, quantity, price, fees }) =>
        `${symbolOf(instrument)} ${quantity?.value} @ ${price?.value}, fees ${fees?.value}`,
    ),
    cash: cash.toFixed(),
  };
}

describe('buying and holding', () => {
  it('buys whole units at the open after the first slot, and is marked at every close', () => {
    const series = daysOf('AAPL', 0, [
      [90, 95],
      [100, 110],
      [111, 105],
    ]);
    expect(told(buyAndHold([series], SLOTS, new Decimal(1050), FREE))).toEqual({
      equity: ['1050', '1150', '1100'],
      fills: ['AAPL 10 @ 100, fees 0'],
      cash: '50',
    });
  });

  it('pays slippage and fees as everybody does, and never more than there is', () => {
    const series = daysOf('AAPL', 0, [
      [90, 95],
      [100, 100],
    ]);
    // 100 with 10 bp of slippage is 100.1, of which 5 bp are 0.05005 a unit: 9 units cost 901.35045, 10 would cost 1001.5005.
    const costs = { slippageBps: new Decimal(10), feeBps: new Decimal(5) };
    const held = buyAndHold([series], SLOTS, new Decimal(1001), costs);
    expect(told(held)).toEqual({
      equity: ['1001', '999.64955', '999.64955'],
      fills: ['AAPL 9 @ 100.1, fees 0.45045'],
      cash: '99.64955',
    });
  });

  it('splits the cash equally; a symbol that starts later is bought later, a share that buys no unit stays cash', () => {
    const aapl = daysOf('AAPL', 0, [
      [90, 95],
      [100, 110],
      [110, 120],
    ]);
    const late = daysOf('MSFT', 2, [[50, 40]]);
    const dear = daysOf('BRK.A', 0, [
      [5000, 5000],
      [5000, 6000],
    ]);
    const held = buyAndHold([aapl, late, dear], SLOTS, new Decimal(1000), FREE);
    expect(told(held)).toEqual({
      equity: ['1000', '1030', '1000'],
      fills: ['AAPL 3 @ 100, fees 0', 'MSFT 6 @ 50, fees 0'],
      cash: '400',
    });
    expect(held.fills.map(({ time }) => time)).toEqual([aapl.bars[1]?.start, late.bars[0]?.start]);
  });

  it('buys nothing that is bought only after the last slot', () => {
    const series = daysOf('AAPL', 0, [[90, 95]]);
    const held = buyAndHold([series], [day(0)], new Decimal(1000), FREE);
    expect(told(held)).toEqual({ equity: ['1000'], fills: [], cash: '1000' });
  });
});
