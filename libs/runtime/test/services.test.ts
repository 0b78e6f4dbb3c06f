import { BacktestService } from '@cream/proto/cycle';
import { RiskService } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { bootOrder } from '../src/boot-order.js';
import { defineService } from '../src/define-service.js';
import { SERVICES, type TargetName, targetOf } from '../src/services.js';
import { program, wholeSystem } from './programs.js';

describe('the table of services', () => {
  it('gives every target ports of its own', () => {
    const ports = Object.values(SERVICES).flatMap(({ grpcPort, httpPort }) => [grpcPort, httpPort]);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('finds the target of a contract, and none where several implement it', () => {
    expect(targetOf(RiskService)).toBe('risk');
    expect(targetOf({ typeName: 'cream.decision.v1.AgentService' })).toBeUndefined();
  });

  it('holds a definition to its calls', () => {
    const define = () =>
      defineService({
        name: 'risk',
        implements: [RiskService],
        calls: ['execution'],
        module: () => ({ module: class {} }),
      });
    expect(define).toThrow('risk: its calls differ from the table of services: -market-data +execution');
  });
});

describe('the boot order', () => {
  it('puts every callee before its callers', () => {
    const order = bootOrder(wholeSystem()).map(({ target }) => target);
    expect([...order].sort()).toEqual((Object.keys(SERVICES) as TargetName[]).sort());
    for (const [index, target] of order.entries()) {
      for (const callee of SERVICES[target].calls) expect(order.indexOf(callee)).toBeLessThan(index);
    }
  });

  it('refuses two definitions of one target', () => {
    const backtest = program('backtest', BacktestService);
    expect(() => bootOrder([backtest, backtest])).toThrow('backtest is defined twice');
  });
});
