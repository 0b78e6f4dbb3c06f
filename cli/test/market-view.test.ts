import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestamp, wire, wireDate } from '@cream/domain';
import { marketDataService } from '@cream/market-data';
import { MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { marketView } from '../src/options/market-view.js';

const at = (time: string) => timestamp(Date.parse(time));
const AS_OF = at('2016-03-01T21:00:00Z');

/** Market data with the sample of AAPL, and yields of short Treasuries. */
async function market(
  yields: readonly (readonly [series: string, date: string, percent: string, known: string])[] = [],
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-view-'));
  const embedded = await startEmbedded([marketDataService], { dataDir, codec: 'round-trip', logger: silentLogger() });
  onTestFinished(async () => {
    await embedded.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const client = embedded.clients.get(MarketDataService);
  const observations = yields.map(([series, date, percent, known]) => ({
    ...{ series, date: wireDate(date), value: wire(percent), knownAt: at(known) },
  }));
  if (observations.length > 0) await client.importMacroObservations({ observations, source: 'FRED' });
  return client;
}

describe('what options are measured against', () => {
  it('is the price of the time and the newest yield known, compounded without end', async () => {
    const client = await market([
      ['DGS1MO', '2016-02-25', '0.20', '2016-02-26T06:00:00Z'],
      ['DGS3MO', '2016-02-29', '0.33', '2016-03-01T06:00:00Z'],
      ['DGS1', '2016-02-29', '0.62', '2016-03-01T06:00:00Z'],
      ['DGS3MO', '2016-03-01', '0.40', '2016-03-02T06:00:00Z'],
    ]);
    const view = await marketView(client, 'AAPL', AS_OF, { dividendYield: '0.02' });
    expect(view).toMatchObject({ spot: 100.529999, dividendYield: 0.02, rateFrom: 'DGS3MO of 2016-02-29' });
    expect(view.rate).toBeCloseTo(2 * Math.log(1 + 0.0033 / 2), 15);
  });

  it('is the rate that was typed, whatever is stored', async () => {
    const client = await market([['DGS3MO', '2016-02-29', '0.33', '2016-03-01T06:00:00Z']]);
    expect(await marketView(client, 'AAPL', AS_OF, { rate: '-0.005' })).toMatchObject({
      rate: -0.005,
      rateFrom: '--rate',
    });
  });

  it('has no price of what is not held, or is stale', async () => {
    const client = await market();
    const spot = async (symbol: string, time: string) =>
      (await marketView(client, symbol, at(time), { rate: '0' })).spot;
    expect(await spot('NOPE', '2016-03-01T21:00:00Z')).toBe('no price of NOPE');
    expect(await spot('AAPL', '2010-01-04T21:00:00Z')).toBe('no price of AAPL');
    expect(await spot('AAPL', '2026-03-02T21:00:00Z')).toBe('the price of AAPL is stale');
  });

  it('is refused without a rate, and with one that is too old to be now’s', async () => {
    await expect(marketView(await market(), 'AAPL', AS_OF, {})).rejects.toThrow(/^--rate is missing, .*DGS3MO$/);
    const old = await market([['DGS3MO', '2016-02-12', '0.33', '2016-02-13T06:00:00Z']]);
    await expect(marketView(old, 'AAPL', AS_OF, {})).rejects.toThrow(
      'the newest Treasury yield known is of 2016-02-12',
    );
    await expect(marketView(old, 'AAPL', AS_OF, { rate: '1e9' })).rejects.toThrow('--rate 1e9 is no ratio a year');
  });
});
