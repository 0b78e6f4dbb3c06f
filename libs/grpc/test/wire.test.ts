import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { MarketDataService } from '@cream/proto/market';
import { Client, credentials, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createServiceClient } from '../src/client.js';
import { serviceDefinition } from '../src/service-definition.js';
import { createWireTransport } from '../src/wire-transport.js';
import { overTheWire } from './served.js';

const request = { symbols: ['AAPL'], asOf: timestampFromMs(0) };
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that is unavailable for the first calls of each method. */
async function unreliableServer(failures: number): Promise<{ port: number; calls: string[] }> {
  const calls: string[] = [];
  const server = new Server();
  const unreliable = (name: string) => (_call: unknown, answer: (error: object | null, value?: object) => void) => {
    calls.push(name);
    if (calls.filter((called) => called === name).length <= failures) answer({ code: status.UNAVAILABLE });
    else answer(null, { $typeName: `cream.market.v1.${name}Response`, symbols: [], series: [] });
  };
  const { ListSeries, ResolveUniverse } = serviceDefinition(MarketDataService);
  server.addService({ ListSeries, ResolveUniverse } as never, {
    ListSeries: unreliable('ListSeries'),
    ResolveUniverse: unreliable('ResolveUniverse'),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  closers.push(() => server.forceShutdown());
  return { port, calls };
}

function clientAt(port: number, services = [MarketDataService]) {
  const transport = createWireTransport({ address: `127.0.0.1:${port}`, services });
  closers.push(() => transport.close());
  return createServiceClient(MarketDataService, transport);
}

describe('the wire', () => {
  it('tries a call without side effects again when the callee is unavailable', async () => {
    const { port, calls } = await unreliableServer(2);
    await clientAt(port).listSeries({});
    expect(calls).toEqual(['ListSeries', 'ListSeries', 'ListSeries']);
  });

  it('tries no other call twice', async () => {
    const { port, calls } = await unreliableServer(1);
    const withoutPolicy = clientAt(port, []);
    await expect(withoutPolicy.listSeries({})).rejects.toMatchObject({ code: Code.Unavailable });
    expect(calls).toEqual(['ListSeries']);
  });

  it('answers UNAVAILABLE when nobody listens', async () => {
    const nobody = createWireTransport({ address: '127.0.0.1:1', services: [] });
    closers.push(() => nobody.close());
    const client = createServiceClient(MarketDataService, nobody);
    await expect(client.getSnapshot(request)).rejects.toMatchObject({ code: Code.Unavailable });
  });

  it('holds a stream back while its reader is slow', async () => {
    const served = await overTheWire();
    closers.push(served.close);
    let made = 0;
    const symbol = 'A'.repeat(16_000);
    served.service.script.bars = async function* () {
      for (; made < 2_000; made++) yield { bar: { symbol } };
    };
    const reader = served.client.streamBars(request)[Symbol.asyncIterator]();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    // What is under way fits into the connection's buffers; the other megabytes have not been made.
    expect(made).toBeLessThan(500);
    await reader.return?.();
  });
});

describe("gRPC's standard services", () => {
  it('tell health for the server and for each service', async () => {
    const served = await overTheWire();
    closers.push(served.close);
    const check = (service: string) => healthOf(served.port, service);
    expect(await check('')).toBe('NOT_SERVING');
    served.server.setServing(true);
    expect(await check('')).toBe('SERVING');
    expect(await check(MarketDataService.typeName)).toBe('SERVING');
  });

  it('describe the services by reflection', async () => {
    const served = await overTheWire();
    closers.push(served.close);
    expect(await reflectedServices(served.port)).toEqual(['cream.market.v1.MarketDataService']);
  });
});

async function healthOf(port: number, service: string): Promise<string> {
  const { Check } = healthService as unknown as Record<string, ReturnType<typeof serviceDefinition>[string]>;
  if (!Check) throw new Error('the health protocol has no Check');
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    return await new Promise((resolve, reject) =>
      client.makeUnaryRequest<object, { status: string }>(
        Check.path,
        Check.requestSerialize as never,
        Check.responseDeserialize as never,
        { service },
        (error, answer) => (error ? reject(error) : resolve(answer?.status ?? '')),
      ),
    );
  } finally {
    client.close();
  }
}

async function reflectedServices(port: number): Promise<string[]> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
  // ServerReflectionRequest { list_services = 7: "*" }; the answer is searched for the names it must contain.
  const call = client.makeBidiStreamRequest<Buffer, Buffer>(
    path,
    (bytes) => bytes,
    (bytes) => bytes,
  );
  try {
    call.write(Buffer.from([0x3a, 0x01, 0x2a]));
    for await (const answer of call) return (answer as Buffer).toString('latin1').match(/cream\.[\w.]+/g) ?? [];
    return [];
  } finally {
    call.cancel();
    client.close();
  }
}
