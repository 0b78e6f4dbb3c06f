import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestamp } from '@cream/domain';
import { marketDataService } from '@cream/market-data';
import { type Fact, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { importDays, importSplit, weekdays } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { technicalsService } from '../src/index.js';

const DATES = weekdays('2020-06-01', 80, ['2020-07-03', '2020-09-07']);
/** Apple's four for one: announced on 30 July 2020, in effect from 31 August on. */
const SPLIT = { announced: '2020-07-30T20:30Z', effective: '2020-08-31T04:00Z' };
const at = (time: string) => timestamp(Date.parse(time));

/** A rise of a tenth of a percent a day; `ratio` units for one from a date on. */
const rising = (ratio: number, from: string) =>
  DATES.map((date, index) => {
    const cut = date >= from ? ratio : 1;
    const close = (400 * 1.001 ** index) / cut;
    const [high, low] = [close * 1.01, close * 0.99].map((price) => price.toFixed(6));
    return { date, close: close.toFixed(6), high: high ?? '', low: low ?? '', volume: 4_000_000 * cut };
  });

async function running() {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-technicals-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const services = [technicalsService, marketDataService];
  const embedded = await startEmbedded(services, { dataDir, codec: 'round-trip', logger: silentLogger() });
  onTestFinished(() => embedded.close());
  return { technicals: embedded.clients.get(TechnicalsService), store: embedded.clients.get(MarketDataService) };
}

const numbers = (facts: readonly Fact[], subject: string) =>
  Object.fromEntries(
    facts
      .filter((fact) => fact.subject === subject)
      .map(({ kind, value }) => [kind, value.case === 'decimal' ? Number(value.value.value) : Number.NaN]),
  );

describe('the chart of a share that was split', () => {
  it('has the indicators of one that was not', async () => {
    const { technicals, store } = await running();
    await importDays(store, 'SPLIT', rising(4, '2020-08-31'));
    await importSplit(store, 'SPLIT', '4', SPLIT);
    await importDays(store, 'WHOLE', rising(4, '2020-06-01'));
    for (const asOf of ['2020-08-31T20:00Z', '2020-09-10T20:00Z']) {
      const { facts } = await technicals.describe({ symbols: ['SPLIT', 'WHOLE'], asOf: at(asOf) });
      const [split, whole] = [numbers(facts, 'SPLIT'), numbers(facts, 'WHOLE')];
      expect(Object.keys(split)).toEqual(Object.keys(whole));
      expect(Object.keys(split).length).toBeGreaterThan(15);
      for (const [kind, value] of Object.entries(split)) expect(value, kind).toBeCloseTo(whole[kind] ?? Number.NaN, 4);
    }
  });

  it('is as it was traded until the split takes effect, though it is announced', async () => {
    const { technicals, store } = await running();
    await importDays(store, 'SPLIT', rising(4, '2020-08-31'));
    const asOf = at('2020-08-28T20:00Z');
    const before = await technicals.describe({ symbols: ['SPLIT'], asOf });
    await importSplit(store, 'SPLIT', '4', SPLIT);
    expect(await technicals.describe({ symbols: ['SPLIT'], asOf })).toEqual(before);
  });

  it('has no fall on the day, in bars and lines alike', async () => {
    const { technicals, store } = await running();
    await importDays(store, 'SPLIT', rising(4, '2020-08-31'));
    await importSplit(store, 'SPLIT', '4', SPLIT);
    const { bars, lines } = await technicals.getChart({ symbol: 'SPLIT', asOf: at('2020-09-10T20:00Z'), bars: 60 });
    const closes = bars.map(({ close }) => Number(close?.value));
    const average = lines.find(({ name }) => name === 'ema_9')?.values ?? [];
    for (const values of [closes, average]) {
      expect(values.length).toBeGreaterThan(40);
      for (const [index, value] of values.slice(1).entries()) {
        expect(value / (values[index] ?? Number.NaN)).toBeCloseTo(1.001, 3);
      }
    }
  });
});
