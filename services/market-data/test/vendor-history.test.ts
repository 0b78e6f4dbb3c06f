import { BarInterval, CorporateAction_Kind } from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CorporateActionTerms, VendorCorporateAction } from '../src/app/ports/index.js';
import { DAY_MS, dateText } from '../src/calendar/civil-date.js';
import { type HistoryVendor, historyPieces, lastWholeDate, vendorHistory } from '../src/history/index.js';
import { storableActions } from '../src/history/storable-actions.js';
import { dbnZst, nanos, ohlcv } from './vendors/dbn-builder.js';
import { type VendorHandler, vendorServer } from './vendors/vendor-server.js';
import {
  ms,
  never,
  ONE_DAY,
  ONE_HOUR,
  ONE_MINUTE,
  SECRET,
  scriptedRuntime,
  vendorFailure,
} from './vendors/vendor-setting.js';

describe('a span of history', () => {
  it('is asked for by months of intraday bars and years of daily ones', () => {
    const span = { from: '2023-12-15', to: '2024-03-01' };
    expect(historyPieces(ONE_MINUTE, span)).toEqual([
      { from: '2023-12-15', to: '2023-12-31' },
      { from: '2024-01-01', to: '2024-01-31' },
      { from: '2024-02-01', to: '2024-02-29' },
      { from: '2024-03-01', to: '2024-03-01' },
    ]);
    expect(historyPieces(ONE_DAY, span)).toEqual([
      { from: '2023-12-15', to: '2023-12-31' },
      { from: '2024-01-01', to: '2024-03-01' },
    ]);
    expect(historyPieces(ONE_DAY, { from: '2024-01-02', to: '2024-01-01' })).toEqual([]);
  });

  it('falls into pieces without a hole or an overlap', () => {
    const day = fc.integer({ min: 5000, max: 25_000 });
    const intervals = fc.constantFrom(ONE_MINUTE, ONE_HOUR, ONE_DAY);
    fc.assert(
      fc.property(day, fc.nat({ max: 2000 }), intervals, (first, days, interval) => {
        const span = { from: dateText(first), to: dateText(first + days) };
        const pieces = historyPieces(interval, span);
        const covered = pieces.flatMap(({ from, to }) => {
          const [start, end] = [Date.parse(from) / DAY_MS, Date.parse(to) / DAY_MS];
          return Array.from({ length: end - start + 1 }, (_, i) => start + i);
        });
        expect(covered).toEqual(Array.from({ length: days + 1 }, (_, i) => first + i));
      }),
    );
  });

  it.each([
    ['2026-11-04T00:59:59Z', '2026-11-02'],
    ['2026-11-04T01:00:00Z', '2026-11-03'],
    ['2026-07-01T23:59:59Z', '2026-06-30'],
    ['2026-07-02T00:00:00Z', '2026-07-01'],
  ])('at %s has %s as its last whole date: the post-market ends at 20:00 in New York', (now, date) => {
    expect(lastWholeDate(ms(now))).toBe(date);
  });
});

const NOW = ms('2026-11-27T12:00:00Z');

/** The history of a vendor that answers like this. */
async function historyOf(vendor: HistoryVendor, answer: VendorHandler, more: Record<string, string> = {}) {
  const { baseUrl, seen } = await vendorServer(answer);
  const env: Record<string, string> = { ...more };
  for (const name of ['ALPACA', 'POLYGON', 'DATABENTO', 'FMP', 'ALPHAVANTAGE']) env[`${name}_KEY`] = SECRET;
  for (const name of ['ALPACA_DATA', 'POLYGON', 'DATABENTO', 'FMP', 'ALPHAVANTAGE']) env[`CREAM_${name}_URL`] = baseUrl;
  return { history: vendorHistory(vendor, { ALPACA_SECRET: SECRET, ...env }, scriptedRuntime(NOW)), seen };
}
const january = (interval: BarInterval, symbol = 'AAPL') => ({
  symbol,
  interval,
  from: '2026-01-02',
  to: '2026-01-31',
});
const HEADER = 'timestamp,open,high,low,close,volume\n';

