import type { ServiceHost } from '@cream/runtime';
import { describe, expect, it } from 'vitest';
import { marketDataService } from '../src/index.js';
import { marketDataSettings } from '../src/market-data.config.js';
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
    const host: Pick<ServiceHost, 'env' | 'dataDir' | 'readOnly'> = { env, dataDir: folder, readOnly: false };
    return marketDataService.module(host as ServiceHost);
  };

  it('starts with sound data', async () => {
    const module = await start(folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }));
    expect(module.controllers).toHaveLength(2);
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
});
