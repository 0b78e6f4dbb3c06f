import { AgentService } from '@cream/proto/decision';
import { MarketDataService } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { createClients } from '../src/clients.js';
import { MemoryNetwork } from '../src/memory-network.js';

function clientsOf(calls?: string[]) {
  const asked: string[] = [];
  const network = new MemoryNetwork();
  const clients = createClients({
    caller: 'risk',
    calls,
    targetOf: (service) => (service === MarketDataService ? 'market-data' : undefined),
    transport: (target) => {
      asked.push(target);
      return network.transport(target);
    },
  });
  return { clients, asked };
}

describe('clients of a service', () => {
  it('are made once for each target', () => {
    const { clients, asked } = clientsOf();
    expect(clients.get(MarketDataService)).toBe(clients.get(MarketDataService, 'market-data'));
    expect(clients.get(AgentService, 'agent-bull')).not.toBe(clients.get(AgentService, 'agent-bear'));
    expect(asked).toEqual(['market-data', 'agent-bull', 'agent-bear']);
  });

  it('need a target where several implement the service', () => {
    expect(() => clientsOf().clients.get(AgentService)).toThrow('cream.decision.v1.AgentService has several targets');
  });

  it('reach only what was declared', () => {
    const { clients } = clientsOf(['market-data']);
    expect(() => clients.get(MarketDataService)).not.toThrow();
    expect(() => clients.get(AgentService, 'agent-bull')).toThrow('risk may not call agent-bull');
  });
});
