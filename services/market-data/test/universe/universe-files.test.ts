import { join } from 'node:path';
import { isoDate, millis, wireDate } from '@cream/domain';
import { describe, expect, it } from 'vitest';
import { readConstituentFile, readFactFile, readHoldingsFile } from '../../src/adapters/read-universe-file.js';
import { folderWith } from '../csv-folder.js';
import { hasSharedData, sharedData } from '../shared-data.js';
import { Stored } from '../stored.js';
import { constituents, put, resolution } from './stored-universe.js';

const file = (...lines: string[]) => join(folderWith({ 'x.csv': `${lines.join('\n')}\n` }), 'x.csv');
const iso = (time: Parameters<typeof millis>[0]) => new Date(millis(time)).toISOString();

describe('a file of constituents', () => {
  it('has a symbol and two dates, by several names, in any order and form', () => {
    const spells = readConstituentFile(
      file('end_date,Ticker,name,start_date', ',msft,"M, Inc.",1996-01-02', '20160301,A,x,06/05/2000'),
    );
    expect(spells.map(({ symbol, from, to }) => [symbol, from && isoDate(from), to && isoDate(to)])).toEqual([
      ['MSFT', '1996-01-02', undefined],
      ['A', '2000-06-05', '2016-03-01'],
    ]);
  });

  it.each([
    [
      'without an end column: today’s members would be put into the past',
      ['symbol,from', 'A,2000-01-03'],
      ':1: the header has no column "to" (or end_date, date_removed)',
    ],
    ['with a column twice', ['symbol,ticker,from,to', 'A,A,2000-01-03,'], ':1: the header has symbol twice'],
    ['that is cut off', ['symbol,from,to', 'A,2000-01-03'], ':2: 2 cells instead of 3'],
    [
      'with a date that does not exist',
      ['symbol,from,to', 'A,2000-01-03,', 'B,2000-02-30,'],
      ':3: from "2000-02-30" is no time',
    ],
    ['with a time for a date', ['symbol,from,to', 'A,2000-01-03T09:30,'], ':2: from "2000-01-03T09:30" is no date'],
    ['with a symbol that is none', ['symbol,from,to', 'a b,2000-01-03,'], ':2: symbol "A B" is no symbol'],
    [
      'with a spell that ends before it begins',
      ['symbol,from,to', 'A,2000-01-03,1999-01-04'],
      ':2: to 1999-01-04 does not lie after from',
    ],
    [
      'with spells that overlap',
      ['symbol,from,to', 'A,2000-01-03,', 'B,2000-01-03,', 'A,1999-01-04,2000-01-04'],
      ':4: A overlaps its spell of line 2',
    ],
    ['with a spell twice', ['symbol,from,to', 'A,2000-01-03,', 'A,2000-01-03,'], ':3: A overlaps its spell of line 2'],
    ['with an open quote', ['symbol,from,to', '"A,2000-01-03,'], ':2: a quoted cell is not closed'],
    ['of a header alone', ['symbol,from,to'], ': the file has no spells'],
    ['that is something else', ['\u0000\u0001junk'], ':1: this is not a CSV text file'],
  ])('%s is refused, naming file and line', (_, lines, text) => {
    const path = file(...lines);
    expect(() => readConstituentFile(path)).toThrow(`${path}${text}`);
  });

  it('that is not there is named', () => {
    expect(() => readConstituentFile('nowhere.csv')).toThrow('nowhere.csv: there is no such file');
  });
});

describe('a file of holdings', () => {
  it('has weights as ratios, or in percent by the name of the column, and leaves out what has no symbol', () => {
    const on = wireDate('2016-02-29');
    const ratios = readHoldingsFile(file('symbol,weight', 'A,0.075', 'B,0.1'), on, undefined);
    const percents = readHoldingsFile(file('Ticker,Weight (%)', 'A,7.5', '-,0.4', 'B,10.00'), on, undefined);
    const weights = (read: typeof ratios) =>
      read.dates.map(({ holdings }) => holdings.map((one) => [one.symbol, one.weight?.value]));
    expect(weights(ratios)).toEqual([
      [
        ['A', '0.075'],
        ['B', '0.1'],
      ],
    ]);
    expect(weights(percents)).toEqual(weights(ratios));
    expect([ratios.skipped, percents.skipped]).toEqual([0, 1]);
  });

  it('may hold many dates, each with its publication; a date alone counts from its end', () => {
    const { dates } = readHoldingsFile(
      file('date,published_at,symbol,weight', '2016-02-29,2016-03-01,A,1', '2016-01-29,2016-02-01T13:00:00Z,A,1'),
      undefined,
      undefined,
    );
    expect(dates.map(({ date, publishedAt }) => [date && isoDate(date), iso(publishedAt)])).toEqual([
      ['2016-01-29', '2016-02-01T13:00:00.000Z'],
      ['2016-02-29', '2016-03-02T05:00:00.000Z'],
    ]);
  });

  it.each([
    ['without a date anywhere', ['symbol,weight', 'A,1'], ':1: the header has no column "date", and no date was given'],
    ['without weights', ['date,symbol', '2016-02-29,A'], ':1: the header has no column "weight" or "weight_percent"'],
    [
      'with percents for ratios',
      ['date,symbol,weight', '2016-02-29,A,6.5'],
      ':2: weight 6.5 is above 1: name the column weight_percent',
    ],
    ['with a weight that is no number', ['date,symbol,weight', '2016-02-29,A,1e-2'], ':2: weight "1e-2" is no number'],
    ['with a symbol twice', ['date,symbol,weight', '2016-02-29,A,0.1', '2016-02-29,a,0.2'], ':3: A is there twice'],
    [
      'with two publications of a date',
      ['date,symbol,weight,published_at', '2016-02-29,A,0.1,2016-03-01', '2016-02-29,B,0.2,2016-03-02'],
      ':3: published_at differs',
    ],
  ])('%s is refused, naming file and line', (_, lines, text) => {
    const path = file(...lines);
    expect(() => readHoldingsFile(path, undefined, undefined)).toThrow(`${path}${text}`);
  });
});

