import { create } from '@bufbuild/protobuf';
import { BarInterval, Finding_Code, GetBarsRequestSchema, ListSeriesRequestSchema } from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, intradayRows, row } from './csv-folder.js';
import { at, failing, WEEK } from './serving.js';
import { Stored } from './stored.js';

const minutes = (dates = WEEK) => dates.flatMap((date) => intradayRows(date, '09:30', '16:00', 1));
const series = async (stored: Stored) =>
  (await stored.reads.listSeries(create(ListSeriesRequestSchema, { allIntervals: true }))).series;

describe('an import', () => {
  it('stores every digit, and reads give the bars from their end on', async () => {
    const stored = await Stored.open();
    const state = await stored.import(
      'MSFT',
      csv('2016-03-01,50.123456789012345678,51,49.5,50.5,0', row('2016-03-02')),
    );
    expect(state).toMatchObject({ rows: 2n, inserted: 2n, complete: true, interval: BarInterval.ONE_DAY });
    const request = create(GetBarsRequestSchema, { symbols: ['MSFT'], asOf: at('2016-03-02T20:59Z') });
    const [answer] = (await stored.reads.getBars(request)).series;
    expect(answer?.bars.map((bar) => [bar.symbol, bar.open?.value, bar.volume?.value])).toEqual([
      ['MSFT', '50.123456789012345678', '0'],
    ]);
  });

  it('makes no file before there is something to store', async () => {
    const stored = await Stored.open();
    expect((await series(stored)).map((one) => one.symbol)).toEqual(['FILE']);
    const { counts } = await stored.findings(['FILE'], [Finding_Code.CONFLICT]);
    expect(counts).toEqual([]);
  });

  it('changes nothing when the same file comes again, whatever its name', async () => {
    const stored = await Stored.open();
    const text = csv(...minutes());
    const first = await stored.import('MSFT', text);
    const before = await series(stored);
    expect(await stored.import('MSFT', text, { file: 'copy.csv' })).toEqual(first);
    expect(await series(stored)).toEqual(before);
    expect(first).toMatchObject({ inserted: 1950n, unchanged: 0n, interval: BarInterval.ONE_MINUTE });
  });

  it('has the content of the same bars in a folder', async () => {
    const text = csv(...minutes());
    const stored = await Stored.open({ 'AAPL.csv': text });
    await stored.import('MSFT', text, { pieceBytes: 30_000 });
    const [file, imported] = (await series(stored)).map((one) =>
      Buffer.from(one.content?.sha256 ?? []).toString('hex'),
    );
    expect(imported).toMatch(/^[0-9a-f]{64}$/);
    expect(imported).toBe(file);
  });

  it('adds what a later file has in addition, in between and before', async () => {
    const stored = await Stored.open();
    const rows = minutes(WEEK.slice(0, 2));
    const interval = BarInterval.ONE_MINUTE;
    await stored.import('MSFT', csv(...rows.filter((_, i) => i % 3 === 1)), { interval });
    const state = await stored.import('MSFT', csv(...rows), { interval });
    expect(state).toMatchObject({ inserted: 520n, unchanged: 260n, conflicts: 0n });
    const whole = await Stored.open();
    await whole.import('MSFT', csv(...rows));
    expect((await series(stored)).map((one) => one.content)).toEqual((await series(whole)).map((one) => one.content));
  });

  it('comes to the same store from any files in any order', async () => {
    const rows = minutes(WEEK.slice(0, 2)).filter((_, i) => i % 5 === 0);
    const interval = BarInterval.FIVE_MINUTES;
    const content = async (files: readonly string[][]) => {
      const stored = await Stored.open();
      let inserted = 0;
      for (const file of files) inserted += Number((await stored.import('MSFT', csv(...file), { interval })).inserted);
      expect(inserted).toBe(rows.length);
      return (await series(stored)).find((one) => one.symbol === 'MSFT')?.content?.sha256;
    };
    const whole = await content([rows]);
    // Which of three files a row is in; rows of the fourth kind are in all of them.
    const placing = fc.array(fc.nat({ max: 3 }), { minLength: rows.length, maxLength: rows.length });
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(placing, order, async (places, files) => {
        const split = files.map((file) => rows.filter((_, i) => places[i] === file || places[i] === 3));
        expect(await content(split.filter((file) => file.length > 0))).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('keeps a stored bar when another file says something else, and tells', async () => {
    const stored = await Stored.open();
    await stored.import('MSFT', csv(row('2016-03-01', 50), row('2016-03-02', 51)));
    const changed = csv(row('2016-03-01', 50), row('2016-03-02', 77));
    expect(await stored.import('MSFT', changed, { file: 'new.csv' })).toMatchObject({ unchanged: 1n, conflicts: 1n });
    expect(await stored.closes('MSFT', '2016-03-02T21:00Z')).toEqual(['50.5', '51.5']);
    const { findings } = await stored.findings(['MSFT'], [Finding_Code.CONFLICT]);
    expect(findings).toMatchObject([
      {
        file: 'new.csv',
        line: 3,
        observed: '77,78,76,77.5,1000',
        expected: '51,52,50,51.5,1000',
        row: '2016-03-02,77,78,76,77.5,1000',
      },
    ]);
  });

  it('puts aside a bar that overlaps a stored one: of the same minutes it would be a second story', async () => {
    const stored = await Stored.open();
    const interval = BarInterval.FIVE_MINUTES;
    const five = intradayRows('2016-03-01', '09:30', '16:00', 5);
    await stored.import('MSFT', csv(...five), { interval });
    const before = await series(stored);
    const shifted = intradayRows('2016-03-01', '09:32', '15:57', 5);
    const state = await stored.import('MSFT', csv(...shifted), { interval, file: 'shifted.csv' });
    expect(state).toMatchObject({ inserted: 0n, conflicts: BigInt(shifted.length) });
    expect(await series(stored)).toEqual(before);
    const { findings } = await stored.findings(['MSFT'], [Finding_Code.CONFLICT]);
    expect(findings[0]).toMatchObject({
      file: 'shifted.csv',
      line: 2,
      expected: expect.stringMatching(/^no bar within that from 2016-03-01T14:30:00\.000Z: /),
    });
  });

  it('goes on where it was interrupted, in another process too', async () => {
    const text = csv(...minutes());
    const whole = await Stored.open();
    await whole.import('MSFT', text);
    const first = await Stored.open();
    const state = await first.import('MSFT', text, { pieceBytes: 30_000, pieces: 2 });
    expect(state.complete).toBe(false);
    const half = (await series(first)).find((one) => one.symbol === 'MSFT');
    expect(half).toMatchObject({ bars: Number(state.inserted), content: { sha256: expect.any(Uint8Array) } });
    const second = await first.again();
    expect(await second.import('MSFT', text, { pieceBytes: 30_000 })).toMatchObject({
      complete: true,
      inserted: 1950n,
    });
    const content = async (stored: Stored) => (await series(stored)).find((one) => one.symbol === 'MSFT')?.content;
    expect(await content(second)).toEqual(await content(whole));
  });

  it('stores the same in pieces of any size', async () => {
    const bad = ['2016-03-02T12:00:00,x,1,1,1,1', '2016-03-02T12:01:00,5,4,3,4,1', '2016-03-01T10:00:00,1,1,1,1,1'];
    const rows = minutes(WEEK.slice(0, 3));
    const text = csv(...rows.slice(0, 600), ...bad, ...rows.slice(600));
    const outcome = async (pieceBytes: number) => {
      const stored = await Stored.open();
      const state = await stored.import('MSFT', text, { pieceBytes, interval: BarInterval.ONE_MINUTE });
      const held = (await series(stored)).find((one) => one.symbol === 'MSFT');
      return { state, refused: await stored.refusals('MSFT'), held };
    };
    const whole = await outcome(1 << 20);
    expect(whole.state).toMatchObject({ inserted: 1170n, quarantined: 3n });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2_000, max: 60_000 }), async (pieceBytes) => {
        expect(await outcome(pieceBytes)).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it('ignores a piece that does not begin where the store is', async () => {
    const stored = await Stored.open();
    const text = csv(...minutes());
    const state = await stored.import('MSFT', text, { pieceBytes: 30_000, pieces: 1 });
    const same = await stored.import('MSFT', text, { pieceBytes: 30_000, pieces: 0 });
    expect(same).toEqual(state);
  });

  it('keeps intervals apart: reads without one get the longest', async () => {
    const stored = await Stored.open();
    await stored.import('MSFT', csv(...minutes(WEEK.slice(0, 1))));
    await stored.import('MSFT', csv(row('2016-03-02', 60)));
    const asOf = '2016-03-02T21:00Z';
    expect(await stored.closes('MSFT', asOf)).toEqual(['60.5']);
    expect(await stored.closes('MSFT', asOf, 0, BarInterval.ONE_MINUTE)).toHaveLength(390);
    expect(await failing(() => stored.closes('MSFT', asOf, 0, BarInterval.ONE_HOUR))).toMatchObject({
      rawMessage: 'MSFT is held as daily and 1-minute bars; bars are never converted',
    });
    // Before the first daily bar only minutes were there.
    expect(await stored.closes('MSFT', '2016-03-01T21:00Z')).toHaveLength(390);
  });

  it('gives way to a folder that was asked for, and comes before the sample sets', async () => {
    const rows = csv(row('2016-03-01', 3));
    const folder = await Stored.open({ 'AAPL.csv': csv(row('2016-03-01', 7)) });
    await folder.import('AAPL', rows);
    expect(await folder.closes('AAPL', '2016-03-01T21:00Z')).toEqual(['7.5']);
    const samples = await Stored.open('samples');
    await samples.import('AAPL', rows);
    expect(await samples.closes('AAPL', '2016-03-01T21:00Z')).toEqual(['3.5']);
  });
});

describe('a bad row is put aside as it was written', () => {
  const good = row('2016-03-01');
  it.each([
    ['a word for a number', '2016-03-02,x,1,1,1,1', 'NOT_A_NUMBER', 'open "x"'],
    ['NaN', '2016-03-02,1,NaN,1,1,1', 'NOT_A_NUMBER', 'high "NaN"'],
    ['an infinity', '2016-03-02,1,1,1,Infinity,1', 'NOT_A_NUMBER', 'close "Infinity"'],
    ['an empty cell', '2016-03-02,1,1,,1,1', 'NOT_A_NUMBER', 'low ""'],
    ['a price of zero', '2016-03-02,0,1,0,1,1', 'NON_POSITIVE_PRICE', 'open "0"'],
    ['a negative price', '2016-03-02,1,1,-1,1,1', 'NON_POSITIVE_PRICE', 'low "-1"'],
    ['a negative volume', '2016-03-02,1,1,1,1,-5', 'NEGATIVE_VOLUME', 'volume "-5"'],
    ['a high below the low', '2016-03-02,2,1,3,2,1', 'OHLC_INCONSISTENT', 'high 1'],
    ['a close outside the range', '2016-03-02,2,3,1,9,1', 'OHLC_INCONSISTENT', 'high 3'],
    ['a time that is none', 'yesterday,1,1,1,1,1', 'BAD_TIME', '"yesterday"'],
    ['a date that does not exist', '2016-02-30,1,1,1,1,1', 'BAD_TIME', '"2016-02-30"'],
    ['a time written differently', '2016-03-02T09:30:00,1,1,1,1,1', 'BAD_TIME', '"2016-03-02T09:30:00"'],
    ['a holiday', '2016-12-26,1,1,1,1,1', 'NO_SESSION', '2016-12-26'],
    ['a date outside the calendar', '2044-03-02,1,1,1,1,1', 'NO_SESSION', '2044-03-02'],
    ['a cell too many', '2016-03-02,1,1,1,1,1,1', 'MALFORMED_ROW', '7 cells'],
    ['an open quote', '2016-03-02,"1,1,1,1,1', 'MALFORMED_ROW', 'a quoted cell is not closed'],
    ['the same date twice', good, 'DUPLICATE', '2016-03-01T14:30:00.000Z'],
    ['an earlier date', row('2016-02-29'), 'UNSORTED_TIME', '2016-02-29T14:30:00.000Z'],
  ])('%s', async (_, bad, code, observed) => {
    const stored = await Stored.open();
    const state = await stored.import('MSFT', csv(good, bad, row('2016-03-03')));
    expect(state).toMatchObject({ rows: 3n, inserted: 2n, quarantined: 1n, complete: true });
    expect(await stored.refusals('MSFT')).toEqual([`${code} bars.csv:3 ${observed}`]);
    const { findings } = await stored.findings(['MSFT'], [Finding_Code[code as keyof typeof Finding_Code]]);
    expect(findings[0]).toMatchObject({ symbol: 'MSFT', row: bad });
    expect(findings[0]?.expected).not.toBe('');
    expect(await stored.closes('MSFT', '2016-03-03T21:00Z')).toHaveLength(2);
  });

  it('an empty line between rows, but not at the end', async () => {
    const stored = await Stored.open();
    expect(await stored.import('MSFT', csv(good, '', row('2016-03-02'), '', ''))).toMatchObject({ quarantined: 1n });
    expect(await stored.refusals('MSFT')).toEqual(['MALFORMED_ROW bars.csv:3 an empty line']);
  });

  it('bars of another interval', async () => {
    const stored = await Stored.open();
    const day = intradayRows('2016-03-01', '09:30', '16:00', 1);
    const five = intradayRows('2016-03-02', '09:30', '16:00', 5);
    const state = await stored.import('MSFT', csv(...day, ...five, '2016-03-03T09:30:20,1,1,1,1,1'));
    expect(state).toMatchObject({ inserted: 391n, quarantined: 78n });
    expect(new Set((await stored.refusals('MSFT')).map((text) => text.split(' ')[0]))).toEqual(
      new Set(['MIXED_INTERVAL']),
    );
  });

  it('and a file of nothing else leaves no series', async () => {
    const stored = await Stored.open();
    expect(await stored.import('MSFT', csv('x,1,1,1,1,1', 'y,1,1,1,1,1'))).toMatchObject({
      inserted: 0n,
      quarantined: 2n,
    });
    expect(await stored.refusals('MSFT')).toHaveLength(2);
    expect((await series(stored)).map((one) => one.symbol)).toEqual(['FILE']);
  });
});

describe('an import that cannot be', () => {
  it.each([
    [
      'a header without a column',
      'date,open,high,low,close\n2016-03-01,1,1,1,1\n',
      /bars\.csv:1: the header has no column "volume"/,
    ],
    ['no time column', 'open,high,low,close,volume\n1,1,1,1,1\n', /no time column/],
    [
      'an interval that cannot be found',
      csv('2016-03-01T09:30:00,1,1,1,1,1'),
      /no date has two bars: say which interval/,
    ],
    [
      'seven-minute bars',
      csv(...intradayRows('2016-03-01', '09:30', '16:00', 7)),
      /7 minutes apart, no known interval/,
    ],
    ['bytes that are no text', '\u0000\u0001,1\n1', /not a CSV text file/],
  ])('names the file: %s', async (_, text, message) => {
    const stored = await Stored.open();
    expect((await failing(() => stored.import('MSFT', text))).rawMessage).toMatch(message);
    expect((await series(stored)).map((one) => one.symbol)).toEqual(['FILE']);
  });
});
