import { create } from '@bufbuild/protobuf';
import { wire } from '@cream/domain';
import { Side } from '@cream/proto/portfolio';
import { FillSchema } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { aftermathOf } from '../src/app/aftermath.js';

let number = 0;

function aFill(decisionId: string, side: Side, quantity: number, realized?: number) {
  number += 1;
  return create(FillSchema, {
    fillId: `fill-${number}`,
    decisionId,
    instrument: { kind: { case: 'equity', value: { symbol: 'AAPL' } } },
    side,
    quantity: wire(quantity),
    price: wire(100),
    fees: wire(0),
    time: { seconds: BigInt(number), nanos: 0 },
    ...(realized === undefined ? {} : { realized: wire(realized) }),
  });
}

describe('how a decision went on', () => {
  it('is open and has realised nothing while its position is untouched', () => {
    const [story] = aftermathOf([aFill('buy', Side.BUY, 10)], ['buy']);
    expect(story).toMatchObject({ decisionId: 'buy', open: true });
    expect(story).not.toHaveProperty('realized');
  });

  it('counts and shows what later decisions did to the position it opened', () => {
    const fills = [
      aFill('buy', Side.BUY, 10),
      aFill('reduce', Side.SELL, 4, 8),
      aFill('close', Side.SELL, 6, -3),
      aFill('again', Side.BUY, 1),
    ];
    const [buy, reduce, again] = aftermathOf(fills, ['buy', 'reduce', 'again']);
    expect(buy).toMatchObject({ open: false, realized: { value: '5' } });
    expect(reduce).toMatchObject({ open: false, realized: { value: '8' } });
    expect(again).toMatchObject({ open: true });
    expect(buy?.fills.map(({ decisionId }) => decisionId)).toEqual(['buy', 'reduce', 'close']);
    expect(reduce?.fills.map(({ decisionId }) => decisionId)).toEqual(['reduce']);
  });

  it('says nothing of a decision that never filled', () => {
    expect(aftermathOf([aFill('buy', Side.BUY, 10)], ['hold'])).toEqual([]);
  });
});
