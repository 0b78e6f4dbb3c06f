import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv, row } from '../csv-folder.js';
import { failing } from '../serving.js';
import { delisting, rename, Stored, split } from '../stored.js';
import { constituents, DATES, fact, holdings, put, resolution } from './stored-universe.js';

/** Something that became known at a time. */
interface Event {
  readonly atMs: number;
  readonly tell: (stored: Stored) => Promise<unknown>;
}

const at = (time: string, tell: Event['tell']): Event => ({ atMs: Date.parse(time), tell });
const index = (id: string) => ({ kind: 'index', index: id });
const SIZE = { marketCap: { min: 10_000 } };
const BY_VOLUME = { by: 'dollarVolume', sessions: 5 };

/** Symbols and the session on which their bars begin. */
const SYMBOLS: Readonly<Record<string, number>> = { AAPL: 0, MSFT: 0, OLD: 0, GONE: 0, LATE: 30 };

const EVENTS: readonly Event[] = [
  // Midnights of New York: when a date begins, a spell does.
  at('2016-01-04T05:00Z', (one) => constituents(one, 'IDX', ['AAPL', '2016-01-04'], ['OLD', '2016-01-04'])),
  at('2016-01-19T05:00Z', (one) => constituents(one, 'IDX', ['MSFT', '2016-01-19'])),
  at('2016-02-22T05:00Z', (one) => constituents(one, 'IDX', ['AAPL', '2016-01-04', '2016-02-22'])),
  at('2016-03-07T05:00Z', (one) => constituents(one, 'IDX', ['AAPL', '2016-03-07'], ['GONE', '2016-03-07'])),
  at('2016-01-16T05:00Z', (one) => holdings(one, 'ETF', '2016-01-15', { AAPL: '0.6', MSFT: '0.3', OLD: '0.1' })),
  at('2016-02-18T14:00Z', (one) =>
    holdings(one, 'ETF', '2016-02-12', { GONE: '0.9', OLD: '0.1' }, '2016-02-18T14:00Z'),
  ),
  at('2016-02-02T21:00Z', (one) => holdings(one, 'ETF', '2016-01-08', { LATE: '1' }, '2016-02-02T21:00Z')),
  at('2016-01-12T21:30Z', (one) => fact(one, 'AAPL', '2016-01-12T21:30Z', { sector: 'Energy', shares: '400' })),
  at('2016-01-20T13:00Z', (one) => fact(one, 'OLD', '2016-01-20T13:00Z', { sector: 'Energy', cap: '90000' })),
  at('2016-02-24T13:00Z', (one) => fact(one, 'AAPL', '2016-02-24T13:00Z', { sector: 'Utilities', cap: '5' })),
  at('2016-03-16T13:00Z', (one) => fact(one, 'NEW', '2016-03-16T13:00Z', { shares: '1' })),
  at('2016-01-26T21:00Z', (one) => one.act(split('AAPL', '2', '2016-01-26T21:00Z', '2016-02-08T05:00Z'))),
  at('2016-03-01T21:00Z', (one) => one.act(rename('OLD', 'NEW', '2016-03-01T21:00Z', '2016-03-14T04:00Z'))),
  at('2016-03-21T04:00Z', (one) => one.act(delisting('GONE', '2016-03-21T04:00Z'))),
  at('2016-02-09T00:00Z', (one) => put(one, 'core', { source: index('IDX'), filters: SIZE }, '2016-02-09T00:00Z')),
  at('2016-03-10T00:00Z', (one) =>
    put(one, 'etf', { source: { kind: 'static', symbols: ['OLD'] } }, '2016-03-10T00:00Z'),
  ),
];

/** Definitions that are there from the beginning; `core` and `etf` get other versions later. */
const UNIVERSES: Readonly<Record<string, unknown>> = {
  core: { source: index('IDX') },
  etf: { source: { kind: 'holdings', fund: 'ETF', top: 2 } },
  best: {
    source: {
      kind: 'union',
      of: [
        { kind: 'universe', id: 'core' },
        { kind: 'screener', filters: { price: { max: 120 } } },
      ],
    },
    rank: { ...BY_VOLUME, top: 3 },
    exclude: ['FILE'],
  },
  capped: {
    source: { kind: 'screener' },
    rank: { by: 'return', sessions: 8, skip: 1 },
    sectorCaps: { each: 1 },
    allowStale: true,
  },
  // Before the rename nobody is called NEW: the list must not know that somebody will be.
  list: { source: { kind: 'static', symbols: ['NEW', 'MSFT'] } },
  both: { source: { kind: 'intersection', of: [index('IDX'), { kind: 'static', symbols: ['OLD', 'AAPL', 'GONE'] }] } },
};

/** The store as it would be if time had ended at `cutMs`. */
async function known(cutMs: number): Promise<Stored> {
  const stored = await Stored.open();
  for (const [symbol, first] of Object.entries(SYMBOLS)) {
    const rows = DATES.slice(first).map((date, i) =>
      row(date, 100 + first + ((i * 7) % 11), 1_000 + 13 * first + 40 * i),
    );
    // A session ends at 21:00 UTC at the latest: nothing that had ended is cut. The very first row stays.
    const seen = rows.filter((text, i) => i === 0 || Date.parse(`${text.slice(0, 10)}T13:00Z`) <= cutMs);
    await stored.import(symbol, csv(...seen));
  }
  for (const [id, definition] of Object.entries(UNIVERSES)) await put(stored, id, definition);
  const told = EVENTS.filter(({ atMs }) => atMs <= cutMs);
  for (const { tell } of told.toSorted((a, b) => a.atMs - b.atMs)) await tell(stored);
  return stored;
}

/** What every universe came to, hash included; a refusal is an answer too. */
async function everything(stored: Stored, asOfMs: number): Promise<unknown[]> {
  const asOf = new Date(asOfMs).toISOString();
  const said: unknown[] = [];
  for (const id of ['all', ...Object.keys(UNIVERSES)]) {
    const failure = await failing(async () => {
      said.push(await resolution(stored, id, asOf));
      throw new Error('answered');
    });
    if (failure.code !== undefined) said.push(failure);
  }
  return said;
}

it('changes no universe: what became known after a time says nothing about it', async () => {
  const whole = await known(Number.POSITIVE_INFINITY);
  const [first, last] = [DATES[1], DATES.at(-1)].map((date) => Date.parse(`${date}T00:00Z`) / 1_800_000);
  const times = fc.oneof(
    fc.integer({ min: first ?? 0, max: last ?? 0 }).map((half) => half * 1_800_000),
    fc.tuple(fc.constantFrom(...EVENTS), fc.constantFrom(-1, 0, 1)).map(([{ atMs }, shift]) => atMs + shift),
  );
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(times, async (asOfMs) => {
      const now = await everything(await known(asOfMs), asOfMs);
      expect(now).toEqual(await everything(whole, asOfMs));
      seen.add(JSON.stringify(now.map((one) => (one as { symbols?: unknown }).symbols)));
    }),
    { numRuns: 40 },
  );
  expect(seen.size, 'different answers over time').toBeGreaterThan(5);
}, 120_000);
