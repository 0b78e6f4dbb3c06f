import { create } from '@bufbuild/protobuf';
import { timestamp, wireDate } from '@cream/domain';
import { Code } from '@cream/grpc';
import {
  BarInterval,
  GetBarsRequestSchema,
  GetSessionsRequestSchema,
  GetSnapshotRequestSchema,
  ListSeriesRequestSchema,
  ListSlotsRequestSchema,
  MarketDataService,
  SessionKind,
} from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import type { MarketDataController } from '../src/rpc/market-data.controller.js';
import { catalogOf, csv, intradayRows } from './csv-folder.js';
import { at, daily, failing, resolving, serving, texts, WEEK } from './serving.js';

async function bars(service: MarketDataController, request: Parameters<typeof create<typeof GetBarsRequestSchema>>[1]) {
  const { series } = await service.getBars(create(GetBarsRequestSchema, request));
  return series.map((one) => one.bars.map((bar) => bar.open?.value).join(' '));
}

describe('GetBars', () => {
  const service = serving({ 'AAPL.csv': daily(), 'MSFT.csv': daily(WEEK, 50), 'SPX.csv': daily(WEEK, 2000) });

  it('shows a daily bar from the close of its session on, not a millisecond before', async () => {
    const before = timestamp(Date.parse('2016-03-02T21:00:00Z') - 1);
    expect(await bars(service, { symbols: ['AAPL'], asOf: before })).toEqual(['100']);
    expect(await bars(service, { symbols: ['AAPL'], asOf: at('2016-03-02T21:00:00Z') })).toEqual(['100 101']);
  });

  it('answers each symbol in the order asked, context symbols too', async () => {
    const request = { symbols: ['SPX', 'AAPL'], asOf: at('2016-03-02T21:00Z') };
    expect(await bars(service, request)).toEqual(['2000 2001', '100 101']);
  });

  it('gives the newest bars of a limit, and those after a time', async () => {
    const asOf = at('2016-03-07T21:00Z');
    expect(await bars(service, { symbols: ['AAPL'], asOf, limit: 2 })).toEqual(['103 104']);
    expect(await bars(service, { symbols: ['AAPL'], asOf, limit: 100 })).toEqual(['100 101 102 103 104']);
    expect(await bars(service, { symbols: ['AAPL'], asOf, after: at('2016-03-03T21:00Z') })).toEqual(['103 104']);
    expect(await bars(service, { symbols: ['AAPL'], asOf, after: at('2016-03-03T21:00Z'), limit: 1 })).toEqual(['104']);
    expect(await bars(service, { symbols: ['AAPL'], asOf, after: asOf })).toEqual(['']);
  });

  it('is empty while nothing was knowable', async () => {
    expect(await bars(service, { symbols: ['AAPL'], asOf: at('2016-03-01T20:59Z') })).toEqual(['']);
  });

  it('gives the same message each time instead of a copy', async () => {
    const ask = () =>
      service.getBars(create(GetBarsRequestSchema, { symbols: ['AAPL'], asOf: at('2016-03-07T21:00Z') }));
    const [first, second] = [await ask(), await ask()];
    expect(first.series[0]?.bars[3]).toBe(second.series[0]?.bars[3]);
  });

  it('refuses an unknown symbol and names the known ones', async () => {
    const request = create(GetBarsRequestSchema, { symbols: ['AAPL', 'TSLA'], asOf: at('2016-03-07T21:00Z') });
    expect(await failing(() => service.getBars(request))).toEqual({
      code: Code.NotFound,
      rawMessage: 'unknown symbol "TSLA"; known are AAPL, MSFT, SPX (context only)',
    });
  });

  it('refuses to convert bars', async () => {
    const request = { symbols: ['AAPL'], asOf: at('2016-03-07T21:00Z'), interval: BarInterval.ONE_HOUR };
    expect(await failing(() => bars(service, request))).toMatchObject({ code: Code.FailedPrecondition });
    expect(await bars(service, { ...request, interval: BarInterval.ONE_DAY })).toHaveLength(1);
  });

  it('refuses a request without the asked time', async () => {
    expect(await failing(() => bars(service, { symbols: ['AAPL'] }))).toMatchObject({ code: Code.InvalidArgument });
  });
});

