import 'reflect-metadata';
import type { Client } from '@connectrpc/connect';
import { MarketDataService } from '@cream/proto/market';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { createServiceClient } from '../src/client.js';
import { controllersOf, handlersOf } from '../src/handlers.js';
import { type MemoryCodec, MemoryNetwork } from '../src/memory-network.js';
import type { RpcHooks } from '../src/rpc-hooks.js';
import { WireServer } from '../src/wire-server.js';
import { createWireTransport } from '../src/wire-transport.js';
import { ScriptedMarketData } from './scripted-market-data.js';

/** A scripted service, a client of it, and what its hooks heard. */
export interface Served {
  readonly service: ScriptedMarketData;
  readonly client: Client<typeof MarketDataService>;
  readonly failures: unknown[];
  readonly finished: string[];
  readonly endStreams: () => void;
  close(): Promise<void>;
}

function recordingHooks() {
  const failures: unknown[] = [];
  const finished: string[] = [];
  const open = new Set<() => void>();
  const hooks: RpcHooks = {
    finished: (method, code) => finished.push(`${method.name}:${code ?? 'OK'}`),
    failed: (_method, cause) => failures.push(cause),
    streaming: (_method, end) => {
      open.add(end);
      return () => open.delete(end);
    },
  };
  const endStreams = () => {
    for (const end of open) end();
  };
  return { hooks, failures, finished, endStreams };
}

@Module({ controllers: [ScriptedMarketData] })
class ScriptedModule {}

/** Real gRPC over loopback. */
export async function overTheWire(): Promise<Served & { readonly server: WireServer; readonly port: number }> {
  const { hooks, ...heard } = recordingHooks();
  const server = new WireServer({ host: '127.0.0.1', port: 0, services: [MarketDataService], graceMs: 200 });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(ScriptedModule, {
    strategy: server,
    logger: false,
  });
  handlersOf(controllersOf(app), hooks);
  await app.listen();
  const port = server.port ?? 0;
  const transport = createWireTransport({ address: `127.0.0.1:${port}`, services: [MarketDataService] });
  return {
    server,
    port,
    service: app.get(ScriptedMarketData),
    client: createServiceClient(MarketDataService, transport),
    ...heard,
    close: async () => {
      transport.close();
      await app.close();
    },
  };
}

/** The same service without a wire. */
export async function inMemory(codec: MemoryCodec): Promise<Served> {
  const { hooks, ...heard } = recordingHooks();
  const service = new ScriptedMarketData();
  const network = new MemoryNetwork({ codec });
  network.register('market-data', handlersOf([service], hooks));
  return {
    service,
    client: createServiceClient(MarketDataService, network.transport('market-data')),
    ...heard,
    close: async () => network.unregister('market-data'),
  };
}