describe("a vendor's bars as a bar file", () => {
  it('of Alpaca: raw, in UTC, of the feed that is configured', async () => {
    const bars = [{ t: '2026-01-02T14:30:00Z', o: 1.5, h: 2, l: 1, c: 1.75, v: 100, n: 1, vw: 1.6 }];
    const { history, seen } = await historyOf(
      'alpaca',
      () => ({ body: { bars: { AAPL: bars }, next_page_token: null } }),
      {
        CREAM_ALPACA_FEED: 'sip',
      },
    );
    expect(history.source).toBe('Alpaca sip');
    expect(await history.rows(january(ONE_MINUTE), never)).toEqual({
      bars: 1,
      text: `${HEADER}2026-01-02T14:30:00.000Z,1.5,2,1,1.75,100\n`,
    });
    expect(Object.fromEntries(seen[0]?.query ?? [])).toMatchObject({
      adjustment: 'raw',
      feed: 'sip',
      timeframe: '1Min',
    });
  });

  it('of Polygon: days by their date in New York, a missing volume as nothing', async () => {
    const results = [{ t: ms('2026-01-02T05:00:00Z'), o: 1, h: 2, l: 1, c: 2, n: 1 }];
    const { history } = await historyOf('polygon', () => ({ body: { results, status: 'OK' } }));
    expect((await history.rows(january(ONE_DAY), never)).text).toBe(`${HEADER}2026-01-02,1,2,1,2,\n`);
  });

  it('of Alpha Vantage: months of New York time', async () => {
    const body = 'timestamp,open,high,low,close,volume\n2026-01-02 09:30:00,1,2,1,2,10\n';
    const { history } = await historyOf('alphavantage', () => ({ body }));
    expect((await history.rows(january(ONE_MINUTE), never)).text).toBe(
      `${HEADER}2026-01-02T14:30:00.000Z,1,2,1,2,10\n`,
    );
  });

  it('of Databento: minutes and hours, but no days, which end hours after the session', async () => {
    const bar = ohlcv(0x21, 11, nanos('2026-01-02T14:30:00Z'), [182.5, 183, 182.25, 182.999999], 5000n);
    const body = dbnZst({ schema: 6, symbols: { AAPL: 11 }, records: [bar] });
    const { history } = await historyOf('databento', () => ({ body }));
    expect((await history.rows(january(ONE_MINUTE), never)).text).toBe(
      `${HEADER}2026-01-02T14:30:00.000Z,182.5,183,182.25,182.999999,5000\n`,
    );
    const failure = await vendorFailure(() => history.rows(january(ONE_DAY), never), 'BAD_REQUEST');
    expect(failure.text).toContain('ask for 1m or 1h');
    expect(history.actions).toBeUndefined();
  });

  it('is refused when the answer is about something else', async () => {
    const bars = [{ t: '2026-01-02T14:30:00Z', o: 1, h: 2, l: 1, c: 2, v: 100 }];
    const { history } = await historyOf('alpaca', () => ({ body: { bars: { MSFT: bars } } }));
    const failure = await vendorFailure(() => history.rows(january(ONE_MINUTE), never), 'MALFORMED');
    expect(failure.text).toBe('the answer holds 1-minute bars of "MSFT"');
  });

  it('is named by what is asked, so that another question is another file', async () => {
    const [iex, sip] = ['iex', 'sip'].map((feed) => vendorHistory('alpaca', { CREAM_ALPACA_FEED: feed }));
    const names = [
      iex?.nameOf(january(ONE_MINUTE)),
      sip?.nameOf(january(ONE_MINUTE)),
      iex?.nameOf(january(ONE_HOUR)),
      iex?.nameOf(january(ONE_MINUTE, 'MSFT')),
      iex?.nameOf({ ...january(ONE_MINUTE), to: '2026-01-30' }),
    ].map((one) => Buffer.from(one ?? []).toString('hex'));
    expect(new Set(names).size).toBe(names.length);
    expect(Buffer.from(vendorHistory('alpaca', {}).nameOf(january(ONE_MINUTE))).toString('hex')).toBe(names[0]);
  });
});