describe('GetSnapshot', () => {
  const quoteAt = async (service: MarketDataController, asOf: string) => {
    const request = create(GetSnapshotRequestSchema, { symbols: ['AAPL'], asOf: at(asOf) });
    const [snapshot] = (await service.getSnapshot(request)).snapshots;
    return snapshot;
  };

  it('quotes the last close without inventing bid and ask', async () => {
    const snapshot = await quoteAt(serving({ 'AAPL.csv': daily() }), '2016-03-02T21:00:30Z');
    expect(snapshot?.lastBar?.open?.value).toBe('101');
    expect(snapshot?.quote).toMatchObject({ symbol: 'AAPL', last: { value: '101.5' }, ageSeconds: 30n, stale: false });
    expect([snapshot?.quote?.bid, snapshot?.quote?.ask]).toEqual([undefined, undefined]);
  });

  it('knows nothing before the first bar ended', async () => {
    const snapshot = await quoteAt(serving({ 'AAPL.csv': daily() }), '2016-03-01T20:00Z');
    expect([snapshot?.symbol, snapshot?.quote, snapshot?.lastBar]).toEqual(['AAPL', undefined, undefined]);
  });

  it('calls a daily price stale once a session closed without a bar, weekends aside', async () => {
    const service = serving({ 'AAPL.csv': daily(['2016-03-03', '2016-03-04', '2016-03-08']) });
    const stale = async (asOf: string) => (await quoteAt(service, asOf))?.quote?.stale;
    expect(await stale('2016-03-06T12:00Z')).toBe(false);
    expect(await stale('2016-03-07T20:59Z')).toBe(false);
    expect(await stale('2016-03-07T21:00Z')).toBe(true);
    expect(await stale('2016-03-08T21:00Z')).toBe(false);
    expect(await stale('2035-01-01T00:00Z')).toBe(true);
  });

  it('calls an intraday price stale after more than two missing bars of trading', async () => {
    const rows = [
      ...intradayRows('2016-03-01', '09:30', '15:45', 5),
      ...intradayRows('2016-03-02', '10:00', '16:00', 5),
    ];
    const service = serving({ 'AAPL.csv': csv(...rows) });
    const stale = async (asOf: string) => (await quoteAt(service, asOf))?.quote?.stale;
    expect(await stale('2016-03-01T20:55Z')).toBe(false); // 15:55, last bar ended 15:45
    expect(await stale('2016-03-01T20:56Z')).toBe(true);
    expect(await stale('2016-03-02T22:00Z')).toBe(false); // after a session that ended with a bar
    expect(await stale('2016-03-03T14:41Z')).toBe(true); // 9:41 the next day, still no bar
  });
});

describe('ListSlots', () => {
  const slots = async (files: Record<string, string>, symbols: string[], from?: string, to?: string) => {
    const request = create(ListSlotsRequestSchema, {
      symbols,
      ...(from === undefined ? {} : { from: wireDate(from) }),
      ...(to === undefined ? {} : { to: wireDate(to) }),
    });
    const answer = await serving(files).listSlots(request);
    return { ...answer, slots: texts((answer.slots ?? []) as { seconds: bigint }[]) };
  };

  it('lists each bar end of the dates in New York, ends included', async () => {
    expect(await slots({ 'AAPL.csv': daily() }, ['AAPL'], '2016-03-02', '2016-03-04')).toMatchObject({
      slots: ['2016-03-02T21:00', '2016-03-03T21:00', '2016-03-04T21:00'],
      interval: BarInterval.ONE_DAY,
    });
  });

  it('lists a time once, however many symbols have a bar there', async () => {
    const files = { 'AAPL.csv': daily(WEEK.slice(0, 3)), 'MSFT.csv': daily(WEEK.slice(1)) };
    expect((await slots(files, ['MSFT', 'AAPL'])).slots).toEqual(WEEK.map((date) => `${date}T21:00`));
  });

  it('refuses a range without bars and names what there is', async () => {
    expect(await failing(() => slots({ 'AAPL.csv': daily() }, ['AAPL'], '2016-03-05', '2016-03-06'))).toEqual({
      code: Code.FailedPrecondition,
      rawMessage: 'no bars from 2016-03-05 to 2016-03-06; the data runs from 2016-03-01 to 2016-03-07',
    });
  });

  it('refuses to mix intervals, and to trade a context symbol', async () => {
    const files = {
      'AAPL.csv': daily(),
      'MSFT.csv': csv(...intradayRows('2016-03-01', '09:30', '16:00', 30)),
      'SPX.csv': daily(),
    };
    expect(await failing(() => slots(files, ['AAPL', 'MSFT']))).toEqual({
      code: Code.FailedPrecondition,
      rawMessage: 'the symbols have different bar intervals: AAPL has daily bars, MSFT has 30-minute bars',
    });
    expect(await failing(() => slots(files, ['AAPL', 'SPX']))).toMatchObject({ code: Code.FailedPrecondition });
  });

  it('refuses dates that do not exist or run backwards', async () => {
    const files = { 'AAPL.csv': daily() };
    const noDate = create(ListSlotsRequestSchema, { symbols: ['AAPL'], from: { year: 2016, month: 2, day: 30 } });
    expect(await failing(() => serving(files).listSlots(noDate))).toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: 'from: 2016-2-30 is no date',
    });
    expect(await failing(() => slots(files, ['AAPL'], '2016-03-04', '2016-03-01'))).toMatchObject({
      code: Code.InvalidArgument,
    });
  });
});

