import { isoDate, millis, wire, wireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { Code } from '@cream/grpc';
import {
  CalendarEventKind,
  Finding_Code,
  FiscalPeriod,
  type MarketDataService,
  PublicationSource_Kind,
  StatementKind,
} from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { at, runMarketData } from './run-market-data.js';

type Market = Client<typeof MarketDataService>;

const NOON = at('2016-03-01T17:00:00Z');

function article(id: string, knownAt: string, more: object = {}) {
  return {
    id,
    headline: `headline ${id}`,
    source: 'benzinga',
    symbols: ['AAPL'],
    publishedAt: at('2016-03-01T13:00:00Z'),
    knownAt: at(knownAt),
    ...more,
  };
}

describe('news', () => {
  const news = (articles: object[]) => ({ articles, source: 'Alpaca' });
  const headlines = async (market: Market, asOf: string, more: object = {}) =>
    (await market.listNews({ asOf: at(asOf), ...more })).articles.map(({ headline }) => headline);

  it('is known in the wording of its time', async () => {
    const { market } = await runMarketData();
    const rewritten = article('1', '2016-03-01T15:00:00Z', { headline: 'corrected' });
    const totals = await market.importNews(news([rewritten, article('1', '2016-03-01T13:00:00Z')]));
    expect(totals).toMatchObject({ inserted: 2, unchanged: 0, conflicts: 0 });
    expect(await headlines(market, '2016-03-01T12:59:59.999Z')).toEqual([]);
    expect(await headlines(market, '2016-03-01T13:00:00Z')).toEqual(['headline 1']);
    expect(await headlines(market, '2016-03-01T14:59:59.999Z')).toEqual(['headline 1']);
    expect(await headlines(market, '2016-03-01T15:00:00Z')).toEqual(['corrected']);
    expect(await headlines(market, '2016-03-01T17:00:00Z', { after: at('2016-03-01T14:00:00Z') })).toEqual([
      'corrected',
    ]);
  });

  it('is found by symbol, the newest last, bodies only when they are asked for', async () => {
    const { market } = await runMarketData();
    await market.importNews(
      news([
        article('3', '2016-03-01T16:00:00Z', { symbols: ['MSFT', 'AAPL'], body: '<p>text</p>' }),
        article('1', '2016-03-01T13:00:00Z'),
        article('2', '2016-03-01T14:00:00Z', { symbols: ['IBM'] }),
        article('4', '2016-03-01T16:30:00Z', { symbols: [] }),
      ]),
    );
    const asOf = '2016-03-01T17:00:00Z';
    expect(await headlines(market, asOf, { symbols: ['AAPL'] })).toEqual(['headline 1', 'headline 3']);
    expect(await headlines(market, asOf, { symbols: ['IBM', 'MSFT'] })).toEqual(['headline 2', 'headline 3']);
    expect(await headlines(market, asOf, { limit: 2 })).toEqual(['headline 3', 'headline 4']);
    const about = { symbols: ['MSFT'], asOf: NOON };
    expect((await market.listNews(about)).articles[0]?.body).toBe('');
    expect((await market.listNews({ ...about, withBody: true })).articles[0]?.body).toBe('<p>text</p>');
  });

  it('that is imported again changes nothing, and another text for a wording is a finding', async () => {
    const { market } = await runMarketData();
    await market.importNews(news([article('1', '2016-03-01T13:00:00Z', { symbols: ['MSFT', 'AAPL'] })]));
    const again = article('1', '2016-03-01T13:00:00Z', { symbols: ['AAPL', 'MSFT', 'AAPL'] });
    expect(await market.importNews(news([again, again]))).toMatchObject({ inserted: 0, unchanged: 2, conflicts: 0 });
    const other = article('1', '2016-03-01T13:00:00Z', { headline: 'never said' });
    expect(await market.importNews(news([other]))).toMatchObject({ inserted: 0, conflicts: 1 });
    expect(await headlines(market, '2016-03-01T17:00:00Z')).toEqual(['headline 1']);
    const { findings } = await market.listFindings({ asOf: NOON, codes: [Finding_Code.CONFLICT] });
    expect(findings).toMatchObject([
      { symbol: 'AAPL', file: 'Alpaca', observed: expect.stringContaining('never said') },
    ]);
  });

  it.each([
    ['known before it was published', [article('1', '2016-03-01T12:00:00Z')], 'articles[0].known_at'],
    ['without a headline', [article('1', '2016-03-01T13:00:00Z', { headline: '' })], 'articles[0].headline'],
    ['none', [], 'articles'],
  ])('%s is refused, and nothing of it is stored', async (_, articles, field) => {
    const { market } = await runMarketData();
    const good = article('9', '2016-03-01T13:00:00Z');
    const offer = articles.length === 0 ? [] : [...articles, good];
    const refusal = { code: Code.InvalidArgument, message: expect.stringContaining(field) };
    await expect(market.importNews(news(offer))).rejects.toMatchObject(refusal);
    expect(await headlines(market, '2016-03-01T17:00:00Z')).toEqual([]);
    await expect(market.listNews({ asOf: NOON, limit: 1001 })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});

describe('statements', () => {
  const income = (fiscalDate: string, revenue: string, knownAt: string, more: object = {}) => ({
    symbol: 'AAPL',
    kind: StatementKind.INCOME,
    period: FiscalPeriod.QUARTER,
    fiscalDate: wireDate(fiscalDate),
    currency: 'USD',
    items: [{ name: 'revenue', value: wire(revenue) }],
    knownAt: at(knownAt),
    ...more,
  });
  const revenues = async (market: Market, asOf: string, more: object = {}) =>
    (await market.listStatements({ symbols: ['AAPL'], asOf: at(asOf), ...more })).statements.map(
      ({ fiscalDate, items }) => [fiscalDate && isoDate(fiscalDate), items[0]?.value?.value],
    );

  it('are known from their acceptance, and as they were before a restatement', async () => {
    const { market } = await runMarketData();
    const statements = [
      income('2015-12-26', '75872', '2016-01-26T21:30:00Z'),
      income('2015-12-26', '75000', '2016-02-20T21:30:00Z'),
      income('2015-09-26', '51501', '2015-10-28T21:30:00Z'),
    ];
    expect(await market.importStatements({ statements, source: 'FMP' })).toMatchObject({ inserted: 3 });
    expect(await revenues(market, '2016-01-26T21:29:59Z')).toEqual([['2015-09-26', '51501']]);
    expect(await revenues(market, '2016-01-26T21:30:00Z')).toEqual([
      ['2015-09-26', '51501'],
      ['2015-12-26', '75872'],
    ]);
    expect(await revenues(market, '2016-03-01T17:00:00Z', { limit: 1 })).toEqual([['2015-12-26', '75000']]);
    expect(await revenues(market, '2016-03-01T17:00:00Z', { period: FiscalPeriod.YEAR })).toEqual([]);
    const { statements: held } = await market.listStatements({ symbols: ['AAPL'], asOf: NOON });
    expect(held[0]).toMatchObject({ source: 'FMP', currency: 'USD' });
  });

  it('come by symbol, kind, period and date, whatever the order they came in', async () => {
    const { market } = await runMarketData();
    const known = '2016-02-01T21:30:00Z';
    const statements = [
      income('2015-12-26', '4', known, { kind: StatementKind.CASH_FLOW }),
      income('2015-12-26', '3', known),
      income('2015-09-26', '1', known, { period: FiscalPeriod.YEAR }),
      income('2015-12-31', '5', known, { symbol: 'MSFT' }),
      income('2015-09-26', '2', known),
    ];
    await market.importStatements({ statements, source: 'FMP' });
    const { statements: held } = await market.listStatements({ symbols: ['MSFT', 'AAPL'], asOf: NOON });
    expect(held.map(({ items }) => items[0]?.value?.value)).toEqual(['1', '2', '3', '4', '5']);
    const cash = await market.listStatements({ symbols: ['AAPL'], kinds: [StatementKind.CASH_FLOW], asOf: NOON });
    expect(cash.statements.map(({ items }) => items[0]?.value?.value)).toEqual(['4']);
  });

  it('with other numbers than stored are a finding that names them', async () => {
    const { market } = await runMarketData();
    const first = income('2015-12-26', '75872', '2016-01-26T21:30:00Z');
    await market.importStatements({ statements: [first], source: 'FMP' });
    expect(await market.importStatements({ statements: [first], source: 'FMP' })).toMatchObject({ unchanged: 1 });
    const other = income('2015-12-26', '1', '2016-01-26T21:30:00Z');
    expect(await market.importStatements({ statements: [other], source: 'FMP' })).toMatchObject({ conflicts: 1 });
    const { findings } = await market.listFindings({ asOf: NOON, symbols: ['AAPL'], codes: [Finding_Code.CONFLICT] });
    expect(findings).toMatchObject([{ observed: 'INCOME QUARTER 2015-12-26: revenue 1', expected: 'revenue 75872' }]);
  });

  it.each([
    ['accepted before the period ended', { knownAt: at('2015-12-25T21:00:00Z') }, 'statements[0].known_at'],
    ['of a date there is not', { fiscalDate: { year: 2015, month: 2, day: 30 } }, 'statements[0].fiscal_date'],
    [
      'with an item twice',
      { items: ['1', '2'].map((value) => ({ name: 'revenue', value: wire(value) })) },
      'statements[0].items[1].name',
    ],
    ['of nothing', { items: [] }, 'statements[0].items'],
  ])('%s are refused', async (_, more, field) => {
    const { market } = await runMarketData();
    const statements = [income('2015-12-26', '1', '2016-01-26T21:30:00Z', more)];
    await expect(market.importStatements({ statements, source: 'FMP' })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      message: expect.stringContaining(field),
    });
  });
});

describe('an economic series', () => {
  const cpi = (date: string, value: string | undefined, knownAt: string, series = 'CPIAUCSL') => ({
    series,
    date: wireDate(date),
    ...(value === undefined ? {} : { value: wire(value) }),
    knownAt: at(knownAt),
  });
  const values = async (market: Market, asOf: string, more: object = {}) =>
    (await market.listMacroObservations({ asOf: at(asOf), ...more })).observations.map(({ date, value }) => [
      date && isoDate(date),
      value?.value,
    ]);

  it('is known in the vintage of its time: first published, then revised', async () => {
    const { market } = await runMarketData();
    const observations = [
      cpi('2016-01-01', '237.652', '2017-02-16T06:00:00Z'),
      cpi('2016-01-01', '237.650', '2016-02-20T06:00:00Z'),
      cpi('2015-12-01', '237.761', '2016-01-21T06:00:00Z'),
    ].map((one) => ({ ...one, ...(one.value ? { value: wire(one.value.value) } : {}) }));
    await market.importMacroObservations({ observations, source: 'FRED' });
    expect(await values(market, '2016-02-20T05:59:59Z')).toEqual([['2015-12-01', '237.761']]);
    expect((await values(market, '2016-03-01T17:00:00Z')).at(-1)).toEqual(['2016-01-01', '237.65']);
    expect((await values(market, '2017-03-01T17:00:00Z')).at(-1)).toEqual(['2016-01-01', '237.652']);
    const [newest] = (await market.listMacroObservations({ asOf: NOON, limit: 1 })).observations;
    expect(newest).toMatchObject({ series: 'CPIAUCSL', source: 'FRED', knownAt: at('2016-02-20T06:00:00Z') });
  });

  it('keeps that there was no value, and is asked for by name and dates', async () => {
    const { market } = await runMarketData();
    const observations = [
      cpi('2016-02-12', '25.4', '2016-02-13T06:00:00Z', 'VIXCLS'),
      cpi('2016-02-15', undefined, '2016-02-16T06:00:00Z', 'VIXCLS'),
      cpi('2016-02-16', '24.11', '2016-02-17T06:00:00Z', 'VIXCLS'),
      cpi('2015-12-01', '237.761', '2016-01-21T06:00:00Z'),
    ];
    await market.importMacroObservations({ observations, source: 'FRED' });
    const asOf = '2016-03-01T17:00:00Z';
    expect(await values(market, asOf, { series: ['VIXCLS'], limit: 2 })).toEqual([
      ['2016-02-15', undefined],
      ['2016-02-16', '24.11'],
    ]);
    const days = { from: wireDate('2016-02-12'), to: wireDate('2016-02-15') };
    expect(await values(market, asOf, { ...days })).toEqual([
      ['2016-02-12', '25.4'],
      ['2016-02-15', undefined],
    ]);
    expect(await values(market, asOf, { series: ['NOPE'] })).toEqual([]);
    await expect(values(market, asOf, { from: days.to, to: days.from })).rejects.toMatchObject({
      code: Code.InvalidArgument,
    });
  });

  it('with another value for a vintage keeps the one it has, and says so', async () => {
    const { market } = await runMarketData();
    const offer = (value: string | undefined) => ({
      observations: [cpi('2015-12-01', value, '2016-01-21T06:00:00Z')],
      source: 'FRED',
    });
    await market.importMacroObservations(offer('237.761'));
    expect(await market.importMacroObservations(offer('237.761'))).toMatchObject({ inserted: 0, unchanged: 1 });
    expect(await market.importMacroObservations(offer(undefined))).toMatchObject({ conflicts: 1 });
    expect(await values(market, '2016-03-01T17:00:00Z')).toEqual([['2015-12-01', '237.761']]);
    const { findings } = await market.listFindings({ asOf: NOON, codes: [Finding_Code.CONFLICT] });
    expect(findings).toMatchObject([
      { symbol: 'CPIAUCSL', observed: '2015-12-01: no value', expected: '237.761', file: 'FRED' },
    ]);
  });
});

describe('a calendar', () => {
  const report = (time: string, symbol = 'AAPL') => ({
    kind: CalendarEventKind.EARNINGS,
    name: 'earnings',
    symbol,
    time: at(time),
  });
  const pull = (knownAt: string, from: string, to: string, events: object[], kind = CalendarEventKind.EARNINGS) => ({
    kind,
    from: wireDate(from),
    to: wireDate(to),
    knownAt: at(knownAt),
    events,
    source: 'FMP',
  });
  const dates = async (market: Market, asOf: string, more: object = {}) => {
    const range = { from: wireDate('2016-04-01'), to: wireDate('2016-04-30') };
    const { events } = await market.listCalendarEvents({ ...range, asOf: at(asOf), ...more });
    return events.map(({ symbol, time }) => `${symbol} ${new Date(millis(time)).toISOString().slice(0, 10)}`);
  };

  it('is as it stood: what moved shows once, what was called off is gone, what it does not cover stays', async () => {
    const { market } = await runMarketData();
    const first = [
      report('2016-04-05T04:00Z', 'IBM'),
      report('2016-04-21T04:00Z'),
      report('2016-04-22T04:00Z', 'MSFT'),
    ];
    await market.importCalendar(pull('2016-03-01T12:00Z', '2016-04-01', '2016-04-30', first));
    // Ten days later: AAPL moved to the 25th, MSFT was called off; the first half of the month was not asked for.
    await market.importCalendar(pull('2016-03-11T12:00Z', '2016-04-15', '2016-04-30', [report('2016-04-25T04:00Z')]));
    expect(await dates(market, '2016-02-29T12:00Z')).toEqual([]);
    expect(await dates(market, '2016-03-05T12:00Z')).toEqual(['IBM 2016-04-05', 'AAPL 2016-04-21', 'MSFT 2016-04-22']);
    expect(await dates(market, '2016-03-12T12:00Z')).toEqual(['IBM 2016-04-05', 'AAPL 2016-04-25']);
    expect(await dates(market, '2016-03-12T12:00Z', { symbols: ['IBM'] })).toEqual(['IBM 2016-04-05']);
    expect(await dates(market, '2016-03-12T12:00Z', { kinds: [CalendarEventKind.ECONOMIC] })).toEqual([]);
    const range = { from: wireDate('2016-04-25'), to: wireDate('2016-04-25') };
    const { events } = await market.listCalendarEvents({ ...range, asOf: at('2016-03-12T12:00Z') });
    expect(events).toMatchObject([{ source: 'FMP', knownAt: at('2016-03-11T12:00Z') }]);
  });

  it('of nothing is an answer too: there is nothing scheduled any more', async () => {
    const { market } = await runMarketData();
    await market.importCalendar(pull('2016-03-01T12:00Z', '2016-04-01', '2016-04-30', [report('2016-04-21T04:00Z')]));
    await market.importCalendar(pull('2016-03-02T12:00Z', '2016-04-01', '2016-04-30', []));
    expect(await dates(market, '2016-03-03T12:00Z')).toEqual([]);
  });

  it('that is stored is left as it is; another one for its time is a finding', async () => {
    const { market } = await runMarketData();
    const events = [report('2016-04-21T04:00Z'), report('2016-04-21T04:00Z', 'IBM')];
    const offer = (some: object[]) => pull('2016-03-01T12:00Z', '2016-04-01', '2016-04-30', some);
    expect(await market.importCalendar(offer(events))).toMatchObject({ inserted: 2 });
    expect(await market.importCalendar(offer(events.toReversed()))).toMatchObject({ inserted: 0, unchanged: 2 });
    expect(await market.importCalendar(offer(events.slice(1)))).toMatchObject({ conflicts: 1 });
    expect(await dates(market, '2016-03-03T12:00Z')).toEqual(['AAPL 2016-04-21', 'IBM 2016-04-21']);
    expect((await market.listFindings({ asOf: NOON, codes: [Finding_Code.CONFLICT] })).findings).toHaveLength(1);
  });

  it.each([
    ['outside its dates', [report('2016-05-02T04:00Z')], 'events[0].time'],
    ['of another kind', [{ ...report('2016-04-21T04:00Z'), kind: CalendarEventKind.ECONOMIC }], 'events[0].kind'],
    ['in the night before its first date', [report('2016-04-01T03:59Z')], 'events[0].time'],
  ])('with an event %s is refused', async (_, events, field) => {
    const { market } = await runMarketData();
    await expect(
      market.importCalendar(pull('2016-03-01T12:00Z', '2016-04-01', '2016-04-30', events)),
    ).rejects.toMatchObject({ code: Code.InvalidArgument, message: expect.stringContaining(field) });
  });
});

describe('what is held', () => {
  it('is said as of a time, by kind and source, also to a process that only looks', async () => {
    const { market, dataDir, close } = await runMarketData();
    expect((await market.listPublicationSources({ asOf: NOON })).sources).toEqual([]);
    const articles = [article('1', '2016-03-01T13:00:00Z'), article('2', '2016-03-01T18:00:00Z')];
    await market.importNews({ articles, source: 'Alpaca' });
    const held = async (client: Market, asOf: string) =>
      (await client.listPublicationSources({ asOf: at(asOf) })).sources.map(({ kind, source, count, newest }) => [
        PublicationSource_Kind[kind],
        source,
        Number(count),
        new Date(millis(newest)).toISOString(),
      ]);
    expect(await held(market, '2016-03-01T12:59:59Z')).toEqual([]);
    expect(await held(market, '2016-03-01T17:00:00Z')).toEqual([['NEWS', 'Alpaca', 1, '2016-03-01T13:00:00.000Z']]);
    expect(await held(market, '2016-03-02T17:00:00Z')).toEqual([['NEWS', 'Alpaca', 2, '2016-03-01T18:00:00.000Z']]);
    await close();
    const looking = await runMarketData(dataDir, true);
    expect(await held(looking.market, '2016-03-02T17:00:00Z')).toEqual([
      ['NEWS', 'Alpaca', 2, '2016-03-01T18:00:00.000Z'],
    ]);
    await expect(looking.market.importNews({ articles, source: 'Alpaca' })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
    });
  });
});
