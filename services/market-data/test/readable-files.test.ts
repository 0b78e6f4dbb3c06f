import { BarInterval } from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeDecimal } from '../src/adapters/csv/decimal-cell.js';
import { RowStore } from '../src/adapters/csv/row-store.js';
import type { BarSeries } from '../src/app/bar-series.js';
import { catalogOf, csv, HEADER, intradayRows, row } from './csv-folder.js';

const only = (content: string | Uint8Array): BarSeries => catalogOf({ 'AAPL.csv': content }).get('AAPL');
const iso = (ms: number) => new Date(ms).toISOString();
const spans = (series: BarSeries) =>
  series
    .slice(0, series.length)
    .map((bar) => [bar.start, bar.end].map((time) => iso(Number(time?.seconds) * 1000).slice(0, 16)).join(' '));

describe('daily bars', () => {
  const session = '2016-03-01T14:30 2016-03-01T21:00';

  it.each([
    ['2016-03-01'],
    ['20160301'],
    ['03/01/2016'],
    ['2016-03-01T00:00:00'],
    ['2016-03-01 00:00:00-05:00'],
    ['2016-03-01T00:00:00Z'],
    ['2016-03-01T05:00:00Z'],
    ['1456790400'], // midnight in UTC
    ['1456808400000'], // midnight in New York
  ])('written as %s span their session', (time) => {
    const series = only(csv(row(time)));
    expect(series.interval).toBe(BarInterval.ONE_DAY);
    expect(spans(series)).toEqual([session]);
  });

  it('of a half day end when it closes', () => {
    expect(spans(only(csv(row('2015-11-27'))))).toEqual(['2015-11-27T14:30 2015-11-27T18:00']);
  });

  it('keep their dates when stamped with midnight on both sides of a clock change', () => {
    const series = only(csv(row('2016-03-11T05:00:00Z'), row('2016-03-14T04:00:00Z')));
    expect(spans(series)).toEqual(['2016-03-11T14:30 2016-03-11T21:00', '2016-03-14T13:30 2016-03-14T20:00']);
  });
});

describe('intraday bars', () => {
  it.each([
    [1, BarInterval.ONE_MINUTE],
    [5, BarInterval.FIVE_MINUTES],
    [15, BarInterval.FIFTEEN_MINUTES],
    [30, BarInterval.THIRTY_MINUTES],
    [60, BarInterval.ONE_HOUR],
  ])('of %i minutes are recognised', (minutes, interval) => {
    expect(only(csv(...intradayRows('2016-03-01', '09:30', '16:00', minutes))).interval).toBe(interval);
  });

  it('end with the session when they would run past it', () => {
    const hours = only(csv(...intradayRows('2016-03-01', '14:30', '16:00', 60)));
    expect(spans(hours)).toEqual(['2016-03-01T19:30 2016-03-01T20:30', '2016-03-01T20:30 2016-03-01T21:00']);
    const halfDay = only(csv(...intradayRows('2015-11-27', '11:30', '13:00', 60)));
    expect(spans(halfDay)).toEqual(['2015-11-27T16:30 2015-11-27T17:30', '2015-11-27T17:30 2015-11-27T18:00']);
  });

  it('outside the session keep their full length', () => {
    const hours = only(csv(...intradayRows('2016-03-01', '08:00', '10:00', 60), row('2016-03-01T16:00')));
    expect(spans(hours)).toEqual([
      '2016-03-01T13:00 2016-03-01T14:00',
      '2016-03-01T14:00 2016-03-01T15:00',
      '2016-03-01T21:00 2016-03-01T22:00',
    ]);
  });

  it('may have gaps, as long as they fit the interval', () => {
    const rows = intradayRows('2016-03-01', '09:30', '16:00', 5).filter((_, i) => i % 7 !== 3);
    expect(only(csv(...rows)).interval).toBe(BarInterval.FIVE_MINUTES);
  });

  it('are the same bars whichever way their times are written', () => {
    const wall = only(csv(row('2016-07-05T09:30'), row('2016-07-05T09:31')));
    const others = [
      csv(row('2016-07-05 09:30:00.000'), row('2016-07-05 09:31:00.000')),
      csv(row('2016-07-05T13:30Z'), row('2016-07-05T13:31Z')),
      csv(row('2016-07-05T09:30:00-04:00'), row('2016-07-05T09:31:00-0400')),
      csv(row('2016-07-05T19:00:00+05:30'), row('2016-07-05T19:01:00+05:30')),
      csv(row('1467725400'), row('1467725460')),
      csv(row('1467725400000'), row('1467725460000')),
    ];
    for (const other of others) expect(spans(only(other))).toEqual(spans(wall));
  });

  it('before and after a clock change keep their New York time', () => {
    const rows = [
      ...intradayRows('2016-11-04', '09:30', '10:30', 30),
      ...intradayRows('2016-11-07', '09:30', '10:30', 30),
    ];
    expect(spans(only(csv(...rows))).map((span) => span.slice(0, 16))).toEqual([
      '2016-11-04T13:30',
      '2016-11-04T14:00',
      '2016-11-07T14:30',
      '2016-11-07T15:00',
    ]);
  });
});