describe('a file of facts', () => {
  it('says of each instrument what it knows, and when that became known', () => {
    const facts = readFactFile(
      file(
        'symbol,known_at,GICS Sector,shares_outstanding,market_cap',
        'A,2016-03-01T21:30:00Z,energy,1000,',
        'B,2016-03-01,,,2500.5',
      ),
      undefined,
    );
    const texts = facts.map((one) => [
      one.symbol,
      iso(one.knownAt),
      one.sector,
      one.sharesOutstanding?.value,
      one.marketCap?.value,
    ]);
    expect(texts).toEqual([
      ['A', '2016-03-01T21:30:00.000Z', 'Energy', '1000', undefined],
      ['B', '2016-03-02T05:00:00.000Z', '', undefined, '2500.5'],
    ]);
  });

  it.each([
    ['without a time', ['symbol,sector', 'A,Energy'], ':1: the header has no column "known_at", and no date was given'],
    [
      'that says nothing',
      ['symbol,known_at,price', 'A,2016-03-01,5'],
      ':1: the header has none of sector, shares_outstanding, market_cap',
    ],
    ['with a row that says nothing', ['symbol,known_at,sector', 'A,2016-03-01,'], ':2: A: the row says nothing'],
    [
      'with an unknown sector',
      ['symbol,known_at,sector', 'A,2016-03-01,Tech'],
      ':2: sector "Tech" is no GICS sector: they are Communication Services',
    ],
    [
      'with a negative capitalisation',
      ['symbol,known_at,market_cap', 'A,2016-03-01,-5'],
      ':2: market_cap "-5" is not above zero',
    ],
    [
      'without shares',
      ['symbol,known_at,shares_outstanding', 'A,2016-03-01,0'],
      ':2: shares_outstanding "0" is not above zero',
    ],
  ])('%s is refused, naming file and line', (_, lines, text) => {
    const path = file(...lines);
    expect(() => readFactFile(path, undefined)).toThrow(`${path}${text}`);
  });
});

describe.skipIf(!hasSharedData)('the published membership of the S&P 500 (skipped without ../shared/data)', () => {
  const published = (name: string) => join(sharedData, 'constituents', name);

  it('has 503 members at the end of 2024, and its changes take effect at the beginning of their dates', async () => {
    const stored = await Stored.open();
    const rows = readConstituentFile(published('sp500_ticker_start_end.csv')).map(({ symbol, from, to }) => {
      const text = (date: typeof from) => (date === undefined ? undefined : isoDate(date));
      return [symbol, text(from) ?? '', text(to)] as [string, string, string?];
    });
    expect(await constituents(stored, 'SP500', ...rows)).toMatchObject({ inserted: 1230, conflicts: 0 });
    expect(await constituents(stored, 'SP500', ...rows)).toMatchObject({ inserted: 0, unchanged: 1230 });
    await put(stored, 'sp500', { source: { kind: 'index', index: 'SP500' } });
    // Nothing of them is held, so every one of them is an exclusion that says so.
    const members = async (asOf: string) =>
      (await resolution(stored, 'sp500', asOf)).exclusions.map((text) => text.split(' ')[0]);
    expect(await members('2024-12-31T21:00Z')).toHaveLength(503);
    // Effective before the open of 2024-09-23: PLTR, DELL and ERIE for AAL, ETSY and BIO (S&P Dow Jones Indices, 2024-09-06).
    const [friday, monday] = [await members('2024-09-20T20:00Z'), await members('2024-09-23T14:00Z')];
    expect(friday.filter((symbol) => !monday.includes(symbol))).toEqual(['AAL', 'BIO', 'ETSY']);
    expect(monday.filter((symbol) => !friday.includes(symbol))).toEqual(['DELL', 'ERIE', 'PLTR']);
    const [before, after] = [await members('2022-06-08T20:00Z'), await members('2022-06-09T20:00Z')];
    expect([before.includes('FB'), before.includes('META'), after.includes('FB'), after.includes('META')]).toEqual([
      ...[true, false],
      ...[false, true],
    ]);
  });

  it('has a sector for each of its members', () => {
    const facts = readFactFile(published('sp500.csv'), wireDate('2025-11-15'));
    expect(facts).toHaveLength(503);
    expect(facts.find(({ symbol }) => symbol === 'AAPL')).toMatchObject({ sector: 'Information Technology' });
    expect(facts.filter(({ sector }) => sector === 'Energy')).toHaveLength(22);
  });
});
