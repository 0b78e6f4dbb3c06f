import { Mode } from '@cream/proto/common';
import { Role } from '@cream/proto/decision';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, sha256 } from '../src/hash.js';
import { clientOrderId, cycleId, decisionId, fillId, type OrderLeg, orderId, verdictNonce } from '../src/identity.js';

const slot = {
  mode: Mode.BACKTEST,
  slotMs: Date.UTC(2016, 2, 1, 21),
  symbols: ['AAPL', 'MSFT'],
  contextSymbols: ['SPX'],
  configHash: sha256('configuration'),
};

describe('the id of a cycle', () => {
  it('comes from its slot, so two triggers of one slot are one cycle', () => {
    expect(cycleId(slot)).toMatch(/^20160301T210000Z-[0-9a-f]{8}$/);
    expect(cycleId({ ...slot, symbols: ['MSFT', 'AAPL'] })).toBe(cycleId(slot));
  });

  it.each([
    ['mode', { mode: Mode.PAPER }],
    ['slot', { slotMs: slot.slotMs + 60_000 }],
    ['symbols', { symbols: ['AAPL'] }],
    ['context', { contextSymbols: [] }],
    ['configuration', { configHash: sha256('another') }],
    ['where a symbol is listed', { symbols: ['AAPL'], contextSymbols: ['MSFT', 'SPX'] }],
  ])('changes with the %s', (_, change) => {
    expect(cycleId({ ...slot, ...change })).not.toBe(cycleId(slot));
  });
});

describe('the id of an order', () => {
  const decision = decisionId(cycleId(slot), 'AAPL');

  it('is the same for a retry and another for every leg and renewal', () => {
    const legs: OrderLeg[] = ['entry', 'stop', 'target', 'close', 'reduce'];
    const ids = legs.flatMap((leg) => [clientOrderId(decision, leg), clientOrderId(decision, leg, 1)]);
    expect(new Set(ids).size).toBe(10);
    expect(clientOrderId(decision, 'stop', 1)).toBe(clientOrderId(decision, 'stop', 1));
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });

  it('is carried by its fills', () => {
    const order = orderId(clientOrderId(decision, 'entry'));
    expect(order).toMatch(/^ord-[0-9a-f]{32}$/);
    expect(fillId(order, 0)).toMatch(/^fil-[0-9a-f]{24}$/);
    expect(fillId(order, 1)).not.toBe(fillId(order, 0));
  });

  it('does not depend on where one part ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b);
        expect(clientOrderId(a, 'stop')).not.toBe(clientOrderId(b, 'stop'));
      }),
    );
  });
});

describe('the nonce of a verdict', () => {
  const parts = { cycleId: cycleId(slot), role: Role.CRITIC, planHash: sha256('plan'), iteration: 1 };

  it('is unique for each verdict and the same on every machine', () => {
    expect(verdictNonce(parts)).toHaveLength(32);
    expect(hex(verdictNonce(parts))).toBe(hex(verdictNonce({ ...parts })));
    const others = [
      { ...parts, role: Role.RISK_MANAGER },
      { ...parts, iteration: 2 },
      { ...parts, planHash: sha256('another plan') },
      { ...parts, cycleId: 'another' },
    ];
    expect(new Set([parts, ...others].map((each) => hex(verdictNonce(each)))).size).toBe(5);
  });
});
