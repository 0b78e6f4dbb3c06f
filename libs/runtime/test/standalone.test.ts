import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, createServiceClient, createWireTransport } from '@cream/grpc';
import { ConfigService } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { RegimeService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceDefinition } from '../src/define-service.js';
import { silentLogger } from '../src/log.js';
import { type Standalone, startAlone } from '../src/standalone.js';
import { controllerFor, program } from './programs.js';

const asOf = timestampFromMs(Date.UTC(2016, 2, 1, 21));
const cleanUp: (() => Promise<void> | void)[] = [];
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cream-runtime-'));
  cleanUp.push(() => rmSync(dataDir, { recursive: true }));
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(
  definition: ServiceDefinition,
  env: Record<string, string> = {},
  handleSignals = false,
): Promise<Standalone> {
  const standalone = await startAlone(definition, {
    dataDir,
    env: { CREAM_GRPC_PORT: '0', CREAM_HTTP_PORT: '0', ...env },
    logger: silentLogger(),
    handleSignals,
  });
  cleanUp.push(() => standalone.close());
  return standalone;
}

function wireTo(standalone: Standalone) {
  const transport = createWireTransport({ address: `127.0.0.1:${standalone.grpcPort}`, services: [] });
  cleanUp.push(() => transport.close());
  return transport;
}

const marketData = program('market-data', MarketDataService, () => ({
  getSnapshot: (request) => ({ snapshots: request.symbols.map((symbol) => ({ symbol })) }),
  async *streamBars(_request, { signal }) {
    yield { bar: { symbol: 'AAPL' } };
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  },
}));

const regime = program('regime', RegimeService, (host) => ({
  listModels: async () => {
    const { snapshots } = await host.clients.get(MarketDataService).getSnapshot({ symbols: ['SPX'], asOf });
    return { models: snapshots.map(({ symbol }) => ({ description: symbol })) };
  },
}));

describe('two services, each alone', () => {
  it('call each other over the wire as they do in one process', async () => {
    const callee = await start(marketData);
    const caller = await start(regime, { CREAM_MARKET_DATA_ADDR: `127.0.0.1:${callee.grpcPort}` });
    const client = createServiceClient(RegimeService, wireTo(caller));
    expect((await client.listModels({})).models.map(({ description }) => description)).toEqual(['SPX']);
  });

  it('answer UNAVAILABLE while a callee is away', async () => {
    const caller = await start(regime, { CREAM_MARKET_DATA_ADDR: '127.0.0.1:1' });
    const client = createServiceClient(RegimeService, wireTo(caller));
    await expect(client.listModels({})).rejects.toMatchObject({ code: Code.Unavailable });
  });
});

describe('a service alone', () => {
  it('answers health and metrics over HTTP', async () => {
    const standalone = await start(marketData);
    await createServiceClient(MarketDataService, wireTo(standalone)).getSnapshot({ symbols: ['AAPL'], asOf });
    expect(await (await fetch(`${standalone.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${standalone.url}/readyz`)).json()).toEqual({
      services: [{ name: 'market-data', ready: true, detail: '' }],
    });
    const metrics = await (await fetch(`${standalone.url}/metrics`)).text();
    const labels = 'service="cream.market.v1.MarketDataService",method="GetSnapshot"';
    expect(metrics).toContain(`cream_rpc_requests_total{${labels},code="OK"} 1`);
    expect(metrics).toContain(`cream_rpc_duration_seconds_count{${labels}} 1`);
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
  });

  it('is not ready while its own check says no', async () => {
    const standalone = await start({ ...marketData, ready: () => ({ ready: false, detail: 'no data set is loaded' }) });
    const answer = await fetch(`${standalone.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      services: [{ name: 'market-data', ready: false, detail: 'no data set is loaded' }],
    });
  });

  it('stops in time although a reader holds a stream open', async () => {
    const standalone = await start(marketData);
    const stream = createServiceClient(MarketDataService, wireTo(standalone)).streamBars({ symbols: ['AAPL'], asOf });
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    const next = reader.next().catch((error: unknown) => error);
    const startedAt = Date.now();
    await standalone.close();
    await standalone.closed;
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(await next).toMatchObject({ code: Code.Unavailable });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops when it receives %s', async (signal) => {
    const others = new Set(process.listeners(signal));
    const standalone = await start(marketData, {}, true);
    // The listener is called, not the process signalled: the signal would also end the test's own process.
    const listener = process.listeners(signal).find((candidate) => !others.has(candidate));
    listener?.(signal);
    await standalone.closed;
    await expect(fetch(`${standalone.url}/healthz`)).rejects.toThrow();
    expect(new Set(process.listeners(signal))).toEqual(others);
  });

  it('plays the agent role it is told', async () => {
    const agent = program('agent', AgentService);
    expect((await start(agent, { CREAM_AGENT_ROLE: 'risk-manager' })).name).toBe('agent-risk-manager');
  });
});

describe('a service refuses to start', () => {
  it('when a handler is missing', async () => {
    const half = program('config', ConfigService, undefined, {
      module: () => ({ module: class {}, controllers: [controllerFor(ConfigService, {}, ['promote'])] }),
    });
    await expect(start(half)).rejects.toThrow('config has no handler for cream.cycle.v1.ConfigService/Promote');
  });

  it.each([
    [marketData, { CREAM_GRPC_PORT: 'fifty' }, 'CREAM_GRPC_PORT'],
    [marketData, { CREAM_LOG_LEVEL: 'loud' }, 'CREAM_LOG_LEVEL'],
    [regime, { CREAM_MARKET_DATA_ADDR: 'market-data' }, 'CREAM_MARKET_DATA_ADDR'],
    [program('agent', AgentService), {}, 'CREAM_AGENT_ROLE'],
    [program('agent', AgentService), { CREAM_AGENT_ROLE: 'oracle' }, 'CREAM_AGENT_ROLE'],
  ])('when a setting is missing or wrong: %#', async (definition, env, setting) => {
    await expect(start(definition, env as Record<string, string>)).rejects.toMatchObject({
      name: 'SettingsError',
      setting,
    });
  });

  it('when it is not told where its data is', async () => {
    await expect(startAlone(marketData, { env: {}, logger: silentLogger() })).rejects.toMatchObject({
      setting: 'CREAM_DATA_DIR',
    });
  });

  it.each(['CREAM_GRPC_PORT', 'CREAM_HTTP_PORT'])('when the port of %s is taken', async (setting) => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => void squatter.close());
    const { port } = squatter.address() as { port: number };
    // grpc-js writes a line of its own before it says so to its caller.
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    cleanUp.push(() => said.mockRestore());
    await expect(start(marketData, { [setting]: String(port) })).rejects.toMatchObject({
      name: 'PortInUseError',
      port,
    });
  });
});
