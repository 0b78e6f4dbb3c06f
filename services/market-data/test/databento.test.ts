import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, DatabentoHistory, quotesOf, tradesOf } from '../src/adapters/databento/index.js';
import { DbnError, decodeDbn } from '../src/adapters/dbn/index.js';
import { dbn, dbnZst, mbp1, nanos, ohlcv, record } from './vendors/dbn-builder.js';
import { RECORDINGS_NOTE, RECORDINGS_PRESENT, recordedBytes, recordingPath } from './vendors/recordings.js';
import { type VendorHandler, vendorServer } from './vendors/vendor-server.js';
import {
  all,
  ms,
  never,
  ONE_DAY,
  ONE_HOUR,
  ONE_MINUTE,
  range,
  SECRET,
  scriptedRuntime,
  vendorAt,
  vendorFailure,
} from './vendors/vendor-setting.js';

const NINE_THIRTY = nanos('2024-05-03T13:30:00Z');
const MINUTE_BAR = 0x21;
const day = range('2024-05-03T00:00:00Z', '2024-05-04T00:00:00Z');
const bars = {
  schema: 6,
  symbols: { AAPL: 11 },
  records: [ohlcv(MINUTE_BAR, 11, NINE_THIRTY, [182.5, 183, 182.25, 182.999999], 5000n)],
};
const expectedBar = {
  symbol: 'AAPL',
  interval: ONE_MINUTE,
  startMs: ms('2024-05-03T13:30:00Z'),
  endMs: ms('2024-05-03T13:31:00Z'),
  open: '182.5',
  high: '183',
  low: '182.25',
  close: '182.999999',
  volume: '5000',
  knownAt: ms('2024-05-03T13:31:00Z'),
};

