import { join } from 'node:path';
import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { checkQuoteFile } from '../src/adapters/check-quote-file.js';
import { crossedQuote } from '../src/app/validation/crossed-quote.js';
import { dateText, dayNumber } from '../src/calendar/civil-date.js';
import { calendar, csv, folderWith, intradayRows, row } from './csv-folder.js';
import { failing } from './serving.js';
import { Stored, split } from './stored.js';

/** Sessions from 2016-03-01 on. */
const dates = (count: number) =>
  calendar
    .sessionsBetween(dayNumber(2016, 3, 1), dayNumber(2016, 12, 31))
    .slice(0, count)
    .map((session) => dateText(session.day));

async function found(rows: string[], code: Finding_Code, asOf: string, ...actions: Parameters<Stored['act']>) {
  const stored = await Stored.open();
  await stored.import('MSFT', csv(...rows));
  if (actions.length > 0) await stored.act(...actions);
  const { findings } = await stored.findings(['MSFT'], [code], asOf);
  return findings.map(
    (one) => `${new Date(Number(one.time?.seconds) * 1000).toISOString().slice(0, 16)} ${one.observed}`,
  );
}

describe('gaps', () => {
  const { GAP } = Finding_Code;

  it('are none over nights, weekends and holidays', async () => {
    // Good Friday 2016-03-25 lies in between.
    expect(
      await found(
        dates(30).map((date) => row(date)),
        GAP,
        '2016-05-01T00:00Z',
      ),
    ).toEqual([]);
    const minutes = ['2016-03-24', '2016-03-28'].flatMap((date) => intradayRows(date, '09:30', '16:00', 5));
    expect(await found(minutes, GAP, '2016-05-01T00:00Z')).toEqual([]);
  });

  it('are sessions without a daily bar', async () => {
    const rows = dates(10).filter((date) => date !== '2016-03-04' && date !== '2016-03-07');
    expect(
      await found(
        rows.map((date) => row(date)),
        GAP,
        '2016-05-01T00:00Z',
      ),
    ).toEqual(['2016-03-03T21:00 2 missing bars until 2016-03-08T14:30:00.000Z']);
  });

  it('are runs of missing intraday bars, over the night too', async () => {
    const rows = [
      ...intradayRows('2016-03-01', '09:30', '12:00', 30),
      ...intradayRows('2016-03-01', '12:30', '15:00', 30),
      ...intradayRows('2016-03-02', '10:30', '16:00', 30),
    ];
    expect(await found(rows, GAP, '2016-05-01T00:00Z')).toEqual([
      '2016-03-01T17:00 1 missing bar until 2016-03-01T17:30:00.000Z',
      '2016-03-01T20:00 4 missing bars until 2016-03-02T15:30:00.000Z',
    ]);
  });

  it('are not missed on a half day', async () => {
    const rows = [
      ...intradayRows('2015-11-27', '09:30', '13:00', 30),
      ...intradayRows('2015-11-30', '09:30', '16:00', 30),
    ];
    expect(await found(rows, GAP, '2016-05-01T00:00Z')).toEqual([]);
  });

  it('are not known before the bar after them', async () => {
    const rows = [row('2016-03-01'), row('2016-03-04')];
    expect(await found(rows, GAP, '2016-03-04T20:59Z')).toEqual([]);
    expect(await found(rows, GAP, '2016-03-04T21:00Z')).toHaveLength(1);
  });
});

describe('spikes', () => {
  const closes = (...prices: number[]) => dates(prices.length).map((date, i) => row(date, (prices[i] ?? 0) - 0.5));

  it('are closes that move by more than 10 %, up or down', async () => {
    expect(await found(closes(100, 110, 121.1, 100), Finding_Code.SPIKE, '2016-05-01T00:00Z')).toEqual([
      '2016-03-03T14:30 close 110 to 121.1, 10.09 %',
      '2016-03-04T14:30 close 121.1 to 100, -17.42 %',
    ]);
  });

  it('are no splits that are known', async () => {
    const known = split('MSFT', '2', '2016-03-01T20:00Z', '2016-03-02T05:00Z');
    expect(await found(closes(100, 51), Finding_Code.SPIKE, '2016-05-01T00:00Z', known)).toEqual([]);
    expect(await found(closes(100, 51), Finding_Code.SPIKE, '2016-05-01T00:00Z')).toHaveLength(1);
  });
});

describe('flash crashes', () => {
  const minutes = (...lows: number[]) =>
    lows.map((low, i) => `2016-03-01T09:${String(30 + i)}:00,${low},100,${low},${low},1000`);

  it('are intraday falls of 5 % within 20 bars', async () => {
    expect(await found(minutes(99, 99, 95, 95, 99), Finding_Code.FLASH_CRASH, '2016-05-01T00:00Z')).toEqual([
      '2016-03-01T14:32 high 100 to low 95, -5.00 %',
      '2016-03-01T14:33 high 100 to low 95, -5.00 %',
    ]);
    expect(await found(minutes(99, 99, 95.1, 96), Finding_Code.FLASH_CRASH, '2016-05-01T00:00Z')).toEqual([]);
  });

  it('are not looked for in daily bars', async () => {
    const rows = [row('2016-03-01', 100), row('2016-03-02', 90)];
    expect(await found(rows, Finding_Code.FLASH_CRASH, '2016-05-01T00:00Z')).toEqual([]);
  });
});

