import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { millis, timestamp, wire, wireDate } from '@cream/domain';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { ContextService, ContextSourceKind, type GatherResponse } from '@cream/proto/knowledge';
import { CalendarEventKind, MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contextService } from '../src/index.js';
import { anArticle, anObservation, aRelease, aReport, aStatement, at } from './publications.js';

/** The service beside market-data with a store of its own. */
async function runContext() {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-context-'));
  const embedded = await startEmbedded([contextService, marketDataService], {
    dataDir,
    codec: 'round-trip',
    logger: silentLogger(),
  });
  onTestFinished(async () => {
    await embedded.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const { clients } = embedded;
  return { context: clients.get(ContextService), market: clients.get(MarketDataService) };
}

const CALENDAR = {
  from: wireDate('2016-02-20'),
  to: wireDate('2016-04-30'),
  knownAt: at('2016-03-01T12:00:00Z'),
  source: 'FMP',
};

/** What was published by the first of March 2016, and some of it later. */
async function published({ market }: Awaited<ReturnType<typeof runContext>>): Promise<void> {
  const articles = [
    anArticle(),
    anArticle({ id: '2', headline: 'Tomorrow’s news', knownAt: at('2016-03-02T13:00:00Z') }),
    anArticle({
      id: '3',
      headline: 'Last month’s news',
      publishedAt: at('2016-02-01T13:00Z'),
      knownAt: at('2016-02-01T13:00Z'),
    }),
    anArticle({ id: '4', headline: 'Others’ news', symbols: ['MSFT'] }),
  ];
  await market.importNews({ articles, source: 'Alpaca' });
  const statements = [
    aStatement('2014-12-27', { revenue: '74599000000' }),
    aStatement('2015-12-26', { revenue: '75872000000' }),
    aStatement('2016-03-26', { revenue: '50557000000' }),
  ];
  await market.importStatements({ statements, source: 'FMP' });
  const observations = [
    anObservation('2015-12-01', '237.761', '2016-01-21T06:00:00Z'),
    anObservation('2016-01-01', '237.65', '2016-02-20T06:00:00Z'),
    anObservation('2016-01-01', '237.652', '2017-02-16T06:00:00Z'),
  ];
  await market.importMacroObservations({ observations, source: 'FRED' });
  await market.importCalendar({ ...CALENDAR, kind: CalendarEventKind.EARNINGS, events: [aReport()] });
  await market.importCalendar({ ...CALENDAR, kind: CalendarEventKind.ECONOMIC, events: [aRelease()] });
}

const said = ({ facts }: GatherResponse) =>
  facts.map(({ subject, kind, value }) => {
    const text = value.case === 'decimal' ? value.value.value : value.case === 'text' ? value.value : value.case;
    return `${subject} ${kind} ${text}`;
  });

describe('context', () => {
  it('knows nothing and says that it has nothing to read, for every kind of source', async () => {
    const { context } = await runContext();
    const { facts, sources } = await context.gather({ symbols: ['AAPL'], asOf: timestamp(AS_OF_MS) });

    expect(facts).toEqual([]);
    const kinds = Object.values(ContextSourceKind).filter((kind) => typeof kind === 'number' && kind !== 0);
    expect(sources.map(({ kind }) => kind)).toEqual(kinds);
    for (const source of sources) expect(source.configured).toBe(false);
    expect(sources.map(({ detail }) => detail)).toEqual([
      'no news was imported',
      'no statements were imported',
      'neither economic series nor a calendar was imported',
      'no prediction market is configured',
    ]);
  });

  it('says what was published by the asked time, and where it has it from', async () => {
    const system = await runContext();
    await published(system);
    const answer = await system.context.gather({ symbols: ['AAPL'], asOf: timestamp(AS_OF_MS) });
    expect(said(answer)).toEqual([
      'AAPL news.headline Apple orders more glass',
      'AAPL fundamental.revenue 75872000000',
      'AAPL fundamental.revenue_growth 0.017065',
      'MARKET macro.cpiaucsl 237.65',
      'MARKET macro.cpiaucsl_change -0.111',
      'AAPL event.earnings_days 55',
      'MARKET event.economic table',
    ]);
    for (const { asOf } of answer.facts) expect(millis(asOf)).toBeLessThanOrEqual(AS_OF_MS);
    expect(answer.sources.map(({ configured, detail }) => [configured, detail])).toEqual([
      [true, 'Alpaca: 3 articles, the newest known since 2016-03-01T13:00:00.000Z'],
      [true, 'FMP: 2 statements, the newest known since 2016-01-26T00:00:00.000Z'],
      [
        true,
        'FRED: 2 observations, the newest known since 2016-02-20T06:00:00.000Z; FMP: 2 calendar events, the newest known since 2016-03-01T12:00:00.000Z',
      ],
      [false, 'no prediction market is configured'],
    ]);
  });

  it('says before anything was published that there was no source then', async () => {
    const system = await runContext();
    await published(system);
    const { facts, sources } = await system.context.gather({ symbols: ['AAPL'], asOf: at('2014-01-02T21:00:00Z') });
    expect(facts).toEqual([]);
    expect(sources.every(({ configured }) => !configured)).toBe(true);
  });

  it('says the same again when more became known later', async () => {
    const system = await runContext();
    await published(system);
    const question = { symbols: ['AAPL', 'MSFT'], asOf: timestamp(AS_OF_MS) };
    const before = await system.context.gather(question);
    const later = anArticle({ headline: 'Corrected', knownAt: timestamp(AS_OF_MS + 1) });
    await system.market.importNews({ articles: [later], source: 'Alpaca' });
    const moved = { ...CALENDAR, knownAt: timestamp(AS_OF_MS + 1), kind: CalendarEventKind.EARNINGS, events: [] };
    await system.market.importCalendar(moved);
    expect(await system.context.gather(question)).toEqual(before);
  });

  it('refuses a question without a time', async () => {
    const { context } = await runContext();
    await expect(context.gather({ symbols: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });

  it('carries a value as it is written, however long', async () => {
    const system = await runContext();
    const long = '12345678901234567890123456789.000000000000000001';
    const observations = [anObservation('2016-01-01', '1', '2016-02-20T06:00:00Z')].map((one) => ({
      ...one,
      value: wire(long),
    }));
    await system.market.importMacroObservations({ observations, source: 'FRED' });
    expect(said(await system.context.gather({ symbols: ['AAPL'], asOf: timestamp(AS_OF_MS) }))).toEqual([
      `MARKET macro.cpiaucsl ${long}`,
    ]);
  });
});
