import { expect, it } from 'vitest';
import type { MarketStore } from '../src/adapters/store/market-store.js';
import { PublicationSources } from '../src/adapters/store/publication-sources.js';

it('what is held is read again after a read that failed', async () => {
  let broken = true;
  const rows = () => (broken ? Promise.reject(new Error('the disk is gone')) : Promise.resolve([]));
  const sources = new PublicationSources({ rows } as Partial<MarketStore> as MarketStore);
  await expect(sources.at(0)).rejects.toThrow('the disk is gone');
  broken = false;
  expect(await sources.at(0)).toEqual([]);
});