describe("a vendor's corporate actions", () => {
  it('are those of the symbol: not of the other side of a merger, but of its own renaming', async () => {
    const about = { record_date: null, payable_date: null, process_date: '2026-02-10' };
    const corporate_actions = {
      cash_mergers: [
        { id: '1', acquiree_symbol: 'SMALL', acquirer_symbol: 'AAPL', rate: 5, effective_date: '2026-02-10', ...about },
      ],
      name_changes: [{ id: '2', old_symbol: 'OLD', new_symbol: 'AAPL', ...about }],
    };
    const { history } = await historyOf('alpaca', () => ({ body: { corporate_actions } }));
    const span = { from: '2026-01-02', to: '2026-03-01' };
    const found = await history.actions?.('AAPL', span, never);
    expect(found?.actions).toMatchObject([{ symbol: 'OLD', newSymbol: 'AAPL', kind: CorporateAction_Kind.RENAME }]);
  });
});

describe("a vendor's corporate actions as the store keeps them", () => {
  const of = (terms: CorporateActionTerms, more: Partial<VendorCorporateAction> = {}): VendorCorporateAction => ({
    id: '1',
    symbol: 'AAPL',
    terms,
    effectiveDate: '2026-02-10',
    knownAt: ms('2026-02-01T05:00:00Z'),
    ...more,
  });
  const stored = (...offered: VendorCorporateAction[]) =>
    storableActions(offered).actions.map(({ kind, value, newSymbol }) =>
      [CorporateAction_Kind[kind], value?.value, newSymbol].filter((one) => one !== undefined && one !== '').join(' '),
    );
  const cash = (amount: string, currency?: string): CorporateActionTerms => ({
    kind: 'CASH_DIVIDEND',
    amount,
    currency,
  });

  it('are splits by their ratio, exactly as far as the wire goes', () => {
    expect(stored(of({ kind: 'SPLIT', newShares: '4', oldShares: '1' }))).toEqual(['SPLIT 4']);
    expect(stored(of({ kind: 'SPLIT', newShares: '1', oldShares: '3' }))).toEqual(['SPLIT 0.333333333333333333']);
    expect(stored(of({ kind: 'STOCK_DIVIDEND', rate: '0.05' }))).toEqual(['SPLIT 1.05']);
  });

  it('add up dividends of one ex-date, known when the later one is', () => {
    const { actions } = storableActions([
      of(cash('0.25'), { knownAt: ms('2026-02-03T05:00:00Z') }),
      of(cash('1.1', 'USD')),
      of(cash('0.5'), { effectiveDate: '2026-05-10' }),
    ]);
    expect(actions.map((one) => one.value?.value)).toEqual(['1.35', '0.5']);
    expect(actions[0]?.announcedAt?.seconds).toBe(BigInt(ms('2026-02-03T05:00:00Z') / 1000));
  });

  it('are announced when they take effect at the latest', () => {
    const [action] = storableActions([of(cash('1'), { knownAt: ms('2026-02-11T05:00:00Z') })]).actions;
    expect(action?.announcedAt).toEqual(action?.effectiveAt);
    expect(action?.effectiveAt?.seconds).toBe(BigInt(ms('2026-02-10T05:00:00Z') / 1000));
  });

  it('follow a rename, and end with a merger', () => {
    expect(stored(of({ kind: 'RENAME', newSymbol: 'META' }), of({ kind: 'MERGER', acquirer: 'MSFT' }))).toEqual([
      'RENAME META',
      'DELISTING',
    ]);
  });

  it('leave out, and count, what the store has no place for', () => {
    const spinOff: CorporateActionTerms = { kind: 'SPIN_OFF', newSymbol: 'X', newShares: '1', oldShares: '2' };
    const { actions, left } = storableActions([of(spinOff), of(spinOff), of(cash('1', 'EUR')), of(cash('0'))]);
    expect(actions).toEqual([]);
    expect(Object.fromEntries(left)).toEqual({ SPIN_OFF: 2, CASH_DIVIDEND: 2 });
  });
});
