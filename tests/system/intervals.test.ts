import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { millis } from '@cream/domain';
import { type BacktestRun, OrchestratorService } from '@cream/proto/cycle';
import { BarInterval, MarketDataService } from '@cream/proto/market';
import { afterEach, describe, expect, it } from 'vitest';
import { runBacktest, startSystem, temporaryFolder } from './support.js';

/** Published hourly bars beside the project; absent on a fresh clone. */
const HOURLY = join(import.meta.dirname, '../../../shared/data/lean/equity/hour/AAPL.csv');
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

/** A folder of prices with one AAPL.csv, beside a data directory. */
function withPrices(content: string) {
  const folder = temporaryFolder();
  folders.push(folder);
  const prices = join(folder.path, 'prices');
  mkdirSync(prices);
  writeFileSync(join(prices, 'AAPL.csv'), content);
  return { dataDir: join(folder.path, 'records'), env: { CREAM_MARKET_DATA_DIR: prices } };
}

/** Runs over all there is. @returns the run and the slots of its cycles, oldest first */
async function replay(content: string, wish: { from?: string; to?: string } = {}) {
  const { dataDir, env } = withPrices(content);
  const system = await startSystem(dataDir, { env });
  try {
    const { clients } = system;
    const run = await runBacktest(clients, { ...wish, contextSymbols: [] });
    const { cycles } = await clients
      .get(OrchestratorService)
      .listCycles({ accountId: run.runId, page: { size: 2_000 } });
    const { series } = await clients.get(MarketDataService).listSeries({});
    const slots = cycles.map((cycle) => new Date(millis(cycle.slot)).toISOString()).reverse();
    return { run, slots, series };
  } finally {
    await system.close();
  }
}

function csv(header: string, times: readonly string[]): string {
  const rows = times.map((time, index) => `${time},${100 + index},${102 + index},${99 + index},${101 + index},1000`);
  return `${[header, ...rows].join('\n')}\n`;
}

const TUESDAY = '2016-03-01T21:00:00.000Z';
const WEDNESDAY = '2016-03-02T21:00:00.000Z';

describe('a file of bars says by its times what a bar is', () => {
  it.each([
    ['date', 'date,open,high,low,close,volume', ['2016-03-01', '2016-03-02']],
    ['Date', 'Date,Open,High,Low,Close,Volume', ['2016-03-01', '2016-03-02']],
    ['timestamp', 'timestamp,OPEN,HIGH,LOW,CLOSE,VOLUME', ['2016-03-01', '2016-03-02']],
    ['midnight in New York', 'timestamp,open,high,low,close,volume', ['2016-03-01T00:00:00', '2016-03-02T00:00:00']],
  ])('daily, written as %s: one cycle at each close', async (_, header, times) => {
    const { run, slots } = await replay(csv(header, times));
    expect(run.interval).toBe(BarInterval.ONE_DAY);
    expect(slots).toEqual([TUESDAY, WEDNESDAY]);
  });

  it('hourly without a zone: New York, on both sides of the change to daylight saving time', async () => {
    const clock = ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30', '15:30'];
    const times = ['2016-03-11', '2016-03-14'].flatMap((date) => clock.map((time) => `${date}T${time}:00`));
    const { run, slots } = await replay(csv('bar_start_america_new_york,open,high,low,close,volume', times));
    expect(run.interval).toBe(BarInterval.ONE_HOUR);
    expect(slots).toHaveLength(14);
    expect([slots[0], slots[5], slots[6]]).toEqual([
      '2016-03-11T15:30:00.000Z',
      '2016-03-11T20:30:00.000Z',
      // The last bar of a session ends with it.
      '2016-03-11T21:00:00.000Z',
    ]);
    expect([slots[7], slots[13]]).toEqual(['2016-03-14T14:30:00.000Z', '2016-03-14T20:00:00.000Z']);
  });

  it('minutes with a zone', async () => {
    const times = ['2016-03-01T14:30:00Z', '2016-03-01T14:31:00Z', '2016-03-01T09:32:00-05:00'];
    const { run, slots } = await replay(csv('timestamp,open,high,low,close,volume', times));
    expect(run.interval).toBe(BarInterval.ONE_MINUTE);
    expect(slots).toEqual(['2016-03-01T14:31:00.000Z', '2016-03-01T14:32:00.000Z', '2016-03-01T14:33:00.000Z']);
  });
});

/** Sample standard deviation of the returns of a run's equity, by a year of so many bars. */
function volatilityOf(run: BacktestRun, barsPerYear: number): number {
  const equity = run.equity.map((point) => Number(point.equity?.value));
  const returns = equity.slice(1).map((value, index) => value / (equity[index] ?? Number.NaN) - 1);
  const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
  return Math.sqrt(variance * barsPerYear);
}

describe.skipIf(!existsSync(HOURLY))(
  'published hourly bars of AAPL (skipped where ../shared/data is not there)',
  () => {
    const content = existsSync(HOURLY) ? readFileSync(HOURLY, 'utf8') : '';

    it('give one cycle for each bar, fills no earlier than the next bar, and a year of 252 × 6.5 bars', async () => {
      const bars = content.split('\n').filter((line) => line.startsWith('2015-06') || line.startsWith('2015-07'));
      const { run, slots, series } = await replay(content, { from: '2015-06-01', to: '2015-07-31' });

      expect(series).toMatchObject([{ symbol: 'AAPL', interval: BarInterval.ONE_HOUR, bars: 40_831 }]);
      expect(run).toMatchObject({ interval: BarInterval.ONE_HOUR, cycles: bars.length });
      expect(new Set(slots).size).toBe(bars.length);
      // The file's bars begin on the hour; the first ends half an hour after the open, the last with the session.
      expect(slots.slice(0, 7).map((slot) => slot.slice(11, 16))).toEqual([
        '14:00',
        '15:00',
        '16:00',
        '17:00',
        '18:00',
        '19:00',
        '20:00',
      ]);

      expect(run.trades.length).toBeGreaterThan(2);
      const times = slots.map((slot) => Date.parse(slot));
      for (const trade of run.trades.filter(({ reason }) => reason === 'ENTRY')) {
        const decided = times.indexOf(millis(trade.decidedAt));
        // A fill is known when the bar that made it is over.
        expect(millis(trade.filledAt)).toBe(times[decided + 1]);
      }

      expect(run.metrics?.annualVolatility).toBeCloseTo(volatilityOf(run, 252 * 6.5), 12);
    }, 60_000);
  },
);
