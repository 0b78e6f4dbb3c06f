import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MarketDataError } from '../src/app/market-data-error.js';
import { loadCatalog } from '../src/load-catalog.js';
import { calendar, csv, folderWith, HEADER, intradayRows, row } from './csv-folder.js';

function failure(folder: string): MarketDataError {
  try {
    loadCatalog({ folder, contextSymbols: new Set(['SPX']) }, calendar);
  } catch (error) {
    if (error instanceof MarketDataError) return error;
    throw error;
  }
  return expect.fail('the data was accepted');
}

describe('a malformed file is refused with one line that names the place', () => {
  it.each([
    ['an empty file', '', 'FILE_EMPTY', undefined, 'the file is empty'],
    ['a byte order mark and nothing else', '\uFEFF', 'FILE_EMPTY', undefined, 'the file is empty'],
    ['a header without bars', `${HEADER}\n`, 'FILE_EMPTY', undefined, 'the file has no bars'],
    ['binary junk', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'NOT_TEXT', 1, 'this is not a CSV text file'],
    ['UTF-16 text', Buffer.from(csv(row('2016-03-01')), 'utf16le'), 'NOT_TEXT', 1, 'this is not a CSV text file'],
    ['binary junk after the header', Buffer.from(`${HEADER}\n\0\u0001\n`), 'BAD_ROW', 2, '1 cells instead of 6'],
    ['no header', '2016-03-01,1,2,1,2,5\n', 'BAD_HEADER', 1, 'the header has no time column'],
    ['a missing column', 'date,open,high,low,volume\n', 'BAD_HEADER', 1, 'the header has no column "close"'],
    ['a column twice', `${HEADER},Close\n`, 'BAD_HEADER', 1, 'the header has the column "close" twice'],
    ['two time columns', `${HEADER},timestamp\n`, 'BAD_HEADER', 1, 'more than one time column (date, timestamp)'],
    ['a cell too few', csv('2016-03-01,1,2,1,2'), 'BAD_ROW', 2, '5 cells instead of 6'],
    ['a cell too many', csv(`${row('2016-03-01')},7`), 'BAD_ROW', 2, '7 cells instead of 6'],
    ['an open quote', csv('"2016-03-01,1,2,1,2,5'), 'BAD_ROW', 2, 'a quoted cell is not closed'],
    ['an empty line between rows', csv(row('2016-03-01'), '', row('2016-03-02')), 'BAD_ROW', 3, 'the line is empty'],
    ['a missing number', csv('2016-03-01,1,2,1,,5'), 'BAD_NUMBER', 2, 'close "" is no number'],
    ['a word', csv('2016-03-01,1,2,1,null,5'), 'BAD_NUMBER', 2, 'close "null" is no number'],
    ['NaN', csv('2016-03-01,NaN,2,1,2,5'), 'BAD_NUMBER', 2, 'open "NaN" is no number'],
    ['infinity', csv('2016-03-01,1,Infinity,1,2,5'), 'BAD_NUMBER', 2, 'high "Infinity" is no number'],
    ['two points', csv('2016-03-01,1.2.3,2,1,2,5'), 'BAD_NUMBER', 2, 'open "1.2.3" is no number'],
    ['a thousands separator', csv('2016-03-01,"1,200",2,1,2,5'), 'BAD_NUMBER', 2, 'open "1,200" is no number'],
    ['a zero price', csv('2016-03-01,1,2,0,2,5'), 'BAD_PRICE', 2, 'low "0" is not above zero'],
    ['a negative price', csv('2016-03-01,1,2,1,-2,5'), 'BAD_PRICE', 2, 'close "-2" is not above zero'],
    ['a negative volume', csv('2016-03-01,1,2,1,2,-5'), 'BAD_PRICE', 2, 'volume "-5" is negative'],
    ['high below low', csv('2016-03-01,1,1,2,1,5'), 'BAD_PRICE', 2, 'high 1 is below low 2'],
    ['high below close', csv('2016-03-01,1,2,1,2.01,5'), 'BAD_PRICE', 2, 'high 2 is below close 2.01'],
    ['low above open', csv('2016-03-01,1,3,1.5,2,5'), 'BAD_PRICE', 2, 'low 1.5 is above open 1'],
    ['a date that does not exist', csv(row('2016-02-30')), 'BAD_TIME', 2, '"2016-02-30" is no time'],
    ['an hour that does not exist', csv(row('2016-03-01T24:00:00')), 'BAD_TIME', 2, 'is no time'],
    ['a year of letters', csv(row('yyyy-03-01')), 'BAD_TIME', 2, '"yyyy-03-01" is no time'],
    ['a number that is no epoch', csv(row('12345')), 'BAD_TIME', 2, '"12345" is no time'],
    ['a duplicate', csv(row('2016-03-01'), row('2016-03-01')), 'DUPLICATE_TIME', 3, 'the time of the line before'],
    ['newest first', csv(row('2016-03-02'), row('2016-03-01')), 'OUT_OF_ORDER', 3, 'earlier than the line before'],
    ['a Saturday', csv(row('2016-03-05')), 'NO_SESSION', 2, '2016-03-05 is no trading day of the NYSE'],
    ['a holiday', csv(row('2016-03-24'), row('2016-03-25')), 'NO_SESSION', 3, '2016-03-25 is no trading day'],
    [
      'an intraday bar on a holiday',
      csv(...intradayRows('2016-03-25', '09:30', '10:00', 5)),
      'NO_SESSION',
      2,
      'no trading',
    ],
    ['long ago', csv(row('1962-01-02')), 'OUTSIDE_CALENDAR', 2, 'the calendar (1985-09-30 to 2028-12-31)'],
    ['the far future', csv(row('2031-01-02')), 'OUTSIDE_CALENDAR', 2, '2031-01-02 lies outside the calendar'],
    ['one lone time', csv(row('2016-03-01T10:00')), 'UNKNOWN_INTERVAL', undefined, 'no date has two bars'],
    [
      'bars of seven minutes',
      csv(...intradayRows('2016-03-01', '09:30', '11:00', 7)),
      'UNKNOWN_INTERVAL',
      undefined,
      '7 minutes',
    ],
    ['dates among times', csv(row('2016-03-01'), row('2016-03-02T09:30')), 'MIXED_INTERVAL', 3, 'not written like'],
    [
      'a zone among wall clocks',
      csv(row('2016-03-01T09:30'), row('2016-03-01T14:31Z')),
      'MIXED_INTERVAL',
      3,
      'not written',
    ],
    [
      'a bar between two others',
      csv(...intradayRows('2016-03-01', '09:30', '11:00', 5), row('2016-03-01T10:57')),
      'MIXED_INTERVAL',
      20,
      '2 minutes after the bar before, in a series of 5-minute bars',
    ],
    [
      'minutes, then hours',
      csv(...intradayRows('2016-03-01', '09:30', '16:00', 1), ...intradayRows('2016-03-02', '09:30', '16:00', 60)),
      'MIXED_INTERVAL',
      398,
      '7 bars in a row are 60 minutes apart, in a series of 1-minute bars',
    ],
    [
      'a daily bar among minutes',
      csv(row('2016-03-01T00:00'), ...intradayRows('2016-03-02', '09:30', '16:00', 1)),
      'MIXED_INTERVAL',
      2,
      'a bar at midnight with none near it, in a series of 1-minute bars',
    ],
  ] as const)('%s', (_what, content, code, line, text) => {
    const folder = folderWith({ 'AAPL.csv': content });
    const error = failure(folder);
    const file = join(folder, 'AAPL.csv');
    expect(error).toMatchObject({ code, file, line });
    expect(error.message).toContain(text);
    expect(error.message.startsWith(line === undefined ? `${file}: ` : `${file}:${line}: `)).toBe(true);
    expect(error.message).not.toContain('\n');
  });
});

