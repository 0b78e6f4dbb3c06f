import { create } from '@bufbuild/protobuf';
import { Decimal, symbolOf, timestamp, wire } from '@cream/domain';
import { RunRequestSchema, Strategy } from '@cream/proto/cycle';
import { BarInterval, type SymbolBars } from '@cream/proto/market';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { buyAndHold, runBaseline } from '../src/app/baseline-run.js';
import { baselineWish } from '../src/app/baseline-wish.js';
import { tearSheet } from '../src/app/tear-sheet.js';

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
  return { $typeName: 'cream.market.v1.SymbolBars', symbol, interval: BarInterval.ONE_DAY, bars, actions: [] };
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

describe('a baseline in a run', () => {
  const prices = [
    [5, 5],
    [5, 6],
    [6, 4],
    [4.5, 4],
    [4, 7],
    [6.5, 8],
  ] as const;
  const slots = prices.map((_, n) => day(n));
  const run = (quantity: number, cash = 100_000) => {
    const request = create(RunRequestSchema, {
      symbols: ['AAPL'],
      strategy: Strategy.SMA_CROSS,
      parameters: [
        { name: 'fast', value: 1 },
        { name: 'slow', value: 2 },
      ],
      quantity: wire(quantity),
      allowShort: true,
    });
    const wish = baselineWish(request);
    if (wish === undefined) throw new Error('no baseline');
    return runBaseline([daysOf('AAPL', 0, prices)], { slots, cash: new Decimal(cash), costs: FREE }, wish);
  };

  it('decides at a close, fills at the next open, and says what it realised', () => {
    const { fills, decidedAt, curve } = run(1);
    expect(fills.map((fill) => [fill.reason, fill.price?.value, fill.realized?.value])).toEqual([
      ['ENTRY', '4.5', undefined],
      ['CLOSE', '6.5', '-2'],
      ['ENTRY', '6.5', undefined],
    ]);
    expect(fills.map(decidedAt)).toEqual([day(2), day(4), day(4)].map(timestamp));
    expect(fills.every(({ cycleId, decisionId }) => cycleId === '' && decisionId === '')).toBe(true);
    expect(new Set(fills.map(({ fillId }) => fillId)).size).toBe(3);
    expect(curve.at(-1)?.equity.toFixed()).toBe('99999.5');
  });

  it('is judged as far as it can be once it has lost everything', () => {
    const { curve, fills, events } = run(30_000, 50_000);
    const sheet = tearSheet(curve, { fills, events }, BarInterval.ONE_DAY);
    expect(curve.some(({ equity }) => equity.lte(0))).toBe(true);
    expect(sheet).toMatchObject({ totalReturn: -0.3, winRate: 0, trades: 1 });
    expect([sheet.sharpe, sheet.cagr, sheet.maxDrawdown]).toEqual([undefined, undefined, undefined]);
  });
});
