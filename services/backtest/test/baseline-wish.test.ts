import { create } from '@bufbuild/protobuf';
import { wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { type RunRequest, RunRequestSchema, Strategy } from '@cream/proto/cycle';
import { BrokerSettingsSchema } from '@cream/proto/trading';
import { BASELINES } from '@cream/simulation';
import { describe, expect, it } from 'vitest';
import { baselineName, baselineWish, brokerOf } from '../src/app/baseline-wish.js';

const wish = (strategy: Strategy, more: Partial<Omit<RunRequest, '$typeName' | 'strategy'>> = {}) =>
  create(RunRequestSchema, { symbols: ['AAPL'], ...more, strategy });
const parameter = (name: string, value: number) => ({
  $typeName: 'cream.cycle.v1.StrategyParameter' as const,
  name,
  value,
});

describe('what a run asks of a baseline', () => {
  it('is a name for every baseline there is', () => {
    const names = Object.values(Strategy).flatMap((value) => (typeof value === 'number' ? baselineName(value) : []));
    expect(names.filter((name) => name !== 'unspecified' && name !== 'agents').sort()).toEqual(
      BASELINES.map(({ name }) => name).sort(),
    );
  });

  it('is completed with the parameters that are left out', () => {
    const asked = wish(Strategy.SMA_CROSS, { parameters: [parameter('fast', 5)], quantity: wire(3), allowShort: true });
    expect(baselineWish(asked)).toMatchObject({ parameters: { fast: 5, slow: 50 }, quantity: 3, allowShort: true });
    expect(baselineWish(wish(Strategy.AGENTS))).toBeUndefined();
  });

  it.each([
    ['a parameter there is not', wish(Strategy.RSI, { parameters: [parameter('fast', 5)] }), 'choose from period (14)'],
    ['one twice', wish(Strategy.RSI, { parameters: [parameter('period', 5), parameter('period', 6)] }), 'stands twice'],
    ['one of the agents', wish(Strategy.AGENTS, { parameters: [parameter('fast', 5)] }), 'the agents decide'],
    [
      'an average over more bars than a window holds',
      wish(Strategy.KDJ_RSI, { parameters: [parameter('kdj', 1e8)] }),
      'kdj',
    ],
    ['more units than can be counted', wish(Strategy.RSI, { quantity: wire('90071992547409930') }), 'quantity'],
    ['a fraction that cannot be kept', wish(Strategy.RSI, { quantity: wire('0.1234567890123') }), 'quantity'],
    ['a quantity of the agents', wish(Strategy.AGENTS, { quantity: wire(1) }), 'the agents decide'],
    ['a short sale of the agents', wish(Strategy.AGENTS, { allowShort: true }), 'the agents decide'],
  ])('is refused when it is %s', (_, request, text) => {
    expect(() => baselineWish(request)).toThrow(
      expect.objectContaining({ code: Code.InvalidArgument, message: expect.stringContaining(text) }),
    );
  });
});

describe('what trading costs in a run', () => {
  const configured = create(BrokerSettingsSchema, { cash: wire(100_000), slippageBps: wire(1), feeBps: wire(2) });
  const costs = (more: Parameters<typeof wish>[1]) => {
    const { cash, slippageBps, feeBps } = brokerOf(configured, wish(Strategy.AGENTS, more));
    return [cash?.value, slippageBps?.value, feeBps?.value];
  };

  it('is what the configuration says, or all of it what the run says', () => {
    expect(costs({})).toEqual(['100000', '1', '2']);
    expect(costs({ cash: wire(5) })).toEqual(['5', '1', '2']);
    expect(costs({ feeBps: wire(5) })).toEqual(['100000', '0', '5']);
    expect(costs({ slippageBps: wire(3) })).toEqual(['100000', '3', '0']);
  });

  it('is less than everything', () => {
    expect(() => costs({ feeBps: wire(10_000) })).toThrow('fee_bps: must be below 10000');
  });
});
