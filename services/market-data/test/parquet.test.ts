import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { ParquetBars } from '../src/adapters/parquet/index.js';
import { MarketDataError, type MarketDataErrorCode } from '../src/app/market-data-error.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { folderWith } from './csv-folder.js';
import { all, ms, never, ONE_DAY, ONE_MINUTE, range } from './vendors/vendor-setting.js';

const calendar = new TradingCalendar();
const ALWAYS = range('1990-01-01T00:00:00Z', '2030-01-01T00:00:00Z');
const DAYS = ['2016-03-01', '2016-03-02', '2016-03-03'];
type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

const column = (name: string, data: unknown[], type = 'DOUBLE') => ({ name, data, type }) as Columns[number];
const prices = (closes: number[], type = 'DOUBLE') => [
  column('open', closes, type),
  column('High', closes, type),
  column('low', closes, type),
  column('close', closes, type),
  column(
    'volume',
    closes.map(() => 1000n),
    'INT64',
  ),
];

const parquet = (columnData: Columns, more: object = {}) => new Uint8Array(parquetWriteBuffer({ columnData, ...more }));
const read = (content: Uint8Array, interval = ONE_DAY) =>
  all(
    new ParquetBars(folderWith({ 'AAPL.parquet': content }), calendar).bars(
      { symbols: ['AAPL'], interval, range: ALWAYS },
      never,
    ),
  );

async function refused(content: Uint8Array, code: MarketDataErrorCode, interval = ONE_DAY): Promise<string> {
  const error = await read(content, interval).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MarketDataError)) expect.fail(`not refused but ${String(error)}`);
  expect(error.code, error.message).toBe(code);
  return error.text;
}

describe('a Parquet file', () => {
  it('of days has their sessions and every digit', async () => {
    const bars = await read(parquet([column('date', DAYS, 'STRING'), ...prices([100.1, 161.2998, 0.0001])]));
    expect(bars.map(({ startMs, endMs, close, volume, knownAt }) => [startMs, endMs, close, volume, knownAt])).toEqual(
      ['100.1', '161.2998', '0.0001'].map((close, i) => {
        const day = DAYS[i];
        return [ms(`${day}T14:30:00Z`), ms(`${day}T21:00:00Z`), close, '1000', ms(`${day}T21:00:00Z`)];
      }),
    );
  });

  it.each([
    [
      'a UTC timestamp',
      column('timestamp', [new Date('2016-03-01T14:30:00Z'), new Date('2016-03-01T14:31:00Z')], 'TIMESTAMP'),
    ],
    ['seconds', column('time', [1456842600n, 1456842660n], 'INT64')],
    ['milliseconds', column('time', [1456842600000n, 1456842660000n], 'INT64')],
    ['microseconds', column('time', [1456842600000000n, 1456842660000000n], 'INT64')],
    ['nanoseconds', column('ts_event', [1456842600000000000n, 1456842660000000000n], 'INT64')],
    ["New York's clock", column('Datetime', ['2016-03-01 09:30:00', '2016-03-01T09:31:00'], 'STRING')],
    ['a zone', column('time', ['2016-03-01T09:30:00-05:00', '2016-03-01T14:31:00Z'], 'STRING')],
  ])('of minutes may give its times as %s', async (_name, time) => {
    const bars = await read(parquet([time, ...prices([1, 2])]), ONE_MINUTE);
    expect(bars.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [ms('2016-03-01T14:30:00Z'), ms('2016-03-01T14:31:00Z')],
      [ms('2016-03-01T14:31:00Z'), ms('2016-03-01T14:32:00Z')],
    ]);
  });

  it('of 32-bit floats has the digits that were written, not those of a larger float', async () => {
    const bars = await read(parquet([column('date', DAYS, 'STRING'), ...prices([100.1, 161.2998, 0.1], 'FLOAT')]));
    expect(bars.map(({ close }) => close)).toEqual(['100.1', '161.2998', '0.1']);
  });

  it('of many row groups is read through', async () => {
    const count = 2500;
    const times = Array.from({ length: count }, (_, i) => BigInt(ms('2016-03-01T14:30:00Z') + i * 60_000));
    const bars = await read(
      parquet([column('time', times, 'INT64'), ...prices(times.map((_, i) => i + 0.25))], { rowGroupSize: 1000 }),
      ONE_MINUTE,
    );
    expect(bars).toHaveLength(count);
    expect(bars.at(-1)?.close).toBe('2499.25');
  });

  it('gives back any price written as a float', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 3, maxLength: 3 }), async (cents) => {
        const bars = await read(parquet([column('date', DAYS, 'STRING'), ...prices(cents.map((one) => one / 1e4))]));
        expect(bars.map(({ close }) => Math.round(Number(close) * 1e4))).toEqual(cents);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused, with the place, when it is damaged or says what cannot be', async () => {
    const good = parquet([column('date', DAYS, 'STRING'), ...prices([1, 2, 3])]);
    await refused(new Uint8Array(), 'FILE_UNREADABLE');
    await refused(good.subarray(0, good.length - 20), 'FILE_UNREADABLE');
    await refused(new TextEncoder().encode('date,open\n'), 'FILE_UNREADABLE');
    expect(await refused(parquet(prices([1])), 'BAD_HEADER')).toContain('date or timestamp');
    expect(await refused(parquet([column('date', DAYS, 'STRING'), ...prices([1, Number.NaN, 3])]), 'BAD_NUMBER')).toBe(
      'row 2: open is not a decimal',
    );
    expect(
      await refused(parquet([column('date', ['2016-03-01', 'noon'], 'STRING'), ...prices([1, 2])]), 'BAD_TIME'),
    ).toBe('row 2: date is not a time');
    await refused(parquet([column('date', ['2016-03-02', '2016-03-01'], 'STRING'), ...prices([1, 2])]), 'OUT_OF_ORDER');
    await refused(
      parquet([column('date', ['2016-03-01', '2016-03-01'], 'STRING'), ...prices([1, 2])]),
      'DUPLICATE_TIME',
    );
    await refused(
      parquet([column('time', [1456842600n, 1456842630n], 'INT64'), ...prices([1, 2])]),
      'MIXED_INTERVAL',
      ONE_MINUTE,
    );
  });

  it('with a byte changed is read or refused, nothing else', async () => {
    const good = parquet([column('date', DAYS, 'STRING'), ...prices([1, 2, 3])]);
    for (let at = 0; at < good.length; at += 3) {
      for (const flip of [0x01, 0x55, 0x80]) {
        const damaged = Uint8Array.from(good);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const outcome = await read(damaged).catch((error: unknown) => error);
        if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(MarketDataError);
      }
    }
  });
});