describe('a folder that cannot be used is refused', () => {
  it('when it does not exist', () => {
    expect(failure('/no/such/folder')).toMatchObject({ code: 'FOLDER_UNREADABLE', file: '/no/such/folder' });
  });

  it('when it is a file', () => {
    const file = join(folderWith({ 'AAPL.csv': csv(row('2016-03-01')) }), 'AAPL.csv');
    expect(failure(file).message).toBe(`${file}: this is not a folder`);
  });

  it('when it holds no CSV file', () => {
    expect(failure(folderWith({ 'README.md': 'hello', '.AAPL.csv': 'hidden' }))).toMatchObject({ code: 'NO_FILES' });
  });

  it('when a file is not named after a symbol', () => {
    const folder = folderWith({ 'my prices.csv': csv(row('2016-03-01')) });
    expect(failure(folder).message).toContain('"MY PRICES" is no symbol; files are named SYMBOL.csv');
  });

  it.skipIf(process.platform !== 'linux')('when two files hold one symbol', () => {
    const folder = folderWith({ 'AAPL.csv': csv(row('2016-03-01')), 'aapl.csv': csv(row('2016-03-01')) });
    expect(failure(folder)).toMatchObject({ code: 'DUPLICATE_SYMBOL', file: join(folder, 'aapl.csv') });
  });

  it('when a folder or a pipe has the name of a file', () => {
    const folder = folderWith({ 'AAPL.csv': csv(row('2016-03-01')) });
    mkdirSync(join(folder, 'MSFT.csv'));
    expect(failure(folder).message).toBe(`${join(folder, 'MSFT.csv')}: this is not a file`);
    rmdirSync(join(folder, 'MSFT.csv'));
    execFileSync('mkfifo', [join(folder, 'MSFT.csv')]);
    expect(failure(folder).message).toBe(`${join(folder, 'MSFT.csv')}: this is not a file`);
  });

  it('when there is nothing to trade in it', () => {
    const folder = folderWith({ 'SPX.csv': csv(row('2016-03-01')) });
    expect(failure(folder)).toMatchObject({ code: 'NO_TRADABLE_SYMBOL' });
  });
});
