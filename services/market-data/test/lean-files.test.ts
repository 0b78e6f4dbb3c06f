import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Adjustment, BarInterval, CorporateAction_Kind } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { readActionFile } from '../src/adapters/read-action-file.js';
import { folderWith } from './csv-folder.js';
import { hasSharedData, sharedData } from './shared-data.js';
import { Stored } from './stored.js';

const LEAN = join(sharedData, 'lean/equity');
const { SPLIT, TOTAL_RETURN, AS_DELIVERED } = Adjustment;
const AS_OF = '2021-03-31T20:00Z';

interface Factor {
  readonly date: string;
  readonly price: number;
  readonly split: number;
}

const factorsOf = (name: string): Factor[] =>
  readFileSync(join(LEAN, `factor_files/${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([date = '', price, split]) => ({ date, price: Number(price), split: Number(split) }));

async function stored(symbol: string): Promise<Stored> {
  const one = await Stored.open();
  await one.import(symbol, readFileSync(join(LEAN, `daily/${symbol}.csv`), 'utf8'));
  await one.act(...readActionFile('factors', join(LEAN, `factor_files/${symbol.toLowerCase()}.csv`), symbol));
  return one;
}

describe.skipIf(!hasSharedData)('LEAN factor files (skipped without ../shared/data)', () => {
  it.each(['AAPL', 'SPY'])('%s: adjusted reads are raw prices times the factors of the file', async (symbol) => {
    const one = await stored(symbol);
    const dates = readFileSync(join(LEAN, `daily/${symbol}.csv`), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const factors = factorsOf(symbol.toLowerCase());
    const raw = (await one.closes(symbol, AS_OF, AS_DELIVERED)).map(Number);
    const split = (await one.closes(symbol, AS_OF, SPLIT)).map(Number);
    const total = (await one.closes(symbol, AS_OF, TOTAL_RETURN)).map(Number);
    expect(raw).toHaveLength(dates.length);
    let [worstSplit, worstTotal] = [0, 0];
    for (const [i, line] of dates.entries()) {
      const date = line.slice(0, 10).replaceAll('-', '');
      const factor = factors.find((candidate) => candidate.date >= date);
      const [price, ratio] = [factor?.price ?? Number.NaN, factor?.split ?? Number.NaN];
      worstSplit = Math.max(worstSplit, Math.abs((split[i] ?? 0) / ((raw[i] ?? 0) * ratio) - 1));
      worstTotal = Math.max(worstTotal, Math.abs((total[i] ?? 0) / ((raw[i] ?? 0) * ratio * price) - 1));
    }
    // The file's factors have seven digits; the oldest split factor, 0.00892857, only six of them.
    expect(worstSplit).toBeLessThan(3e-6);
    expect(worstTotal).toBeLessThan(2e-5);
  });

  it('AAPL: as of 2018 the reads are the published split-adjusted closes of 2013 to 2018', async () => {
    const one = await stored('AAPL');
    const published = readFileSync(
      join(sharedData, 'ohlcv/AAPL_daily_2013-2018.observablehq-sample-datasets.csv'),
      'utf8',
    )
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const closes = (await one.closes('AAPL', '2018-05-11T20:00Z', SPLIT)).slice(-published.length).map(Number);
    // Two vendors: their closes differ by a few cents of the raw price now and then.
    const worst = Math.max(...closes.map((close, i) => Math.abs(close / Number(published[i]?.[4]) - 1)));
    expect(closes).toHaveLength(1260);
    expect(worst).toBeLessThan(0.002);
  });

  it('AAPL: the file holds the four splits and the dividends that were paid', () => {
    const actions = readActionFile('factors', join(LEAN, 'factor_files/aapl.csv'), 'AAPL');
    const splits = actions.filter((action) => action.kind === CorporateAction_Kind.SPLIT);
    const texts = splits.map(({ value, effectiveAt }) => [
      value?.value,
      new Date(Number(effectiveAt?.seconds) * 1000).toISOString(),
    ]);
    expect(texts).toEqual([
      ['2', '2000-06-21T04:00:00.000Z'],
      ['2', '2005-02-28T05:00:00.000Z'],
      ['7', '2014-06-09T04:00:00.000Z'],
      ['4', '2020-08-31T04:00:00.000Z'],
    ]);
    const paid = actions.filter((action) => action.kind === CorporateAction_Kind.DIVIDEND);
    expect(paid.slice(0, 8).map(({ value }) => Number(value?.value))).toEqual(
      [2.65, 2.65, 2.65, 3.05, 3.05, 3.05, 3.05, 3.29].map((sum) => expect.closeTo(sum, 2)),
    );
  });

  it('AAPL: minutes before the open of 2014-06-09 are in new units already', async () => {
    const one = await Stored.open();
    const interval = BarInterval.ONE_MINUTE;
    for (const date of ['20140605', '20140606']) {
      await one.import('AAPL', readFileSync(join(LEAN, `minute/AAPL/${date}_trade.csv`), 'utf8'), { interval });
    }
    await one.act(...readActionFile('factors', join(LEAN, 'factor_files/aapl.csv'), 'AAPL'));
    const raw = await one.closes('AAPL', '2014-06-09T20:00Z', AS_DELIVERED);
    const adjusted = await one.closes('AAPL', '2014-06-09T20:00Z', SPLIT);
    expect(Number(adjusted[0])).toBeCloseTo(Number(raw[0]) / 7, 7);
    expect(await one.closes('AAPL', '2014-06-09T03:59Z', SPLIT)).toEqual(raw);
  });
});

describe('a LEAN factor file', () => {
  it('says by its steps what happened on the next session', () => {
    const file = join(
      folderWith({ 'x.csv': '20140507,0.9,0.5,100\n20140606,0.9090909,0.5,200\n20501231,1,1,0\n' }),
      'x.csv',
    );
    const actions = readActionFile('factors', file, 'XYZ');
    const texts = actions.map(({ kind, value, effectiveAt }) => [
      CorporateAction_Kind[kind],
      value?.value,
      new Date(Number(effectiveAt?.seconds) * 1000).toISOString(),
    ]);
    expect(texts).toEqual([
      ['DIVIDEND', '1', '2014-05-08T04:00:00.000Z'],
      ['SPLIT', '2', '2014-06-09T04:00:00.000Z'],
      ['DIVIDEND', '18.1818', '2014-06-09T04:00:00.000Z'],
    ]);
  });

  it.each([
    ['a date that is none', '20141301,1,1,1', /x\.csv:1: "20141301" is no date/],
    ['dates out of order', '20140102,1,1,1\n20140101,1,1,1', /x\.csv:2: 20140101 is not later/],
    ['a factor of zero', '20140102,0,1,1', /x\.csv:1: a line is date, price factor/],
  ])('with %s names file and line', (_, text, message) => {
    const file = join(folderWith({ 'x.csv': text }), 'x.csv');
    expect(() => readActionFile('factors', file, 'XYZ')).toThrow(message);
  });
});

describe('a LEAN map file', () => {
  it('is a listing, renames and a delisting', async () => {
    const file = join(folderWith({ 'x.csv': '20040819,goog,Q\n20140402,goog,Q\n20180102,googl,Q\n' }), 'x.csv');
    const actions = readActionFile('map', file, '');
    expect(actions.map(({ kind, symbol, newSymbol }) => [CorporateAction_Kind[kind], symbol, newSymbol])).toEqual([
      ['LISTING', 'GOOG', ''],
      ['RENAME', 'GOOG', 'GOOGL'],
      ['DELISTING', 'GOOGL', ''],
    ]);
    const stored = await Stored.open();
    await stored.act(...actions);
    await stored.import('GOOGL', 'date,open,high,low,close,volume\n2014-04-02,5,6,4,5,1\n2014-04-03,6,7,5,6,1\n');
    expect(await stored.closes('GOOG', '2014-04-02T20:00Z')).toEqual(['5']);
    expect(await stored.closes('GOOGL', '2014-04-03T20:00Z')).toEqual(['5', '6']);
  });
});
