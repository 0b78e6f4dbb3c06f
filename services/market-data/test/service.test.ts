import { readdirSync } from 'node:fs';
import { hash, sha256 } from '@cream/domain';
import { Code } from '@cream/grpc';
import { MarketDataService } from '@cream/proto/market';
import { type ServiceHost, silentLogger, startEmbedded, systemClock } from '@cream/runtime';
import { describe, expect, it } from 'vitest';
import { marketDataService } from '../src/index.js';
import { marketDataSettings } from '../src/market-data.config.js';
import { MarketDataController } from '../src/rpc/market-data.controller.js';
import { csv, folderWith, row } from './csv-folder.js';

describe('settings', () => {
  it('default to the sample sets, with the S&P 500 as context', () => {
    expect(marketDataSettings({})).toEqual({ folder: undefined, contextSymbols: new Set(['SPX']) });
    expect(marketDataSettings({ CREAM_MARKET_DATA_DIR: '' }).folder).toBeUndefined();
  });

  it('name a folder and its context symbols', () => {
    const env = { CREAM_MARKET_DATA_DIR: '/data', CREAM_MARKET_DATA_CONTEXT: 'spx, QQQ,' };
    expect(marketDataSettings(env)).toEqual({ folder: '/data', contextSymbols: new Set(['SPX', 'QQQ']) });
  });
});

describe('the service', () => {
  const start = async (folder: string) => {
    const env = { CREAM_MARKET_DATA_DIR: folder };
    const host: Pick<ServiceHost, 'env' | 'dataDir' | 'readOnly' | 'clock'> = {
      env,
      dataDir: folder,
      readOnly: false,
      clock: systemClock,
    };
    return marketDataService.module(host as ServiceHost);
  };

  it('starts with sound data', async () => {
    const module = await start(folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }));
    expect(module.controllers).toContain(MarketDataController);
  });

  it('does not start with a defect, and says where it is in one line', async () => {
    const folder = folderWith({ 'AAPL.csv': csv(row('2016-03-01'), row('2016-03-01')) });
    await expect(start(folder)).rejects.toThrow(
      expect.objectContaining({
        name: 'MarketDataError',
        message: `${folder}/AAPL.csv:3: "2016-03-01" is the time of the line before`,
      }),
    );
  });

  it('imports by RPC, and finds what it stored when it starts again', async () => {
    const dataDir = folderWith({});
    const env = { CREAM_MARKET_DATA_DIR: folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }) };
    const boot = () =>
      startEmbedded([marketDataService], { dataDir, env, codec: 'round-trip', logger: silentLogger() });
    const lines = Buffer.from(`${row('2016-03-01', 50)}\n${row('2016-03-02', 51)}\n`);
    const header = Buffer.from('date,open,high,low,close,volume\n');
    const about = { symbol: 'MSFT', source: 'test', file: 'MSFT.csv', content: hash(sha256(lines)), header };

    const first = await boot();
    const client = first.clients.get(MarketDataService);
    const { nextOffset } = await client.importBars(about);
    expect(await client.importBars({ ...about, offset: nextOffset, lines, last: true })).toMatchObject({
      complete: true,
      inserted: 2n,
    });
    await first.close();
    expect(readdirSync(dataDir)).toContain('market-data.db');

    const second = await boot();
    const { series } = await second.clients.get(MarketDataService).listSeries({});
    expect(series.map(({ symbol, bars }) => [symbol, bars])).toEqual([
      ['AAPL', 1],
      ['MSFT', 2],
    ]);
    await second.close();
  });

  it('that only looks at records imports nothing', async () => {
    const env = { CREAM_MARKET_DATA_DIR: folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }) };
    const options = { dataDir: folderWith({}), env, readOnly: true, logger: silentLogger() };
    const embedded = await startEmbedded([marketDataService], options);
    const about = { symbol: 'MSFT', source: 'test', file: 'x.csv', content: hash(sha256(new Uint8Array(1))) };
    const call = embedded.clients.get(MarketDataService).importBars({ ...about, header: Buffer.from('date') });
    await expect(call).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await embedded.close();
  });
});