describe('volumes', () => {
  const volumes = (...values: number[]) => dates(values.length).map((date, i) => row(date, 100, values[i]));
  const usual = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 900 : 1100));

  it('are improbable more than five deviations above the 20 bars before', async () => {
    // Mean 1000, population deviation 100.
    const { VOLUME_ANOMALY } = Finding_Code;
    expect(await found(volumes(...usual, 1500), VOLUME_ANOMALY, '2016-05-01T00:00Z')).toEqual([]);
    expect(await found(volumes(...usual, 1501), VOLUME_ANOMALY, '2016-05-01T00:00Z')).toEqual([
      '2016-03-30T13:30 volume 1501, 5.0 deviations above 1000',
    ]);
  });

  it('that hardly differed before may differ a little', async () => {
    const same = Array.from({ length: 20 }, () => 1000);
    const { VOLUME_ANOMALY } = Finding_Code;
    expect(await found(volumes(...same, 1250), VOLUME_ANOMALY, '2016-05-01T00:00Z')).toEqual([]);
    expect(await found(volumes(...same, 1251), VOLUME_ANOMALY, '2016-05-01T00:00Z')).toHaveLength(1);
  });
});

describe('a stale series', () => {
  it('went without a bar for a session, or for more than two intervals of trading', async () => {
    const { STALE } = Finding_Code;
    const daily = [row('2016-03-03'), row('2016-03-04')];
    expect(await found(daily, STALE, '2016-03-07T20:59Z')).toEqual([]);
    expect(await found(daily, STALE, '2016-03-07T21:00Z')).toHaveLength(1);
    const five = intradayRows('2016-03-01', '09:30', '15:00', 5);
    expect(await found(five, STALE, '2016-03-01T20:10Z')).toEqual([]);
    expect(await found(five, STALE, '2016-03-01T20:11Z')).toHaveLength(1);
  });
});

describe('a crossed quote', () => {
  it('bids more than it asks; locked and one-sided quotes do not', () => {
    expect(crossedQuote(10.02, 10.01)).toEqual({
      code: Finding_Code.CROSSED_QUOTE,
      observed: 'bid 10.02 above ask 10.01',
      expected: 'bid at most ask',
    });
    expect([crossedQuote(10, 10), crossedQuote(10, undefined), crossedQuote(undefined, 10)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a file of quotes', () => {
  const check = (text: string) =>
    checkQuoteFile(join(folderWith({ 'MSFT.csv': text }), 'MSFT.csv'), 'MSFT').map(
      (one) => `${Finding_Code[one.code]} ${one.line} ${one.observed}`,
    );

  it('shows where it is crossed, in quotes and in quote bars', () => {
    const quotes =
      'timestamp,bid,ask\n2016-03-01T15:00:00Z,10,10.01\n2016-03-01T15:00:01Z,10.02,10.01\n2016-03-01T15:00:02Z,,9\n';
    expect(check(quotes)).toEqual(['CROSSED_QUOTE 3 bid 10.02 above ask 10.01']);
    const bars =
      'date,bid_open,ask_open,bid_close,ask_close\n2016-03-01T10:00:00,5,4,5,6\n2016-03-01T10:01:00,5,6,x,6\n';
    expect(check(bars)).toEqual(['CROSSED_QUOTE 2 bid 5 above ask 4', 'NOT_A_NUMBER 3 bid "x"']);
  });

  it('without a pair of columns is refused', () => {
    expect(() => check('timestamp,bid\n2016-03-01T15:00:00Z,10\n')).toThrow(/MSFT\.csv:1: quotes need a time column/);
  });
});

describe('a list of findings', () => {
  it('counts all and shows as many as asked for', async () => {
    const stored = await Stored.open();
    await stored.import('MSFT', csv(row('2016-03-01'), ...Array.from({ length: 150 }, (_, i) => `x${i},1,1,1,1,1`)));
    const { findings, counts } = await stored.findings(['MSFT'], [Finding_Code.BAD_TIME]);
    expect(findings).toHaveLength(100);
    expect(counts).toMatchObject([{ symbol: 'MSFT', count: 150n, severity: Finding_Severity.ERROR }]);
  });

  it('refuses a symbol that is not held', async () => {
    const stored = await Stored.open();
    expect((await failing(() => stored.findings(['NOPE']))).rawMessage).toMatch(/unknown symbol "NOPE"/);
  });
});