describe('GetSessions', () => {
  const sessions = async (from: string, to: string) => {
    const request = create(GetSessionsRequestSchema, { from: wireDate(from), to: wireDate(to) });
    return (await serving({ 'AAPL.csv': daily() }).getSessions(request)).sessions ?? [];
  };

  it('gives open, close and kind', async () => {
    const found = await sessions('2015-11-25', '2015-11-29');
    expect(found.map((one) => [one.date?.day, one.kind])).toEqual([
      [25, SessionKind.REGULAR],
      [27, SessionKind.EARLY_CLOSE],
    ]);
    expect(texts(found.map((one) => one.close as { seconds: bigint }))).toEqual([
      '2015-11-25T21:00',
      '2015-11-27T18:00',
    ]);
    expect(await sessions('2016-03-05', '2016-03-06')).toEqual([]);
  });

  it('refuses dates the calendar does not know', async () => {
    expect(await failing(() => sessions('2028-12-01', '2029-01-31'))).toEqual({
      code: Code.FailedPrecondition,
      rawMessage: 'the calendar knows the sessions of 1985-09-30 to 2028-12-31 only',
    });
  });
});

describe('what is held', () => {
  const files = { 'AAPL.csv': daily(), 'MSFT.csv': daily(WEEK.slice(2)), 'SPX.csv': daily() };
  const service = serving(files);

  it('is listed with its extent and origin', async () => {
    const { series = [] } = await service.listSeries(create(ListSeriesRequestSchema));
    expect(series.map((one) => [one.symbol, one.bars, one.contextOnly])).toEqual([
      ['AAPL', 5, false],
      ['MSFT', 3, false],
      ['SPX', 5, true],
    ]);
    expect(series[0]?.source?.endsWith('AAPL.csv')).toBe(true);
    expect(series[0]?.content).toEqual(series[2]?.content);
  });

  it('makes the universe "all" of what was known then, without context symbols', async () => {
    const resolver = resolving(catalogOf(files));
    const all = async (asOf: string, universe = 'all') =>
      (await resolver.resolve(universe, Date.parse(asOf))).members.map(({ symbol }) => symbol);
    expect(await all('2016-03-02T21:00Z')).toEqual(['AAPL']);
    expect(await all('2016-03-03T21:00Z')).toEqual(['AAPL', 'MSFT']);
    await expect(all('2016-03-03T21:00Z', 'sp500')).rejects.toThrow('unknown universe "sp500"');
  });

  it('has no corporate actions', async () => {
    const asOf = at('2016-03-07T21:00Z');
    const actions = create(MarketDataService.method.listCorporateActions.input, { symbols: ['AAPL'], asOf });
    const refusal = { code: Code.FailedPrecondition };
    expect(await failing(() => service.listCorporateActions(actions))).toMatchObject(refusal);
  });
});
