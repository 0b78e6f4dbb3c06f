import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createServiceClient, createWireTransport } from '@cream/grpc';
import { ConfigService } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { RegimeService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../src/embedded.js';
import { silentLogger } from '../src/log.js';
import { PortInUseError } from '../src/port-in-use.js';
import { SERVICES } from '../src/services.js';
import { SettingsError } from '../src/settings.js';
import { controllerFor, program, wholeSystem } from './programs.js';

const asOf = timestampFromMs(Date.UTC(2016, 2, 1, 21));
let dataDir: string;
let running: Embedded | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cream-runtime-'));
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(dataDir, { recursive: true });
});

async function start(definitions: Parameters<typeof startEmbedded>[0], options: Partial<EmbeddedOptions> = {}) {
  running = await startEmbedded(definitions, { dataDir, logger: silentLogger(), httpPort: 0, ...options });
  return running;
}

const marketData = program('market-data', MarketDataService, () => ({
  getSnapshot: (request) => ({ snapshots: request.symbols.map((symbol) => ({ symbol })) }),
}));

/** A regime service that asks market-data and tells what it heard as a label. */
const regime = program('regime', RegimeService, (host) => ({
  listModels: async () => {
    const { snapshots } = await host.clients.get(MarketDataService).getSnapshot({ symbols: ['SPX'], asOf });
    return { models: snapshots.map(({ symbol }) => ({ description: symbol })) };
  },
}));

