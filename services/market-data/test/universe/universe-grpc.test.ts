import { timestamp, wireDate } from '@cream/domain';
import { Code, ConnectError, createServiceClient, createWireTransport, fieldOf } from '@cream/grpc';
import { MarketDataService, UniverseExclusion_Reason as Reason } from '@cream/proto/market';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marketDataService } from '../../src/index.js';
import { csv, folderWith, row } from '../csv-folder.js';

const AS_OF = timestamp(Date.parse('2016-03-02T21:00Z'));

describe('universes over gRPC', () => {
  let embedded: Embedded;
  let transport: ReturnType<typeof createWireTransport>;
  const client = () => createServiceClient(MarketDataService, transport);

  beforeEach(async () => {
    const rows = (price: number) => csv(row('2016-03-01', price), row('2016-03-02', price));
    const env = {
      CREAM_MARKET_DATA_DIR: folderWith({ 'AAPL.csv': rows(100), 'MSFT.csv': rows(50), 'SPX.csv': rows(2000) }),
    };
    const grpcPorts = { 'market-data': 0 };
    embedded = await startEmbedded([marketDataService], {
      dataDir: folderWith({}),
      env,
      grpcPorts,
      logger: silentLogger(),
    });
    const address = `127.0.0.1:${embedded.grpcPort('market-data')}`;
    transport = createWireTransport({ address, services: [MarketDataService] });
  });
  afterEach(async () => {
    transport.close();
    await embedded.close();
  });

  it('are defined, resolved, written down and read again', async () => {
    const service = client();
    await service.importConstituents({
      indexId: 'IDX',
      source: 'test',
      spells: ['AAPL', 'MSFT', 'SPX'].map((symbol) => ({ symbol, from: wireDate('2016-03-01') })),
    });
    const definition = JSON.stringify({ source: { kind: 'index', index: 'IDX' }, filters: { price: { min: 60 } } });
    expect(await service.putUniverse({ universeId: 'dear', definition })).toMatchObject({ created: true });
    const { symbols, resolution } = await service.resolveUniverse({ universeId: 'dear', asOf: AS_OF });
    expect(symbols).toEqual(['AAPL']);
    expect(resolution?.exclusions).toMatchObject([
      { symbol: 'MSFT', reason: Reason.PRICE, observed: '50.5', limit: 'at least 60', rule: 'filters.price' },
      { symbol: 'SPX', reason: Reason.CONTEXT_ONLY },
    ]);
    const taken = await service.takeUniverseSnapshot({ universeId: 'dear', asOf: AS_OF });
    expect(taken.resolution).toEqual(resolution);
    const { snapshots } = await service.listUniverseSnapshots({ universeId: 'dear' });
    expect(snapshots).toMatchObject([{ members: 1, exclusions: 2, hash: resolution?.hash }]);
    expect((await service.getUniverseSnapshot({ hash: snapshots[0]?.hash })).resolution).toEqual(resolution);
  });

  it('"all" need no definition, and no store', async () => {
    const { symbols, resolution } = await client().resolveUniverse({ universeId: 'all', asOf: AS_OF });
    expect(symbols).toEqual(['AAPL', 'MSFT']);
    expect(resolution).toMatchObject({ version: 0, exclusions: [] });
    expect(await client().listUniverses({})).toMatchObject({ universes: [], inputs: [] });
  });

  it.each<[string, string, (service: ReturnType<typeof client>) => Promise<unknown>]>([
    ['an id that is none', 'universe_id', (one) => one.putUniverse({ universeId: 'A b', definition: '{}' })],
    ['no definition', 'definition', (one) => one.putUniverse({ universeId: 'a' })],
    ['a definition that is no JSON', 'definition', (one) => one.putUniverse({ universeId: 'a', definition: '{' })],
    ['a fault in a definition', 'definition.source', (one) => one.putUniverse({ universeId: 'a', definition: '{}' })],
    ['no time', 'as_of', (one) => one.resolveUniverse({ universeId: 'all' })],
    ['no universe', 'universe_id', (one) => one.takeUniverseSnapshot({ asOf: AS_OF })],
    ['half a hash', 'hash.sha256', (one) => one.getUniverseSnapshot({ hash: { sha256: new Uint8Array(5) } })],
    ['no spells', 'spells', (one) => one.importConstituents({ indexId: 'IDX', source: 'test' })],
    ['a fund that is none', 'fund_id', (one) => one.importHoldings({ fundId: 'x y', source: 'test' })],
    [
      'a fact without time',
      'facts[0].known_at',
      (one) => one.importInstrumentFacts({ facts: [{ symbol: 'A' }], source: 'test' }),
    ],
  ])('asked with %s are refused, naming the field', async (_, field, call) => {
    const error = await call(client()).then(
      () => expect.fail('it was answered'),
      (cause: unknown) => cause,
    );
    expect(ConnectError.from(error).code).toBe(Code.InvalidArgument);
    expect(fieldOf(error)).toBe(field);
  });
});
