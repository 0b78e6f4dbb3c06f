import { Action, Direction, Role } from '@cream/proto/decision';
import { Regime } from '@cream/proto/knowledge';
import { describe, expect, it } from 'vitest';
import { equity, multiplierOf, symbolOf, underlyingOf } from '../src/instrument.js';
import { actionName, directionName, ROLES, regimeName, roleFromName, roleName } from '../src/names.js';

describe('names', () => {
  it('of roles are those of settings and addresses, and lead back', () => {
    expect(ROLES.map(roleName)).toEqual([
      'technical',
      'news',
      'fundamentals',
      'bull',
      'bear',
      'trader',
      'risk-manager',
      'critic',
    ]);
    expect(ROLES.map((role) => roleFromName(roleName(role)))).toEqual(ROLES);
    expect(() => roleFromName('unspecified')).toThrow(expect.objectContaining({ code: 'ROLE_UNKNOWN' }));
    expect(roleName(Role.RISK_MANAGER)).toBe('risk-manager');
  });

  it('of values are the contract’s words without their prefix', () => {
    expect(actionName(Action.NO_TRADE)).toBe('NO_TRADE');
    expect(directionName(Direction.LONG)).toBe('LONG');
    expect(regimeName(Regime.BULL_TREND)).toBe('BULL_TREND');
    expect(actionName(42 as Action)).toBe('UNKNOWN_42');
  });
});

describe('instruments', () => {
  it('of equities are their ticker', () => {
    expect(symbolOf(equity('AAPL'))).toBe('AAPL');
    expect(underlyingOf(equity('AAPL'))).toBe('AAPL');
    expect(multiplierOf(equity('AAPL')).toFixed()).toBe('1');
  });

  it('cannot be missing', () => {
    expect(() => symbolOf(undefined)).toThrow(expect.objectContaining({ code: 'INSTRUMENT_MISSING' }));
  });
});
