import { create } from '@bufbuild/protobuf';
import { isoDate, wireDate } from '@cream/domain';
import { Code } from '@cream/grpc';
import {
  GetMarketStatusRequestSchema,
  OptionExpiration_Kind as Kind,
  ListExpirationsRequestSchema,
  MarketDataService,
  MarketPhase,
} from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { describe, expect, it } from 'vitest';
import { marketDataService } from '../src/index.js';
import { csv, folderWith, row } from './csv-folder.js';
import { at, daily, failing, serving, texts } from './serving.js';

const service = serving({ 'AAPL.csv': daily() });
const OUTSIDE = {
  code: Code.FailedPrecondition,
  rawMessage: 'the calendar knows the sessions of 1985-09-30 to 2028-12-31 only',
};

describe('GetMarketStatus', () => {
  const status = (time: string) => service.getMarketStatus(create(GetMarketStatusRequestSchema, { asOf: at(time) }));

  it('tells of an early close its windows, its minutes and whether a cycle may start', async () => {
    const { phase, today, minutesSinceOpen, minutesToClose, canStartCycle } = await status('2024-11-29T17:55:00Z');
    expect({ phase, minutesSinceOpen, minutesToClose, canStartCycle }).toEqual({
      phase: MarketPhase.REGULAR,
      minutesSinceOpen: 205,
      minutesToClose: 5,
      canStartCycle: true,
    });
    const windows = [today?.preMarket, today?.regular, today?.postMarket];
    expect(windows.map((window) => texts([window?.start, window?.end]).join(' '))).toEqual([
      '2024-11-29T09:00 2024-11-29T14:30',
      '2024-11-29T14:30 2024-11-29T18:00',
      '2024-11-29T18:00 2024-11-29T22:00',
    ]);
  });

  it('tells of a holiday the sessions around it, and no minutes', async () => {
    const answer = await status('2025-01-09T16:00:00Z');
    expect(answer.phase).toBe(MarketPhase.CLOSED);
    expect([answer.today, answer.minutesSinceOpen, answer.minutesToClose]).toEqual([undefined, undefined, undefined]);
    expect(answer.canStartCycle).toBe(false);
    const around = [answer.previousSession?.open, answer.nextSession?.open];
    expect(texts(around)).toEqual(['2025-01-08T14:30', '2025-01-10T14:30']);
  });

  it('knows pre-market from post-market', async () => {
    expect((await status('2024-07-10T13:29:59Z')).phase).toBe(MarketPhase.PRE_MARKET);
    expect((await status('2024-07-10T20:00:00Z')).phase).toBe(MarketPhase.POST_MARKET);
  });

  it('refuses a time the calendar does not know', async () => {
    expect(await failing(() => status('2029-01-02T15:00:00Z'))).toEqual(OUTSIDE);
  });
});

describe('ListExpirations', () => {
  const request = (underlying: string, from: string, to: string) =>
    create(ListExpirationsRequestSchema, { underlying, from: wireDate(from), to: wireDate(to) });

  it('gives dates and kinds over the wire', async () => {
    const running = await startEmbedded([marketDataService], {
      dataDir: folderWith({}),
      env: { CREAM_MARKET_DATA_DIR: folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }) },
      codec: 'round-trip',
      logger: silentLogger(),
    });
    const { expirations } = await running.clients
      .get(MarketDataService)
      .listExpirations(request('QQQ', '2026-06-17', '2026-06-26'));
    await running.close();
    expect(expirations.map(({ date, kind }) => [date && isoDate(date), Kind[kind]])).toEqual([
      ['2026-06-17', 'DAILY'],
      ['2026-06-18', 'MONTHLY'],
      ['2026-06-22', 'DAILY'],
      ['2026-06-23', 'DAILY'],
      ['2026-06-24', 'DAILY'],
      ['2026-06-25', 'DAILY'],
      ['2026-06-26', 'WEEKLY'],
    ]);
  });

  it('refuses a range the calendar does not know, or that ends before it begins', async () => {
    expect(await failing(() => service.listExpirations(request('SPY', '2028-12-01', '2029-01-19')))).toEqual(OUTSIDE);
    expect(await failing(() => service.listExpirations(request('SPY', '2024-02-01', '2024-01-01')))).toEqual({
      code: Code.InvalidArgument,
      rawMessage: 'to: lies before from',
    });
  });
});
