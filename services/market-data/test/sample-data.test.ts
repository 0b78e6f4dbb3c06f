import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BarInterval } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../src/calendar/civil-date.js';
import { loadCatalog } from '../src/load-catalog.js';
import { calendar, catalogOf } from './csv-folder.js';
import { hasSharedData, sharedData } from './shared-data.js';

describe('without a folder', () => {
  const catalog = loadCatalog({ contextSymbols: new Set() }, calendar);

  it('Apple is there to trade and the S&P 500 as context', () => {
    expect(catalog.tradable.map((series) => series.symbol)).toEqual(['AAPL']);
    expect(catalog.all.map((series) => [series.symbol, series.length])).toEqual([
      ['AAPL', 1260],
      ['SPX', 5105],
    ]);
  });

  it('the bars are those of the file', () => {
    const first = catalog.get('AAPL').bar(0);
    expect(first.close?.value).toBe('64.96286');
    expect(first.low?.value).toBe('64.5');
    expect(first.volume?.value).toBe('79237200');
  });
});

describe.skipIf(!hasSharedData)('published series load without a change', () => {
  const load = (file: string) => catalogOf({ 'AAPL.csv': readFileSync(join(sharedData, file)) }).get('AAPL');

  it('daily series of four sources', () => {
    for (const name of readdirSync(join(sharedData, 'ohlcv'))) {
      expect(load(join('ohlcv', name)).interval, name).toBe(BarInterval.ONE_DAY);
    }
  });

  it('23 years of hourly bars, every last bar of a session ending with it', () => {
    const hours = load('lean/equity/hour/AAPL.csv');
    expect(hours.interval).toBe(BarInterval.ONE_HOUR);
    expect(hours.length).toBe(40_831);
    for (const session of calendar.sessionsBetween(dayNumber(1998, 1, 2), dayNumber(2021, 3, 31))) {
      const inside = hours.visibleAt(session.closeMs) - hours.visibleAt(session.openMs);
      expect(hours.endOf(hours.visibleAt(session.closeMs) - 1)).toBe(session.closeMs);
      expect(inside).toBeGreaterThanOrEqual(4);
    }
  });

  it('minute bars with pre-market and after-hours trading', () => {
    const minutes = load('lean/equity/minute/AAPL/20140605_trade.csv');
    expect(minutes.interval).toBe(BarInterval.ONE_MINUTE);
    expect(minutes.length).toBe(686);
  });
});
