import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../src/log.js';
import { addressOf } from '../src/runtime.config.js';
import { readSettings, SettingsError } from '../src/settings.js';

const schema = z.object({
  CREAM_BARS: z.coerce.number().int().positive().default(320),
  CREAM_SOURCE: z.string(),
});

function refused(env: Record<string, string>): SettingsError {
  try {
    readSettings(schema, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  return expect.fail('the settings should have been refused');
}

describe('settings', () => {
  it('come from the environment, with defaults', () => {
    expect(readSettings(schema, { CREAM_SOURCE: 'csv', PATH: '/bin' })).toEqual({
      CREAM_BARS: 320,
      CREAM_SOURCE: 'csv',
    });
  });

  it('count as absent when empty', () => {
    expect(readSettings(schema, { CREAM_SOURCE: 'csv', CREAM_BARS: '' }).CREAM_BARS).toBe(320);
    expect(refused({ CREAM_SOURCE: '' })).toMatchObject({ setting: 'CREAM_SOURCE', text: 'is missing' });
  });

  it('are named when they are wrong', () => {
    expect(refused({ CREAM_SOURCE: 'csv', CREAM_BARS: '-1' })).toMatchObject({ setting: 'CREAM_BARS' });
  });
});

describe("a callee's address", () => {
  it('is this machine and the port of the table unless it is set', () => {
    expect(addressOf('agent-risk-manager', {})).toBe('127.0.0.1:50062');
    const env = { CREAM_AGENT_RISK_MANAGER_ADDR: 'agent-risk-manager.cream.svc:50051' };
    expect(addressOf('agent-risk-manager', env)).toBe('agent-risk-manager.cream.svc:50051');
  });

  it.each(['risk', 'risk:', 'a b:1', ':50051'])('is not %j', (address) => {
    expect(() => addressOf('risk', { CREAM_RISK_ADDR: address })).toThrow(SettingsError);
  });
});

describe('the log', () => {
  it('is one JSON object a line and leaves secrets out', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'info', to: { write: (line) => lines.push(line) } });
    log.info({ apiKey: 'k-1', broker: { secret: 's-1', account: 'a-1' } }, 'connected');
    log.debug('not written');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      msg: 'connected',
      apiKey: '[redacted]',
      broker: { secret: '[redacted]', account: 'a-1' },
    });
  });
});
