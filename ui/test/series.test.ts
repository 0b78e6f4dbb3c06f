import { create } from '@bufbuild/protobuf';
import { type EquityPoint, EquityPointSchema } from '@cream/proto/cycle';
import { describe, expect, it } from 'vitest';
import { drawdownLine, equityLine, valueAt } from '../src/app/overview/series.js';

const at = (seconds: number, equity: string): EquityPoint =>
  create(EquityPointSchema, { time: { seconds: BigInt(seconds), nanos: 0 }, equity: { value: equity } });

describe('an equity line', () => {
  it('begins at the given start, so that a benchmark in index points compares with a run in dollars', () => {
    const line = equityLine([at(1, '2000'), at(2, '2200')], 100_000);
    expect(line.map(({ value }) => Math.round(value))).toEqual([100_000, 110_000]);
  });

  it('keeps the later of two points in one second, because a chart wants rising times', () => {
    expect(equityLine([at(1, '10'), at(1, '11'), at(2, '12')], 10).map(({ time }) => time)).toEqual([1, 2]);
  });

  it('is empty when there is nothing to draw', () => {
    expect(equityLine([], 100)).toEqual([]);
  });
});

describe('a drawdown line', () => {
  it('is zero at each new high and measures from the highest point before', () => {
    const line = [100, 120, 90, 130].map((value, time) => ({ time, value }));
    expect(drawdownLine(line).map(({ value }) => value)).toEqual([0, 0, -0.25, 0]);
  });
});

describe('the value of a line', () => {
  const line = [
    { time: 10, value: 1 },
    { time: 20, value: 2 },
  ];

  it('is that of the last point until then', () => {
    expect([valueAt(line, 10), valueAt(line, 19), valueAt(line, 99)]).toEqual([1, 1, 2]);
  });

  it('is not known before the line begins', () => {
    expect([valueAt(line, 9), valueAt([], 9)]).toEqual([undefined, undefined]);
  });
});