describe('DBN', () => {
  it.each([1, 2, 3])('of version %d is read, compressed in one frame, in several, or not at all', (version) => {
    for (const content of [dbn({ ...bars, version }), dbnZst({ ...bars, version })]) {
      expect([...barsOf(decodeDbn(content))]).toEqual([expectedBar]);
    }
  });

  it('with a time of sending after each record is read', () => {
    const [one = Buffer.alloc(0)] = bars.records;
    const sent = record(MINUTE_BAR, 11, NINE_THIRTY, Buffer.concat([one.subarray(16), Buffer.alloc(8)]));
    expect([...barsOf(decodeDbn(dbn({ ...bars, tsOut: true, records: [sent] })))]).toEqual([expectedBar]);
  });

  it('of a type nobody knows yet is passed over', () => {
    const records = [record(0xee, 11, NINE_THIRTY, Buffer.alloc(24)), ...bars.records];
    expect([...barsOf(decodeDbn(dbn({ ...bars, records })))]).toHaveLength(1);
  });

  it('makes quotes with the side that is there, and trades of what traded', () => {
    const records = [mbp1(11, NINE_THIRTY, 'A', 182.5, undefined), mbp1(11, NINE_THIRTY + 5n, 'T', 182.5, 182.75)];
    const file = decodeDbn(dbn({ schema: 1, symbols: { AAPL: 11 }, records }));
    expect(
      [...quotesOf(file)].map(({ bid, ask, bidSize, askSize, sizeUnit }) => [bid, ask, bidSize, askSize, sizeUnit]),
    ).toEqual([
      ['182.5', undefined, '3', undefined, 'SHARES'],
      ['182.5', '182.75', '3', '4', 'SHARES'],
    ]);
    expect([...tradesOf(file)]).toMatchObject([
      { price: '182.75', size: '7', timeNs: NINE_THIRTY - 995n, knownAt: ms('2024-05-03T13:30:00Z'), sequence: 99 },
    ]);
  });

  it('that names no symbol for an instrument is an error, never a guess', () => {
    expect(() => [...barsOf(decodeDbn(dbn({ ...bars, symbols: {} })))]).toThrow(
      'instrument 11: the file does not say its symbol',
    );
  });

  it('with a bar without a price is an error', () => {
    const records = [ohlcv(MINUTE_BAR, 11, NINE_THIRTY, [182.5, undefined, 182, 182])];
    expect(() => [...barsOf(decodeDbn(dbn({ ...bars, records })))]).toThrow('a bar of AAPL: has no time or no price');
  });

  it('cut off anywhere gives an error that says where, or what was whole before', () => {
    const whole = dbn({ ...bars, records: [...bars.records, ...bars.records] });
    for (let length = 0; length < whole.length; length++) {
      const read = () => [...decodeDbn(whole.subarray(0, length)).records()];
      const recordEnd = (whole.length - length) % 56 === 0 && whole.length - length <= 112;
      if (recordEnd) expect(read().length).toBeLessThan(2);
      else expect(read).toThrow(DbnError);
    }
  });

  it('cut off anywhere while compressed gives an error too', () => {
    const whole = dbnZst(bars);
    for (let length = 0; length < whole.length; length++) {
      try {
        expect([...decodeDbn(whole.subarray(0, length)).records()].length).toBe(0);
      } catch (error) {
        expect(error).toBeInstanceOf(DbnError);
      }
    }
  });

  it('whose symbols have no length is refused before its counts are believed', () => {
    const damaged = Buffer.from(dbn(bars));
    const symbolLength = 8 + 45;
    expect(damaged.readUInt16LE(symbolLength)).toBe(71);
    damaged.writeUInt16LE(0, symbolLength);
    expect(() => decodeDbn(damaged)).toThrow(DbnError);
  });

  it('with any byte changed is read or refused, nothing else', () => {
    const whole = dbn(bars);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        try {
          for (const bar of barsOf(decodeDbn(damaged))) expect(bar.open).toMatch(/^-?\d+(\.\d+)?$/);
        } catch (error) {
          expect(error).toBeInstanceOf(DbnError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('date,open,high\n')],
    ['a version of the future', Buffer.from([0x44, 0x42, 0x4e, 9, 100, 0, 0, 0])],
  ])('that is %s is refused', (_name, content) => {
    expect(() => decodeDbn(content)).toThrow(DbnError);
  });
});

describe('the historical API', () => {
  async function databento(handler: VendorHandler, key: string | undefined = SECRET) {
    const server = await vendorServer(handler);
    return {
      server,
      data: new DatabentoHistory({ ...vendorAt(server.baseUrl), key, dataset: 'XNAS.ITCH' }, scriptedRuntime()),
    };
  }
  const request = { symbols: ['AAPL'], interval: ONE_MINUTE, range: day };

  it('is asked by form with the key as the name, and its bars are domain values', async () => {
    const { data, server } = await databento(() => ({ body: dbnZst(bars) }));
    expect(await all(data.bars(request, never))).toEqual([expectedBar]);
    const [asked] = server.seen;
    expect(asked?.method).toBe('POST');
    expect(asked?.path).toBe('/v0/timeseries.get_range');
    expect(Object.fromEntries(asked?.form ?? [])).toMatchObject({
      dataset: 'XNAS.ITCH',
      schema: 'ohlcv-1m',
      symbols: 'AAPL',
      stype_in: 'raw_symbol',
      start: `${day.fromMs}000000`,
      encoding: 'dbn',
    });
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from(`${SECRET}:`).toString('base64')}`);
    expect(asked?.query.size).toBe(0);
  });

  it('serves options from OPRA by padded symbols, and gives them back plain', async () => {
    const records = [ohlcv(0x22, 11, NINE_THIRTY, [1, 2, 0.5, 1.5])];
    const { data, server } = await databento(() => ({
      body: dbnZst({ schema: 7, dataset: 'OPRA.PILLAR', symbols: { 'AAPL  240503P00155000': 11 }, records }),
    }));
    const found = await all(data.bars({ ...request, symbols: ['AAPL240503P00155000'], interval: ONE_HOUR }, never));
    expect(found.map(({ symbol }) => symbol)).toEqual(['AAPL240503P00155000']);
    expect(server.seen[0]?.form.get('symbols')).toBe('AAPL  240503P00155000');
    expect(server.seen[0]?.form.get('dataset')).toBe('OPRA.PILLAR');
  });

  it('knows a day at the end of its UTC date, not at the close', async () => {
    const records = [ohlcv(0x23, 11, nanos('2024-05-03T00:00:00Z'), [1, 2, 0.5, 1.5])];
    const { data } = await databento(() => ({ body: dbnZst({ ...bars, schema: 8, records }) }));
    const [bar] = await all(data.bars({ ...request, interval: ONE_DAY }, never));
    expect(bar?.knownAt).toBe(ms('2024-05-04T00:00:00Z'));
  });

  it('needs a key', async () => {
    const server = await vendorServer(() => ({ body: '' }));
    const data = new DatabentoHistory({ ...vendorAt(server.baseUrl), key: undefined, dataset: 'X' }, scriptedRuntime());
    expect((await vendorFailure(() => data.bars(request, never), 'MISSING_KEY')).details.setting).toBe('DATABENTO_KEY');
  });

  it.each([
    [
      'refuses',
      { status: 422, body: { detail: { case: 'data_start_before_available', message: `no data for ${SECRET}` } } },
      'BAD_REQUEST',
    ],
    ['sends text instead of DBN', { body: 'sorry' }, 'MALFORMED'],
    ['sends half a file', { body: dbnZst(bars).subarray(0, -10) }, 'MALFORMED'],
  ] as const)('that %s is a typed error', async (_name, answer, code) => {
    const { data } = await databento(() => answer);
    const failure = await vendorFailure(() => data.bars(request, never), code);
    expect(failure.message).toContain('symbols=AAPL');
  });
});

describe.skipIf(!RECORDINGS_PRESENT)(`Databento as recorded${RECORDINGS_NOTE}`, () => {
  const read = (name: string) => decodeDbn(recordedBytes(`databento/${name}`));
  const files = RECORDINGS_PRESENT
    ? readdirSync(recordingPath('databento')).filter((name) => /\.dbn(\.zst)?$/.test(name))
    : [];

  it('every file is read to its end', () => {
    const counts = Object.fromEntries(files.map((name) => [name, [...read(name).records()].length]));
    expect(files.length).toBeGreaterThanOrEqual(35);
    expect(
      Object.entries(counts)
        .filter(([, count]) => count === 0)
        .map(([name]) => name),
    ).toEqual(['test_data.ohlcv-1d.dbn.zst']);
    expect(counts['historical_bars_catalog__futures_mbp-1_2024-07-01T23-58_2024-07-02T00-02.dbn.zst']).toBe(2288);
  });

  it('minute bars of two futures', () => {
    const found = [
      ...barsOf(read('historical_bars_catalog__futures_ohlcv-1m_2024-07-01T23-40_2024-07-02T00-10.dbn.zst')),
    ];
    expect(found).toHaveLength(60);
    expect(new Set(found.map(({ symbol }) => symbol)).size).toBe(2);
    expect(found[0]).toMatchObject({
      symbol: 'ESU4',
      open: '5527.25',
      high: '5527.5',
      low: '5527',
      close: '5527.5',
      volume: '180',
    });
  });

  it('quotes and trades of every schema that has them', () => {
    const quote = { symbol: 'ESH1', bid: '3720.25', ask: '3720.5', sizeUnit: 'CONTRACTS' };
    for (const schema of ['mbp-1', 'mbp-10', 'tbbo', 'cmbp-1', 'cbbo-1s'])
      expect([...quotesOf(read(`test_data.${schema}.dbn.zst`))][0], schema).toMatchObject(quote);
    for (const schema of ['bbo-1s', 'bbo-1m'])
      expect([...quotesOf(read(`test_data.${schema}.dbn.zst`))][0], schema).toMatchObject({
        bid: '3702.25',
        ask: '3702.75',
      });
    for (const schema of ['trades', 'tbbo'])
      expect([...tradesOf(read(`test_data.${schema}.dbn.zst`))][0], schema).toMatchObject({
        symbol: 'ESH1',
        price: '3720.25',
        size: '5',
        sequence: 1170380,
      });
  });

  it('definitions of all three kinds of instrument, and what is absent stays absent', () => {
    const [option] = [...read('options_catalog__options_definition.dbn.zst').records()].filter(
      (one) => one.kind === 'definition',
    );
    expect(option).toMatchObject({
      rawSymbol: 'ESM4 P5250',
      instrumentClass: 'P',
      strikePrice: '5250',
      underlying: 'ESM4',
      minPriceIncrement: undefined,
    });
    const [stock] = [...read('test_data.definition.equity.dbn.zst').records()].filter(
      (one) => one.kind === 'definition',
    );
    expect(stock).toMatchObject({
      rawSymbol: 'MSFT',
      instrumentClass: 'K',
      expiration: undefined,
      strikePrice: undefined,
    });
  });

  it('statistics, status, imbalance and orders', () => {
    const first = (name: string) => [...read(name).records()][0];
    expect(first('test_data.statistics.dbn.zst')).toMatchObject({ kind: 'statistics', price: '100', statType: 7 });
    expect(first('test_data.status.dbn.zst')).toMatchObject({ kind: 'status', action: 7, isTrading: 'Y' });
    expect(first('test_data.imbalance.dbn.zst')).toMatchObject({
      kind: 'imbalance',
      refPrice: '229.43',
      totalImbalance: 2000,
    });
    expect(first('test_data.mbo.dbn')).toEqual(first('test_data.mbo.dbn.zst'));
    expect(first('test_data.mbo.dbn')).toMatchObject({
      kind: 'mbo',
      orderId: 647784973705n,
      price: '3722.75',
      action: 'C',
    });
  });

  it('served over HTTP', async () => {
    const body = recordedBytes(
      'databento/historical_bars_catalog__futures_ohlcv-1m_2024-07-01T23-40_2024-07-02T00-10.dbn.zst',
    );
    const server = await vendorServer(() => ({ body }));
    const data = new DatabentoHistory({ ...vendorAt(server.baseUrl), dataset: 'GLBX.MDP3' }, scriptedRuntime());
    const request = {
      symbols: ['ESU4'],
      interval: ONE_MINUTE,
      range: range('2024-07-02T00:00:00Z', '2024-07-03T00:00:00Z'),
    };
    expect(await all(data.bars(request, never))).toHaveLength(20);
  });
});