describe('a file may be written in many ways', () => {
  const plain = csv(row('2016-03-01'), row('2016-03-02'));
  const hash = (content: string | Uint8Array) => Buffer.from(only(content).content.sha256).toString('hex');

  it.each([
    ['carriage returns', plain.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${plain}`],
    ['no line feed at the end', plain.trimEnd()],
    ['empty lines at the end', `${plain}\n\n`],
    ['names in capitals', plain.replace(HEADER, HEADER.toUpperCase())],
    ['quoted cells', plain.replaceAll(/[^,\n]+/g, '"$&"')],
    ['blanks around cells', plain.replaceAll(',', ' ,\t')],
    ['trailing zeros', plain.replaceAll(/,(\d+)(?=,)/g, ',$1.00')],
    ['plus signs and leading zeros', plain.replaceAll(/,(?=\d)/g, ',+0')],
    ['exponents', plain.replaceAll(',1000', ',1.000e3')],
    ['more columns', plain.replaceAll(/^.*$/gm, (line) => (line === '' ? '' : `x,${line},"y, z"`))],
  ])('with %s', (_what, content) => {
    expect(hash(content)).toBe(hash(plain));
  });

  it('but other numbers or times have another hash', () => {
    expect(hash(plain.replace(',1000', ',1001'))).not.toBe(hash(plain));
    expect(hash(plain.replace('03-02', '03-03'))).not.toBe(hash(plain));
  });

  it('and with lines of any length, wherever the file is cut for reading', () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => intradayRows(`2016-03-0${1 + (i % 1)}`, '09:30', '10:30', 1)[i] ?? '',
    );
    const padding = 'x'.repeat(40_000);
    const wide = [`${HEADER},note`, ...rows.map((one) => `${one},${padding}`)].join('\n');
    expect(wide.length).toBeGreaterThan(2_000_000);
    expect(hash(wide)).toBe(hash(csv(...rows)));
  });
});

describe('numbers', () => {
  const canonical = (text: string) => {
    const store = new RowStore();
    const bytes = Buffer.from(text);
    const value = writeDecimal(bytes, 0, bytes.length, store);
    store.endField();
    store.endRow();
    return { value, text: store.fields(0)[0] };
  };

  it.each([
    ['64.501427', '64.501427'],
    ['64.500000', '64.5'],
    ['0.09843750298023224', '0.09843750298023224'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.0', '0'],
    ['007', '7'],
    ['1.5E+3', '1500'],
    ['12e-4', '0.0012'],
    ['-2.50e1', '-25'],
  ])('%s is kept as %s', (written, expected) => {
    expect(canonical(written)).toEqual({ value: Number(written) + 0, text: expected });
  });

  it.each([
    '',
    '.',
    '-',
    '+-1',
    '1e',
    'e5',
    '1e9999',
    '0x10',
    '1_000',
    '１',
    '0.0000000000000000001',
    `1${'0'.repeat(31)}`,
  ])('%j is none', (written) => {
    expect(canonical(written).value).toBeNaN();
  });

  it('keep their value and every digit, whatever they are', () => {
    const digits = fc.stringMatching(/^[0-9]{1,18}$/);
    fc.assert(
      fc.property(fc.boolean(), digits, digits, (negative, integer, fraction) => {
        const written = `${negative ? '-' : ''}${integer}.${fraction}`;
        const { value, text } = canonical(written);
        expect(value).toBe(Number(written) + 0);
        expect(text).toMatch(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{0,17}[1-9])?$/);
        expect(BigInt((text.split('.')[0] ?? '') + (text.split('.')[1] ?? '').padEnd(18, '0'))).toBe(
          BigInt(`${negative ? '-' : ''}${integer}${fraction.padEnd(18, '0')}`),
        );
      }),
    );
  });
});
