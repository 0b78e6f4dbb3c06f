import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, csv, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Two sessions of minute bars around 500 dollars. */
function minuteBars(): string {
  const rows = ['2016-01-04', '2016-01-05'].flatMap((date) =>
    Array.from({ length: 390 }, (_, k) => {
      const clock = `${String(Math.floor((570 + k) / 60)).padStart(2, '0')}:${String((570 + k) % 60).padStart(2, '0')}`;
      const price = 500 + (k % 7);
      return `${date}T${clock}:00,${price},${price + 1},${price - 1},${price + 0.5},${1000 + k}`;
    }),
  );
  return csv(...rows);
}

/** `cream chart` as a user runs it. Needs the build. */
describe.runIf(BUILT)('cream chart', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.remove());

  it('draws the sample data into a file and says what it shows', () => {
    const { code, stdout } = place.cream('chart', 'aapl', '--as-of', '2016-03-01');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^AAPL, daily, 120 candles from 2015-09-09 to 2016-03-01, New York time\./);
    const file = readFileSync(join(place.path, 'AAPL-1d-2016-03-01.png'));
    expect(file.subarray(0, 8)).toEqual(PNG);
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1600, 900]);
  });

  it('draws the same file again, and another in the dark', () => {
    const draw = (out: string, theme: string): Buffer => {
      const flags = ['--as-of', '2016-03-01', '--width', '800', '--height', '600', '--theme', theme];
      expect(place.cream('chart', 'AAPL', ...flags, '--out', out).code).toBe(0);
      return readFileSync(join(place.path, out));
    };
    const light = draw('light.png', 'light');
    expect(draw('again.png', 'light').equals(light)).toBe(true);
    expect(draw('dark.png', 'dark').equals(light)).toBe(false);
  });

  it('draws what was imported a moment ago, in its interval', () => {
    const file = join(place.data('in', minuteBars(), 'msft.csv'), 'msft.csv');
    expect(place.cream('data', 'import', file, '--json').code).toBe(0);
    const { code, stdout } = place.cream('chart', 'MSFT', '--interval', '1m', '--indicators', 'vwap,rsi_14', '--json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      symbol: 'MSFT',
      interval: '1m',
      bars: 120,
      asOf: '2016-01-05T21:00:00.000Z',
      indicators: ['vwap', 'rsi_14'],
    });
    expect(document.altText).toMatch(/^MSFT, 1 minute, 120 candles from 2016-01-05 14:00 EST to 2016-01-05 15:59 EST/);
    expect(readFileSync(document.file).subarray(0, 8)).toEqual(PNG);
  });

  it.each([
    ['a symbol nobody has', ['NOSUCH'], /unknown symbol "NOSUCH"/],
    ['no symbol', [' '], /the symbol is empty/],
    ['an interval that is not held', ['AAPL', '--interval', '1m'], /AAPL is held as daily bars/],
    ['an interval there is none of', ['AAPL', '--interval', '7m'], /--interval 7m is not known/],
    ['a date before the first bar', ['AAPL', '--as-of', '2010-01-04'], /no bar that had ended/],
    ['a date that is none', ['AAPL', '--as-of', '2016-02-30'], /is not a date/],
    ['too many candles', ['AAPL', '--bars', '501'], /bars: must be 10 to 500, got 501/],
    ['a theme there is none of', ['AAPL', '--theme', 'pink'], /--theme pink is not known: light or dark/],
    [
      'an indicator there is none of',
      ['AAPL', '--indicators', 'rsi_41'],
      /"rsi_41" is no indicator: choose from sma_20/,
    ],
    ['a folder that is not there', ['AAPL', '--out', 'no/such/chart.png'], /there is no folder/],
  ])('refuses %s in one line', (_what, args, words) => {
    const { code, lines, stdout } = place.cream('chart', ...args);
    expect([code, stdout, lines.length]).toEqual([2, '', 1]);
    expect(lines[0]).toMatch(words);
  });
});
