import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dbnZst, nanos, ohlcv } from '../../services/market-data/test/vendors/dbn-builder.js';
import { BUILT, csv, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const DATES = ['2016-03-01', '2016-03-02', '2016-03-03'];
const CLOSES = [2.5, 2.25, 2.125];
const DAY_HEADER = CLOSES.map((close, i) => `${DATES[i]},2,3,1,${close},1000`);

function parquet(closes: readonly number[] = CLOSES): Uint8Array {
  const same = (value: number) => closes.map(() => value);
  const column = (name: string, data: unknown[], type: string) => ({ name, data, type });
  const columnData = [
    column('date', DATES.slice(0, closes.length), 'STRING'),
    column('open', same(2), 'DOUBLE'),
    column('high', same(3), 'DOUBLE'),
    column('low', same(1), 'DOUBLE'),
    column('close', [...closes], 'DOUBLE'),
    column('volume', same(1000), 'DOUBLE'),
  ] as Parameters<typeof parquetWriteBuffer>[0]['columnData'];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** Minutes of a morning in May 2024 of two symbols. */
function databento(): Uint8Array {
  const open = nanos('2024-05-03T13:30:00Z');
  const bar = (id: number, minute: number) =>
    ohlcv(0x21, id, open + BigInt(minute) * 60_000_000_000n, [182.5, 183, 182.25, 182.999999], 5000n);
  const records = [0, 1, 2].flatMap((minute) => [bar(1, minute), bar(2, minute)]);
  return dbnZst({ schema: 6, symbols: { AAPL: 1, MSFT: 2 }, records });
}

/** Parquet and DBN as a user imports them: real processes, real files. Needs the build. */
describe.runIf(BUILT)('cream data import of other formats', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.remove());

  const file = (name: string, content: Uint8Array | string) => {
    const folder = join(place.path, 'in');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const json = (...args: string[]) => {
    const { code, stdout } = place.cream('data', ...args, '--json');
    return { code, document: JSON.parse(stdout) };
  };
  const contents = (dataDir = '.cream'): string[] =>
    json('list', '--data-dir', dataDir)
      .document.series.filter((one: { source: string }) => one.source === 'file')
      .map(
        (one: { symbol: string; interval: string; content: string }) => `${one.symbol} ${one.interval} ${one.content}`,
      );

  it('stores of a Parquet file what the same CSV file would, once', () => {
    const path = file('msft.parquet', parquet());
    const expected = { symbol: 'MSFT', interval: '1d', rows: 3, inserted: 3, quarantined: 0 };
    expect(json('import', path)).toMatchObject({ code: 0, document: { files: [expected] } });
    expect(json('import', path)).toMatchObject({ code: 0, document: { files: [expected] } });
    json('import', file('MSFT.csv', csv(...DAY_HEADER)), '--data-dir', 'other');
    expect(contents()).toEqual(contents('other'));
  });

  it('puts a bad row of a Parquet file aside, as it was read', () => {
    const { code, document } = json('import', file('MSFT.parquet', parquet([2.5, Number.NaN, 7])));
    expect([code, document.files[0]]).toEqual([1, expect.objectContaining({ inserted: 1, quarantined: 2 })]);
    const { findings } = json('check', '--symbols', 'MSFT', '--code', 'not-a-number,ohlc-inconsistent').document;
    expect(
      findings.map(({ code: name, line, row }: { code: string; line: number; row: string }) => [name, line, row]),
    ).toEqual([
      ['NOT_A_NUMBER', 3, '2016-03-02T00:00:00.000Z,2,3,1,NaN,1000'],
      ['OHLC_INCONSISTENT', 4, '2016-03-03T00:00:00.000Z,2,3,1,7,1000'],
    ]);
  });

  it('stores every symbol of a DBN file, or the one that is asked for', () => {
    const path = file('download.dbn.zst', databento());
    const one = json('import', path, '--symbol', 'MSFT');
    expect(one).toMatchObject({
      code: 0,
      document: { files: [{ symbol: 'MSFT', interval: '1m', rows: 3, inserted: 3 }] },
    });
    const all = json('import', path);
    expect(
      all.document.files.map(({ symbol, inserted }: { symbol: string; inserted: number }) => [symbol, inserted]),
    ).toEqual([
      ['AAPL', 3],
      ['MSFT', 3],
    ]);
    expect(contents()).toHaveLength(2);
  });

  it('takes a folder of all formats', () => {
    file('AAPL.csv', csv(...DAY_HEADER));
    file('MSFT.parquet', parquet());
    file('minutes.dbn', databento());
    file('notes.txt', 'nothing');
    const { document } = json('import', join(place.path, 'in'));
    expect(
      document.files.map(({ symbol, interval }: { symbol: string; interval: string }) => `${symbol} ${interval}`),
    ).toEqual(['AAPL 1d', 'MSFT 1d', 'AAPL 1m', 'MSFT 1m']);
  });

  it.each([
    [
      'a Parquet file that is none',
      'MSFT.parquet',
      'text',
      [],
      /MSFT\.parquet: this is no Parquet file that can be read/,
    ],
    ['a DBN file that is none', 'x.dbn', 'text', [], /x\.dbn: /],
    ['a symbol that is not in it', 'x.dbn', databento(), ['--symbol', 'IBM'], /there is no IBM in it, but AAPL, MSFT/],
    ['an interval it does not have', 'x.dbn', databento(), ['--interval', '1h'], /--interval 1h: it has 1m bars/],
  ])('answers %s with one line and exit code 2', (_, name, content, args, text) => {
    const { code, lines } = place.cream('data', 'import', file(name, content), ...args);
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });
});
