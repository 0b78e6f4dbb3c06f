import { timestamp, wire, wireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { CalendarEventKind, FiscalPeriod, type MarketDataService, StatementKind } from '@cream/proto/market';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runMarketData } from './run-market-data.js';

type Market = Client<typeof MarketDataService>;

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse('2016-01-04T00:00:00Z');
const SYMBOLS = ['AAPL', 'MSFT'];
const DAYS = ['2016-02-01', '2016-02-02', '2016-02-03', '2016-02-04'];

/** Something that was published, and when it became known. */
type Publication =
  | { kind: 'news'; id: string; text: string; symbol: string; hour: number }
  | { kind: 'statement'; symbol: string; year: number; value: number; hour: number }
  | { kind: 'macro'; day: number; value: number; hour: number }
  | { kind: 'calendar'; from: number; days: number; symbols: string[]; hour: number };

const hour = fc.integer({ min: 0, max: 400 });
const symbol = fc.constantFrom(...SYMBOLS);
const publication: fc.Arbitrary<Publication> = fc.oneof(
  fc.record({
    kind: fc.constant('news' as const),
    id: fc.constantFrom('1', '2', '3'),
    text: fc.string(),
    symbol,
    hour,
  }),
  fc.record({
    kind: fc.constant('statement' as const),
    symbol,
    year: fc.integer({ min: 2012, max: 2014 }),
    value: fc.nat(9),
    hour,
  }),
  fc.record({ kind: fc.constant('macro' as const), day: fc.integer({ min: 0, max: 3 }), value: fc.nat(9), hour }),
  fc.record({
    kind: fc.constant('calendar' as const),
    from: fc.integer({ min: 0, max: 3 }),
    days: fc.integer({ min: 0, max: 3 }),
    symbols: fc.uniqueArray(symbol),
    hour,
  }),
);
/** Each of them about something or some time of its own: two that contradict each other are another story. */
const publications = fc.uniqueArray(publication, {
  maxLength: 40,
  selector: (one) => {
    switch (one.kind) {
      case 'news':
        return `news ${one.id} ${one.hour}`;
      case 'statement':
        return `statement ${one.symbol} ${one.year} ${one.hour}`;
      case 'macro':
        return `macro ${one.day} ${one.hour}`;
      case 'calendar':
        return `calendar ${one.hour}`;
    }
  },
});

const timeOf = (one: Publication) => timestamp(BEGIN + one.hour * HOUR_MS);

async function take(market: Market, one: Publication): Promise<void> {
  const [knownAt, source] = [timeOf(one), 'test'];
  switch (one.kind) {
    case 'news': {
      const texts = { headline: `h ${one.text}`, body: one.text };
      const article = {
        id: one.id,
        source: 'wire',
        symbols: [one.symbol],
        publishedAt: timestamp(BEGIN),
        knownAt,
        ...texts,
      };
      await market.importNews({ articles: [article], source });
      return;
    }
    case 'statement': {
      const items = [{ name: 'revenue', value: wire(one.value) }];
      const about = { symbol: one.symbol, fiscalDate: wireDate(`${one.year}-12-31`) };
      const what = { kind: StatementKind.INCOME, period: FiscalPeriod.YEAR };
      await market.importStatements({ statements: [{ ...about, ...what, items, knownAt }], source });
      return;
    }
    case 'macro': {
      const date = wireDate(DAYS[one.day] ?? '');
      await market.importMacroObservations({
        observations: [{ series: 'S', date, value: wire(one.value), knownAt }],
        source,
      });
      return;
    }
    case 'calendar': {
      const kind = CalendarEventKind.EARNINGS;
      const events = one.symbols.map((name) => {
        return { kind, name: 'earnings', symbol: name, time: timestamp(Date.parse(`${DAYS[one.from]}T12:00:00Z`)) };
      });
      const to = wireDate(DAYS[Math.min(3, one.from + one.days)] ?? '');
      await market.importCalendar({ kind, from: wireDate(DAYS[one.from] ?? ''), to, knownAt, events, source });
      return;
    }
  }
}

/** Everything that can be asked, at a time. */
async function everything(market: Market, asOfMs: number): Promise<unknown> {
  const asOf = timestamp(asOfMs);
  const range = { from: wireDate('2016-02-01'), to: wireDate('2016-02-04') };
  const after = timestamp(asOfMs - 48 * HOUR_MS);
  return [
    await market.listNews({ asOf, withBody: true }),
    await market.listNews({ asOf, after, symbols: ['AAPL'], limit: 2 }),
    await market.listStatements({ symbols: SYMBOLS, asOf }),
    await market.listMacroObservations({ asOf, limit: 2 }),
    await market.listCalendarEvents({ ...range, asOf }),
    await market.listPublicationSources({ asOf }),
  ];
}

it('answers the same when what became known later is not there, in whatever order it all came in', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(publications, fc.integer({ min: -1, max: 401 }), fc.nat(), async (all, cut, seed) => {
      const asOfMs = BEGIN + cut * HOUR_MS;
      const [whole, known] = [await runMarketData(), await runMarketData()];
      try {
        for (const one of all) await take(whole.market, one);
        const past = all.filter((one) => one.hour <= cut);
        const shuffled = past
          .map((one, i) => ({ one, key: (i * 7919 + seed) % 104_729 }))
          .toSorted((a, b) => a.key - b.key);
        for (const { one } of shuffled) await take(known.market, one);
        expect(await everything(known.market, asOfMs)).toEqual(await everything(whole.market, asOfMs));
      } finally {
        await whole.close();
        await known.close();
      }
    }),
    { numRuns: 40 },
  );
});