describe('services in one process', () => {
  it('call each other, whatever the order they were named in', async () => {
    const { clients } = await start([regime, marketData]);
    const { models } = await clients.get(RegimeService).listModels({});
    expect(models.map(({ description }) => description)).toEqual(['SPX']);
  });

  it('start callees first and stop callers first', async () => {
    const told: string[] = [];
    const telling = (definition: typeof regime) => ({
      ...definition,
      module: async (host: Parameters<typeof definition.module>[0]) => {
        told.push(`start ${host.name}`);
        const onApplicationShutdown = () => told.push(`stop ${host.name}`);
        const module = await definition.module(host);
        return { ...module, providers: [{ provide: 'teller', useValue: { onApplicationShutdown } }] };
      },
    });
    const embedded = await start([telling(regime), telling(marketData)]);
    await embedded.close();
    expect(told).toEqual(['start market-data', 'start regime', 'stop regime', 'stop market-data']);
  });

  it('answer callers outside the process on gRPC where they are told to, with the calls of each other in memory', async () => {
    const embedded = await start([regime, marketData], { grpcPorts: { regime: 0 } });
    expect(embedded.grpcPort('market-data')).toBeUndefined();
    const transport = createWireTransport({
      address: `127.0.0.1:${embedded.grpcPort('regime')}`,
      services: [RegimeService],
    });
    const outside = createServiceClient(RegimeService, transport);
    expect((await outside.listModels({})).models).toHaveLength(1);
    await embedded.close();
    await expect(outside.listModels({})).rejects.toMatchObject({ code: Code.Unavailable });
    transport.close();
  });

  it('name a gRPC port that is taken', async () => {
    const first = await start([regime, marketData], { grpcPorts: { regime: 0 } });
    const port = first.grpcPort('regime') ?? 0;
    const second = startEmbedded([regime, marketData], {
      dataDir,
      logger: silentLogger(),
      grpcPorts: { regime: port },
    });
    await expect(second).rejects.toEqual(new PortInUseError(port));
  });

  it('keep a service from calling what it did not declare', async () => {
    const curious = program('market-data', MarketDataService, (host) => ({
      listSeries: async () => {
        host.clients.get(ConfigService);
        return {};
      },
    }));
    const { clients } = await start([curious]);
    await expect(clients.get(MarketDataService).listSeries({})).rejects.toMatchObject({ code: Code.Internal });
  });

  it('play every agent role with one program', async () => {
    const agent = program('agent', AgentService, (host) => ({
      getProfile: () => ({ policy: `${host.name} as ${host.env.CREAM_AGENT_ROLE}` }),
    }));
    const { clients } = await start([agent], { roles: ['bull', 'risk-manager'] });
    const policyOf = async (target: string) => (await clients.get(AgentService, target).getProfile({})).policy;
    expect(await policyOf('agent-bull')).toBe('agent-bull as bull');
    expect(await policyOf('agent-risk-manager')).toBe('agent-risk-manager as risk-manager');
    await expect(policyOf('agent-bear')).rejects.toMatchObject({ code: Code.Unavailable });
  });

  it('tell which of them are ready, and why not', async () => {
    const starving = { ...regime, ready: () => ({ ready: false, detail: 'no bars of SPX' }) };
    const failing = {
      ...program('config', ConfigService),
      ready: () => {
        throw new Error('database is gone');
      },
    };
    const embedded = await start([marketData, starving, failing]);
    expect(await embedded.health()).toEqual([
      { name: 'market-data', ready: true, detail: '' },
      { name: 'regime', ready: false, detail: 'no bars of SPX' },
      { name: 'config', ready: false, detail: 'database is gone' },
    ]);
  });

  it('end open streams with UNAVAILABLE when they stop', async () => {
    const streaming = program('market-data', MarketDataService, () => ({
      async *streamBars(_request, { signal }) {
        yield { bar: { symbol: 'AAPL' } };
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    }));
    const embedded = await start([streaming]);
    const stream = embedded.clients.get(MarketDataService).streamBars({ symbols: ['AAPL'], asOf });
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    const next = reader.next();
    await embedded.close();
    await expect(next).rejects.toMatchObject({ code: Code.Unavailable });
  });
});

describe('a start that cannot succeed', () => {
  it('names the methods without a handler', async () => {
    const half = program('config', ConfigService, () => ({}), {
      module: () => ({ module: class {}, controllers: [controllerFor(ConfigService, {}, ['promote', 'rollback'])] }),
    });
    await expect(start([half])).rejects.toThrow(
      'config has no handler for cream.cycle.v1.ConfigService/Promote, cream.cycle.v1.ConfigService/Rollback',
    );
  });

  it('passes the error of a setting on and stops what had started', async () => {
    let stopped = false;
    const first = program('market-data', MarketDataService, undefined, {
      module: () => ({
        module: class {},
        controllers: [controllerFor(MarketDataService, {})],
        providers: [{ provide: 'teller', useValue: { onApplicationShutdown: () => (stopped = true) } }],
      }),
    });
    const wrong = program('regime', RegimeService, () => {
      throw new SettingsError('CREAM_REGIME_BARS', 'is missing');
    });
    await expect(start([first, wrong])).rejects.toMatchObject({ setting: 'CREAM_REGIME_BARS' });
    expect(stopped).toBe(true);
  });

  it('says which port is taken', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as { port: number };
    const failure = await start(wholeSystem(), { httpPort: port }).catch((error: unknown) => error);
    squatter.close();
    expect(failure).toBeInstanceOf(PortInUseError);
    expect(failure).toMatchObject({ port });
  });
});

describe('the whole system in one process', () => {
  it('starts all targets and answers health and metrics over HTTP', async () => {
    const embedded = await start(wholeSystem());
    const health = await embedded.health();
    expect(health.map(({ name }) => name).sort()).toEqual(Object.keys(SERVICES).sort());

    const refused = await embedded.clients
      .get(MarketDataService)
      .listSeries({})
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConnectError);
    expect((await fetch(`${embedded.url}/healthz`)).status).toBe(200);
    const readyz = await fetch(`${embedded.url}/readyz`);
    expect(readyz.status).toBe(200);
    expect(await readyz.json()).toEqual({ services: health });
    expect(await (await fetch(`${embedded.url}/metrics`)).text()).toContain(
      'cream_rpc_requests_total{service="cream.market.v1.MarketDataService",method="ListSeries",code="FAILED_PRECONDITION"} 1',
    );
  });

  it('starts within its budget of processor time', async () => {
    await (await start(wholeSystem())).close();
    const before = process.cpuUsage();
    await start(wholeSystem());
    const { user, system } = process.cpuUsage(before);
    // Twenty targets; the budget of a cold start is two seconds, most of it spent on loading modules.
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});
