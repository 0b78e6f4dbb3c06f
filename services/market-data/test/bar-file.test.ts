import { BarInterval } from '@cream/proto/market';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { MarketDataError } from '../src/app/market-data-error.js';
import { barFileFormat, readBarFile } from '../src/history/index.js';
import { folderWith } from './csv-folder.js';
import { dbn, dbnZst, nanos, ohlcv } from './vendors/dbn-builder.js';
import { RECORDINGS_NOTE, RECORDINGS_PRESENT, recordingPath } from './vendors/recordings.js';
import { never } from './vendors/vendor-setting.js';

const HEADER = 'timestamp,open,high,low,close,volume\n';
const [MINUTE, HOUR, DAY] = [0x21, 0x22, 0x23];
const OPEN = nanos('2024-05-03T13:30:00Z');
type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

const file = (name: string, content: Uint8Array | string) => `${folderWith({ [name]: content })}/${name}`;
const parquet = (...columns: { name: string; data: unknown[]; type: string }[]) =>
  new Uint8Array(parquetWriteBuffer({ columnData: columns as Columns }));
const prices = (values: unknown[], type = 'DOUBLE') =>
  ['open', 'high', 'low', 'close', 'volume'].map((name) => ({ name, data: values, type }));
const dates = { name: 'date', data: ['2016-03-01', '2016-03-02'], type: 'STRING' };
const texts = async (path: string, format: 'parquet' | 'dbn') =>
  (await readBarFile(path, format, never)).map((one) => one.text);
const refusal = (path: string, format: 'parquet' | 'dbn') =>
  readBarFile(path, format, never).then(
    () => expect.fail('it was read'),
    (error: unknown) => (error instanceof MarketDataError ? `${error.code} ${error.text}` : expect.fail(String(error))),
  );

describe('the format of a file of bars', () => {
  it.each([
    ['x.csv', 'date,open\n', 'text'],
    ['x.csv', parquet(dates, ...prices([1, 2])), 'parquet'],
    ['x.dat', dbn({ schema: 6, symbols: {}, records: [] }), 'dbn'],
    ['x', dbnZst({ schema: 6, symbols: {}, records: [] }), 'dbn'],
    ['x.parquet', 'no parquet', 'parquet'],
    ['x.dbn.zst', '', 'dbn'],
  ])('of %s is found by its content, else by its name', (name, content, format) => {
    expect(barFileFormat(file(name, content))).toBe(format);
  });

  it('of one that is not there is left to whoever reads it', () => {
    expect(barFileFormat('/nowhere/x.csv')).toBe('text');
  });
});

describe('a Parquet file as a bar file', () => {
  it('has every digit, and times in UTC', async () => {
    const path = file('AAPL.parquet', parquet(dates, ...prices([100.1, 161.2998])));
    const rows = [
      '2016-03-01T00:00:00.000Z,100.1,100.1,100.1,100.1,100.1',
      '2016-03-02T00:00:00.000Z,161.2998,161.2998,161.2998,161.2998,161.2998',
    ];
    expect(await readBarFile(path, 'parquet', never)).toEqual([
      { symbol: undefined, interval: BarInterval.UNSPECIFIED, text: `${HEADER}${rows.join('\n')}\n` },
    ]);
  });

  it('keeps what is no number and no time as it is, for the quarantine', async () => {
    const when = { name: 'date', data: ['yesterday, perhaps', '2016-03-02'], type: 'STRING' };
    const path = file('AAPL.parquet', parquet(when, ...prices([Number.NaN, Number.POSITIVE_INFINITY])));
    expect(await texts(path, 'parquet')).toEqual([
      `${HEADER}"yesterday, perhaps",NaN,NaN,NaN,NaN,NaN\n2016-03-02T00:00:00.000Z,Infinity,Infinity,Infinity,Infinity,Infinity\n`,
    ]);
  });

  it('that is none, or lacks a column, is refused by name', async () => {
    expect(await refusal(file('x.parquet', 'PAR1 and no more'), 'parquet')).toMatch(
      /^FILE_UNREADABLE this is no Parquet file/,
    );
    expect(await refusal(file('x.parquet', parquet(dates)), 'parquet')).toBe('BAD_HEADER there is no column open');
  });
});

describe('a DBN file as bar files', () => {
  const bar = (rtype: number, id: number, minute: number) =>
    ohlcv(rtype, id, OPEN + BigInt(minute) * 60_000_000_000n, [182.5, 183, 182.25, 182.999999], 5000n);

  it('is one for each symbol', async () => {
    const records = [bar(MINUTE, 1, 0), bar(MINUTE, 2, 0), bar(MINUTE, 1, 1)];
    const path = file('x.dbn.zst', dbnZst({ schema: 6, symbols: { AAPL: 1, MSFT: 2 }, records }));
    const made = await readBarFile(path, 'dbn', never);
    expect(made.map(({ symbol, interval }) => [symbol, interval])).toEqual([
      ['AAPL', BarInterval.ONE_MINUTE],
      ['MSFT', BarInterval.ONE_MINUTE],
    ]);
    expect(made[0]?.text).toBe(
      `${HEADER}2024-05-03T13:30:00.000Z,182.5,183,182.25,182.999999,5000\n2024-05-03T13:31:00.000Z,182.5,183,182.25,182.999999,5000\n`,
    );
  });

  it('of days is refused: they end hours after the session at whose close they would be seen', async () => {
    const path = file('x.dbn', dbn({ schema: 8, symbols: { AAPL: 1 }, records: [bar(DAY, 1, 0)] }));
    expect(await refusal(path, 'dbn')).toMatch(/^UNKNOWN_INTERVAL days of DBN end at midnight UTC/);
  });

  it('that is cut off, holds no bars, or is none at all is refused', async () => {
    const whole = dbn({ schema: 7, symbols: { AAPL: 1 }, records: [bar(HOUR, 1, 0)] });
    expect(await refusal(file('x.dbn', whole.subarray(0, whole.length - 5)), 'dbn')).toMatch(
      /^FILE_UNREADABLE record 1 .* cut off/,
    );
    expect(await refusal(file('x.dbn', dbn({ schema: 7, symbols: {}, records: [] })), 'dbn')).toMatch(/^FILE_EMPTY/);
    expect(await refusal(file('x.dbn', 'text'), 'dbn')).toMatch(/^FILE_UNREADABLE/);
  });
});

describe.skipIf(!RECORDINGS_PRESENT)(`recorded DBN files${RECORDINGS_NOTE}`, () => {
  it.each([
    ['test_data.ohlcv-1m.dbn.zst', ['ESH1'], 2],
    ['test_data.ohlcv-1h.dbn.zst', ['ESH1'], 2],
  ])('%s', async (name, symbols, bars) => {
    const made = await readBarFile(recordingPath(`databento/${name}`), 'dbn', never);
    expect(made.map((one) => one.symbol)).toEqual(symbols);
    expect(made[0]?.text.trim().split('\n')).toHaveLength(bars + 1);
  });
});
